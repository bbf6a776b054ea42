/**
 * Compiles the bench and the product into a folder of this run, and starts it there: what is measured
 * is compiled code, as users run it, and stays the same while sources change.
 *
 * Keeps: imports nothing that has to be compiled first; removes what a run that was killed has left.
 */
import { copyFileSync, cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT, runTool } from '../scripts/tree.mjs'

const RUNS = join(ROOT, 'node_modules', '.cache', 'bench')
const FOLDER = join(RUNS, String(process.pid))

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

for (const name of existsSync(RUNS) ? readdirSync(RUNS) : []) {
  if (!isAlive(Number(name))) {
    rmSync(join(RUNS, name), { recursive: true, force: true })
  }
}
process.on('exit', () => rmSync(FOLDER, { recursive: true, force: true }))

const args = ['-p', join(ROOT, 'bench', 'tsconfig.json'), '--outDir', FOLDER]
const { code, output } = await runTool('typescript:tsc', args, { quiet: true })
if (code === 0) {
  // Below node_modules nothing else says that these files are modules.
  copyFileSync(join(ROOT, 'package.json'), join(FOLDER, 'package.json'))
  // Where the vehicles look for the page that they serve.
  cpSync(join(ROOT, 'dist', 'ui'), join(FOLDER, 'ui'), { recursive: true })
  await import(pathToFileURL(join(FOLDER, 'bench', 'run.js')).href)
} else {
  console.error(output)
  console.error('bench: the sources do not compile, so nothing was measured')
  process.exitCode = 1
}
