/**
 * Runs the tidy checks by themselves, without a test runner: `npm run check` does.
 *
 *   npx tsx test/tidy/run.ts          says what breaks a rule
 *   npx tsx test/tidy/run.ts --write  first writes the page that tells which test names what
 */
import { writeFileSync } from 'node:fs'
import { CHECKS } from './checks.ts'
import { SCENARIOS_PAGE, scenariosPage } from './scenarios.ts'
import { apply, readTree } from './source.ts'

if (process.argv.includes('--write')) {
  writeFileSync(SCENARIOS_PAGE, scenariosPage(readTree(process.cwd())))
}
const tree = readTree(process.cwd())
let problems = 0
for (const check of CHECKS) {
  const { seen, findings } = apply(check, tree)
  const tooFew = seen < check.filesMin
  problems += findings.length + (tooFew ? 1 : 0)
  if (tooFew) {
    process.stdout.write(`${check.name}: saw ${seen} files, fewer than ${check.filesMin}\n`)
  }
  for (const { path, line, reason } of findings) {
    process.stdout.write(`${path}:${line}: ${check.name}: ${reason}\n`)
  }
}
process.stdout.write(`${CHECKS.length} checks read ${tree.length} files: ${problems} problems\n`)
process.exitCode = problems === 0 && CHECKS.length > 0 ? 0 : 1
