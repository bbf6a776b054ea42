/**
 * Asks the registry of npm which packages of the product have known weaknesses.
 *
 *   npm run audit              what a vehicle runs with; then what only its development takes
 *
 * Ends with 0 when what a vehicle runs with has none, or each is explained in EXPLAINED; with 1 when it
 * has; with 2 when the registry gave no answer, and says why. No answer is not a good one.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, runNpm } from './tree.mjs'

/** Advisories that do not reach a vehicle, by their address, each with the reason. */
const EXPLAINED = new Map([])

const EXIT = { clean: 0, weak: 1, noAnswer: 2 }

/** Versions that the lockfile names: those a vehicle runs with, or all. */
function packagesLocked(omitsDev) {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
  return Object.entries(packages).filter(
    ([path, { dev }]) => path !== '' && !(omitsDev && dev === true)
  ).length
}

/** The object that npm has printed; it may say something before. */
function answerIn(output) {
  try {
    return JSON.parse(output.slice(output.indexOf('{')))
  } catch {
    return undefined
  }
}

/** One line for each advisory: package, severity, what, where to read on. */
function advisoriesIn({ vulnerabilities }) {
  const found = new Map()
  for (const { name, severity, via } of Object.values(vulnerabilities)) {
    for (const advisory of via.filter((each) => typeof each === 'object')) {
      found.set(advisory.url, `${name} (${advisory.severity ?? severity}): ${advisory.title}`)
    }
  }
  return found
}

async function ask(omitsDev) {
  const what = omitsDev ? 'what a vehicle runs with' : 'with what its development takes'
  const count = packagesLocked(omitsDev)
  const args = ['audit', '--json', '--package-lock-only', ...(omitsDev ? ['--omit=dev'] : [])]
  const { output } = await runNpm(args, { quiet: true })
  const answer = answerIn(output)
  if (answer?.vulnerabilities === undefined) {
    const [why] =
      /\b[45]\d\d [A-Z][^\n"]*|E[A-Z]{4,}[^\n"]*|audit endpoint[^\n"]*/.exec(output) ?? []
    console.log(
      `audit: no answer about ${what} (${count} packages): ${why ?? 'npm gave no reason'}`
    )
    console.log(
      'audit: the registry, or what stands between, does not offer POST /-/npm/v1/security;'
    )
    console.log(
      'audit: ask where it does, such as on a machine that reaches registry.npmjs.org itself'
    )
    return EXIT.noAnswer
  }
  const open = [...advisoriesIn(answer)].filter(([url]) => !EXPLAINED.has(url))
  for (const [url, text] of open) {
    console.log(`audit: ${text}: ${url}`)
  }
  console.log(`audit: ${what}: ${count} packages, ${open.length} open advisories`)
  return open.length === 0 ? EXIT.clean : EXIT.weak
}

process.exitCode = await ask(true)
if (process.exitCode !== EXIT.noAnswer) {
  // Told, and no reason to fail: none of it is on a vehicle.
  await ask(false)
}
