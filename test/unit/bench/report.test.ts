/** What the bench prints: the table, the line of JSON, and profiles. */
import { describe, expect, it } from 'vitest'
import { describeMachine } from '../../../bench/machine.ts'
import { type CpuProfile, profileLines, summariseProfile } from '../../../bench/profile.ts'
import { summarise } from '../../../bench/statistics.ts'
import { reportLine, tableLines } from '../../../bench/table.ts'

const RESULTS = [
  summarise('certify.recordsPerSecond', 'records/s', [50_000, 60_000, 55_000]),
  summarise('read.p50Ms', 'ms', [1.5])
]

describe('report', () => {
  it('report: the line is one JSON object of the fixed form', () => {
    const line = reportLine(describeMachine(), RESULTS, [])
    expect(line).not.toContain('\n')
    const { machine, results, ...rest } = JSON.parse(line)
    expect(rest).toEqual({})
    expect(Object.keys(machine)).toEqual([
      'cpu',
      'cores',
      'memoryMiB',
      'node',
      'kernel',
      'loadBefore'
    ])
    for (const result of results) {
      const keys = ['name', 'value', 'unit', 'runs', 'min', 'max', 'load']
      expect(Object.keys(result), result.name).toEqual(keys)
    }
  })

  it('report: what could not be measured is named', () => {
    expect(JSON.parse(reportLine(describeMachine(), [], ['idle'])).failed).toEqual(['idle'])
  })

  it('report: the table has a row for every figure, in columns', () => {
    const lines = tableLines(describeMachine(), RESULTS)
    const rows = lines.slice(-3)
    expect(rows[1]).toMatch(/^certify\.recordsPerSecond +55000 +records\/s +50000 +60000 +3 /)
    expect(rows[2]).toMatch(/^read\.p50Ms +1\.5 +ms/)
    expect(new Set(rows.map((row) => row.trimEnd().length)).size).toBe(1)
  })
})

const frame = (functionName: string, url = '', lineNumber = 0) => ({
  functionName,
  url,
  lineNumber
})

const PROFILE: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 3, 5] },
    { id: 2, callFrame: frame('(idle)') },
    {
      id: 3,
      callFrame: frame('encode', 'file:///x/node_modules/protons/dist/a.js', 9),
      children: [4]
    },
    { id: 4, callFrame: frame('') },
    {
      id: 5,
      callFrame: frame(
        'step',
        'file:///x/node_modules/.cache/bench/77/src/protocols/certify/v.js',
        1
      )
    }
  ],
  samples: [2, 3, 3, 4, 5],
  timeDeltas: [4000, 1000, 2000, 2000, 5000]
}

describe('profile', () => {
  it('profile: functions are ranked by their own time, without the idle time', () => {
    const { busyMs, idleMs, top } = summariseProfile(PROFILE, 10)
    expect(busyMs).toBe(10)
    expect(idleMs).toBe(4)
    expect(top.map(({ where, ms }) => [where, ms])).toEqual([
      ['step src/protocols/certify/v.js:2', 5],
      ['encode protons/dist/a.js:10', 3],
      ['(anonymous) < encode protons/dist/a.js:10', 2]
    ])
    expect(top[0]?.share).toBe(0.5)
  })

  it('profile: only as many functions as asked for, as lines for people', () => {
    const lines = profileLines('certify A', summariseProfile(PROFILE, 1))
    expect(lines).toEqual([
      'certify A: 10 ms busy, 4 ms idle',
      '   50.0 %       5 ms  encoding and decoding',
      '   50.0 %       5 ms  src/protocols/certify',
      '  functions:',
      '   50.0 %       5 ms  step src/protocols/certify/v.js:2'
    ])
  })

  it('profile: all busy time lies in parts of the program', () => {
    const times = (functionName: string, url: string): readonly string[] => {
      const nodes = [
        { id: 1, callFrame: frame('(root)'), children: [2] },
        { id: 2, callFrame: frame(functionName, url), children: [3] },
        { id: 3, callFrame: frame('native') }
      ]
      const profile = { nodes, samples: [2, 3], timeDeltas: [1000, 3000] }
      return summariseProfile(profile, 9).parts.map(({ where, ms }) => `${where} ${ms}`)
    }
    expect(times('(garbage collector)', '')).toEqual([
      'native code and the system 3',
      'garbage collection 1'
    ])
    for (const [url, part] of [
      ['file:///x/node_modules/@chainsafe/libp2p-yamux/dist/a.js', 'Yamux'],
      ['file:///x/node_modules/classic-level/index.js', 'LevelDB'],
      ['file:///x/node_modules/libp2p/dist/a.js', 'libp2p and other packages'],
      [
        'file:///x/node_modules/.cache/bench/7/src/protocols/certify/messages.js',
        'encoding and decoding'
      ],
      ['file:///x/node_modules/.cache/bench/7/src/vehicle/vehicle.js', 'src/vehicle'],
      ['file:///x/node_modules/.cache/bench/7/bench/fleet.js', 'the load generator'],
      ['node:inspector', 'the profiler itself'],
      ['node:internal/crypto/sig', 'hashes, signatures and cipher (Node)'],
      ['node:internal/timers', 'timers, promises and the rest (Node)']
    ] as const) {
      expect(times('f', url), url).toEqual([`${part} 4`])
    }
  })

  it('profile: an empty profile is no division by zero', () => {
    expect(summariseProfile({ nodes: [] }, 5)).toEqual({
      busyMs: 0,
      idleMs: 0,
      top: [],
      parts: []
    })
  })
})
