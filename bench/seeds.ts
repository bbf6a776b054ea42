/**
 * Many seeds of a suite, in chunks: what is done stays done when the run is ended, and the next run of
 * the same program goes on from there, also from another commit that leaves the program as it was.
 *
 *   tsx bench/seeds.ts SUITE SEEDS FROM
 *
 * Prints what `vguard-node sim --json` prints, for all of them together, as the last line, and how many of
 * them were run before and only read.
 *
 * Keeps: only chunks of one program count together (suite-code.ts tells which it is), and none is noted
 * that was run from a tree that nobody can get back.
 */
import { join } from 'node:path'
import { runChild } from './child.ts'
import { addChunks, CHUNK_SEEDS, type Chunk, chunksOf, isChunk } from './chunks.ts'
import { addToJournal, readJournal } from './journal.ts'
import { lastJson } from './proofs.ts'
import { JOURNALS, PROGRAM, ROOT, sourceNow } from './source.ts'
import { suiteDigest } from './suite-code.ts'

/**
 * Every core has a world of its own to run: threads of V8 that collect and compile beside them only take
 * time from them (18 % of the worlds an hour on two cores).
 */
const V8_FLAGS: readonly string[] = ['--single-threaded']

async function runChunk(suite: string, from: number, seeds: number): Promise<Chunk | undefined> {
  const args = ['sim', '--suite', suite, '--from', `${from}`, '--seeds', `${seeds}`, '--json']
  const result = lastJson((await runChild([...V8_FLAGS, PROGRAM, ...args])).output)
  return isChunk(result) && result.seeds === seeds ? result : undefined
}

async function main([suite = '', seeds = '', from = '1']: readonly string[]): Promise<number> {
  // What runs is the program as it is built, and what is noted is that of the sources: they are one.
  const { exitCode, output } = await runChild([join(ROOT, 'scripts', 'ensure.mjs')])
  if (exitCode !== 0) {
    console.error(`seeds: the program cannot be built: ${output}`)
    return 1
  }
  const digest = await suiteDigest(suite)
  const path = join(JOURNALS, `${suite}.jsonl`)
  const done = readJournal(path, digest)
  const chunks: Chunk[] = []
  let earlierSeeds = 0
  for (const { from: first, seeds: count } of chunksOf(Number(from), Number(seeds), CHUNK_SEEDS)) {
    const known = done.find((chunk) => chunk.from === first && chunk.seeds === count)
    const { commit, isClean } = sourceNow()
    const chunk = known ?? (await runChunk(suite, first, count))
    if (chunk === undefined || (known === undefined && (await suiteDigest(suite)) !== digest)) {
      console.error(
        `seeds: the chunk from ${first} was ended, or the program has changed meanwhile`
      )
      return 1
    }
    chunks.push(chunk)
    earlierSeeds += known?.seeds ?? 0
    if (known === undefined && isClean) {
      addToJournal(path, { ...chunk, digest, commit, doneAt: new Date().toISOString() })
    }
    const sum = addChunks(chunks)
    console.error(
      `${suite}: ${sum.seeds} of ${seeds} worlds, ${sum.violations} violations, ` +
        `${sum.undecided} undecided, ${sum.seedsPerHour} worlds an hour`
    )
  }
  const sum = addChunks(chunks)
  console.log(JSON.stringify({ ...sum, earlierSeeds, program: digest }))
  return sum.violations === 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
