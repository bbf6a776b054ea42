/** Proofs and their records: what counts as good, and what is written down. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runChild } from '../../../bench/child.ts'
import { addChunks, chunksOf, isChunk } from '../../../bench/chunks.ts'
import { describeMachine } from '../../../bench/machine.ts'
import {
  judgeBench,
  judgeChaos,
  judgeFailover,
  judgeFleet,
  judgeMutants,
  judgeSimulation,
  judgeTests,
  judgeTraffic,
  lastJson,
  type Outcome,
  PROOFS,
  type Verdict
} from '../../../bench/proofs.ts'
import { createRecord, writeRecord } from '../../../bench/record.ts'

const outcome = (output: unknown, exitCode = 0): Outcome => ({
  exitCode,
  output: `words for people\n${typeof output === 'string' ? output : JSON.stringify(output)}\n`
})

const SIMULATED = {
  suite: 'archive',
  seeds: 10_000,
  from: 1,
  violations: 0,
  undecided: 0,
  seedsPerHour: 20_000.4,
  failing: []
}

const times = (p99: number) => ({ samples: 240, p50: 400, p99, max: 1_200 })
const tested = (figures: object, passed = '7 passed, 0 failed, 0 skipped'): string =>
  `figures ${JSON.stringify(figures)}\n✓ a test\n${passed}`
const FAILOVER = { kills: 30, stops: 10, killedMs: times(900), stoppedMs: times(950) }
const CHAOS = { seconds: 600, kill: 70 }

const traffic = (booths: number, linearity: number) => ({
  machine: {},
  results: [
    { name: 'traffic.booths', value: booths },
    { name: 'traffic.bytesPerRecord', value: 5000 },
    { name: 'traffic.linearity', value: linearity }
  ]
})

const DAY = {
  seconds: 700,
  cpuSeconds: 599,
  peakMiB: 4_000,
  measuredHours: 24,
  chains: 10_000,
  options: { vehicles: 10_000 },
  checks: { looks: 24, broken: 0 },
  availability: { unreadable: { share: 0.001 } }
}

describe('proofs', () => {
  it('proofs: the result is the last line, if that is a JSON object', () => {
    expect(lastJson('a\n{"b":1}\n')).toEqual({ b: 1 })
    expect(lastJson('a\nb')).toBeUndefined()
    expect(lastJson('')).toBeUndefined()
    expect(lastJson('3')).toBeUndefined()
  })

  it.each<[string, (of: Outcome) => Verdict, unknown]>([
    ['a simulation', judgeSimulation(10_000), SIMULATED],
    ['mutants', judgeMutants, { mutants: 12, killed: 12, survivors: [] }],
    ['tests', judgeTests, '3 passed, 0 failed, 0 skipped'],
    ['a failover', judgeFailover, tested(FAILOVER)],
    ['chaos', judgeChaos, tested(CHAOS)],
    ['traffic', judgeTraffic, traffic(100_000, 1.01)],
    ['a day of a fleet', judgeFleet, DAY],
    ['a bench', judgeBench, { machine: {}, results: [{ name: 'a', value: 1 }] }]
  ])(
    'proofs: %s is good when all is well, and never with an exit code or without a result',
    (_, judge, good) => {
      expect(judge(outcome(good)).isGood).toBe(true)
      expect(judge(outcome(good, 1)).isGood).toBe(false)
      expect(judge(outcome('no result')).isGood).toBe(false)
      expect(judge({ exitCode: 0, output: '' }).isGood).toBe(false)
    }
  )

  it.each<[string, (of: Outcome) => Verdict, unknown]>([
    ['a violation', judgeSimulation(10_000), { ...SIMULATED, violations: 1 }],
    ['an undecided seed', judgeSimulation(10_000), { ...SIMULATED, undecided: 1 }],
    ['fewer seeds than asked for', judgeSimulation(10_000), { ...SIMULATED, seeds: 100 }],
    ['a survivor', judgeMutants, { mutants: 12, killed: 11, survivors: ['x'] }],
    ['no mutants', judgeMutants, { mutants: 0, killed: 0, survivors: [] }],
    ['a failed test', judgeTests, '3 passed, 1 failed, 0 skipped'],
    ['a skipped test', judgeTests, '3 passed, 0 failed, 1 skipped'],
    ['no test', judgeTests, '0 passed, 0 failed, 0 skipped'],
    ['a slow failover', judgeFailover, tested({ ...FAILOVER, killedMs: times(1_001) })],
    [
      'a leader that is slow to lose',
      judgeFailover,
      tested({ ...FAILOVER, stoppedMs: times(1_001) })
    ],
    ['fewer leaders than asked for', judgeFailover, tested({ ...FAILOVER, kills: 2 })],
    ['a lost write', judgeFailover, tested(FAILOVER, '6 passed, 1 failed, 0 skipped')],
    ['less chaos than asked for', judgeChaos, tested({ ...CHAOS, seconds: 20 })],
    ['something old in chaos', judgeChaos, tested(CHAOS, '0 passed, 1 failed, 0 skipped')],
    ['quadratic traffic', judgeTraffic, traffic(100_000, 2)],
    ['fewer booths than asked for', judgeTraffic, traffic(100, 1)],
    ['a day that took too long', judgeFleet, { ...DAY, cpuSeconds: 600 }],
    ['a day whose time is not known', judgeFleet, { ...DAY, cpuSeconds: 0 }],
    ['a day that took too much memory', judgeFleet, { ...DAY, peakMiB: 4_096 }],
    ['half a day', judgeFleet, { ...DAY, measuredHours: 12 }],
    ['a smaller fleet', judgeFleet, { ...DAY, options: { vehicles: 1_000 } }],
    ['a fleet that nobody looked at', judgeFleet, { ...DAY, checks: { looks: 0, broken: 0 } }],
    ['a chain that broke a rule', judgeFleet, { ...DAY, checks: { looks: 24, broken: 1 } }],
    ['no figure', judgeBench, { machine: {}, results: [] }]
  ])('proofs: %s is not good', (_, judge, bad) => {
    expect(judge(outcome(bad)).isGood).toBe(false)
  })

  it('proofs: what a simulation proves is told with its seeds', () => {
    const verdict = judgeSimulation(10_000)(outcome(SIMULATED))
    expect(verdict.seeds).toEqual({ from: 1, count: 10_000 })
    expect(verdict.says).toBe(
      '10000 seeds from 1: 0 with a violation, 0 undecided, 20000 seeds an hour.'
    )
    const inChunks = { ...SIMULATED, chunkSeedsPerHour: { median: 21_000, max: 24_000 } }
    expect(judgeSimulation(10_000)(outcome(inChunks)).says).toMatch(
      / 20000 seeds an hour \(a chunk 21000 in the median, 24000 at most\)\.$/
    )
    expect(judgeSimulation(10_000)(outcome({ ...inChunks, earlierSeeds: 2_500 })).says).toMatch(
      / 24000 at most\); 2500 were run before\.$/
    )
  })
})

describe('chunks', () => {
  it('chunks: they are all seeds, each once', () => {
    expect(chunksOf(11, 25, 10)).toEqual([
      { from: 11, seeds: 10 },
      { from: 21, seeds: 10 },
      { from: 31, seeds: 5 }
    ])
  })

  it('chunks: together they are judged as one run', () => {
    const rest = { ...SIMULATED, from: 10_001, seeds: 5_000, seedsPerHour: 5_000, undecided: 1 }
    const sum = addChunks([
      { ...SIMULATED, seedsPerHour: 20_000 },
      { ...rest, violations: 1, failing: [10_007] }
    ])
    expect(sum).toEqual({
      suite: 'archive',
      seeds: 15_000,
      from: 1,
      violations: 1,
      undecided: 1,
      // Half an hour, and an hour.
      seedsPerHour: 10_000,
      chunkSeedsPerHour: { median: 12_500, max: 20_000 },
      failing: [10_007]
    })
  })

  it('chunks: half a line, or another one, is none', () => {
    expect(isChunk(SIMULATED)).toBe(true)
    expect(isChunk({ ...SIMULATED, violations: undefined })).toBe(false)
    expect(isChunk(undefined)).toBe(false)
  })
})

describe('record', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vguard-evidence-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  const record = (good: boolean) => {
    const proof = PROOFS['archive-sim']
    if (proof === undefined) {
      throw new Error('the proof is missing')
    }
    const of = outcome({ ...SIMULATED, violations: good ? 0 : 3 }, good ? 0 : 1)
    return createRecord({
      name: 'archive-sim',
      proof,
      machine: describeMachine(),
      source: { commit: 'abc', isClean: good },
      startedAt: new Date('2026-01-02T03:04:05Z'),
      seconds: 60,
      outcome: of,
      verdict: proof.judge(of)
    })
  }

  it('record: is one file of JSON and one for people, named by day and proof', () => {
    writeRecord(folder, record(true))
    expect(readdirSync(folder).sort()).toEqual([
      '2026-01-02-archive-sim.json',
      '2026-01-02-archive-sim.md'
    ])
    const written = JSON.parse(readFileSync(join(folder, '2026-01-02-archive-sim.json'), 'utf8'))
    expect(written).toMatchObject({
      name: 'archive-sim',
      isGood: true,
      command: 'npm run evidence -- archive-sim',
      commit: 'abc',
      seconds: 60,
      seeds: { from: 1, count: 10_000 },
      result: SIMULATED
    })
    expect(written.machine.cores).toBeGreaterThan(0)
  })

  it('record: a bad result is written and says so', () => {
    const path = writeRecord(folder, record(false))
    const text = readFileSync(path, 'utf8')
    expect(text).toContain('NOT GOOD: 10000 seeds from 1: 3 with a violation')
    expect(text).toContain('changes that are in no commit')
  })

  it('record: a second one of the same day does not overwrite the first', () => {
    writeRecord(folder, record(false))
    writeRecord(folder, record(true))
    expect(
      readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
    ).toEqual(['2026-01-02-archive-sim-2.json', '2026-01-02-archive-sim.json'])
  })
})

describe('programs that prove something', () => {
  it('are ended with the one that runs them, which learns by which signal', async () => {
    const outlives = "process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000)"
    const tellsWhenReady = `${outlives}; console.log('ready')`
    const onText = (): void => void process.emit('SIGTERM', 'SIGTERM')
    expect(await runChild(['-e', tellsWhenReady], { onText })).toEqual({
      exitCode: 0,
      output: 'ready\n',
      signal: 'SIGTERM'
    })
    expect(await runChild(['-e', 'console.log(1)'])).toEqual({ exitCode: 0, output: '1\n' })
  })
})
