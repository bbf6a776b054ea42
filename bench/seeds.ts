/**
 * Many seeds of a suite, in chunks: what is done stays done when the run is ended, and the next run of
 * the same commit goes on from there.
 *
 *   tsx bench/seeds.ts SUITE SEEDS FROM
 *
 * Prints what `vguard-node sim --json` prints, for all of them together, as the last line.
 *
 * Keeps: only chunks of one commit count together, and none of a tree that differs from it.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addChunks, CHUNK_SEEDS, type Chunk, chunksOf, isChunk } from './chunks.ts'
import { lastJson } from './proofs.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PROGRAM = join(ROOT, 'dist', 'bin', 'vguard-node.js')

function git(...args: readonly string[]): string {
  const { stdout, status } = spawnSync('git', [...args], { cwd: ROOT, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : ''
}

/** The commit that the tree is, or undefined while it is none. */
function commitOfTree(): string | undefined {
  const commit = git('rev-parse', 'HEAD')
  return commit !== '' && git('status', '--porcelain') === '' ? commit : undefined
}

function readChunks(path: string): readonly Chunk[] {
  if (!existsSync(path)) {
    return []
  }
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.flatMap((line) => {
    const value: unknown = lastJson(line)
    return isChunk(value) ? [value] : []
  })
}

function runChunk(suite: string, from: number, seeds: number): Promise<Chunk | undefined> {
  const args = ['sim', '--suite', suite, '--from', `${from}`, '--seeds', `${seeds}`, '--json']
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      stdio: ['ignore', 'pipe', 'inherit']
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.on('error', reject)
    child.on('close', () => {
      const result = lastJson(output)
      resolve(isChunk(result) && result.seeds === seeds ? result : undefined)
    })
  })
}

async function main([suite = '', seeds = '', from = '1']: readonly string[]): Promise<number> {
  const commit = commitOfTree()
  const folder = join(ROOT, 'node_modules', '.cache', 'seeds')
  const path = join(folder, `${suite}-${commit}.jsonl`)
  const done = commit === undefined ? [] : readChunks(path)
  const chunks: Chunk[] = []
  for (const { from: first, seeds: count } of chunksOf(Number(from), Number(seeds), CHUNK_SEEDS)) {
    const known = done.find((chunk) => chunk.from === first && chunk.seeds === count)
    const chunk = known ?? (await runChunk(suite, first, count))
    if (chunk === undefined || commitOfTree() !== commit) {
      console.error(`seeds: the chunk from ${first} was ended, or the tree has changed meanwhile`)
      return 1
    }
    chunks.push(chunk)
    if (known === undefined && commit !== undefined) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(path, `${JSON.stringify(chunk)}\n`, { flag: 'a' })
    }
    const sum = addChunks(chunks)
    console.error(
      `${suite}: ${sum.seeds} of ${seeds} worlds, ${sum.violations} violations, ` +
        `${sum.undecided} undecided, ${sum.seedsPerHour} worlds an hour`
    )
  }
  const sum = addChunks(chunks)
  console.log(JSON.stringify(sum))
  return sum.violations === 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
