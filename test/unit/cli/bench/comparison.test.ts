/** Engines side by side: the table, the words and the drawing. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  adviceLines,
  type Comparison,
  comparisonTable,
  howText
} from '../../../../src/cli/bench/comparison.ts'
import { comparisonDrawing } from '../../../../src/cli/bench/drawing.ts'
import { ADVICE, COMPARED_ENGINES, WHEN_LOST } from '../../../../src/cli/bench/engines.ts'

const TEXT = readFileSync(new URL('../../../../docs/cli.md', import.meta.url), 'utf8')

const COMPARISON: Comparison = {
  how: 'Three members & "64" clients <on> one machine.',
  machine: 'A processor, 2 cores.',
  engines: [
    {
      engine: 'paxos',
      putsPerSecond: 7_700.4,
      getsPerSecond: 23_000,
      txnsPerSecond: 5_000,
      putMs: 1.9,
      getMs: 0.83
    },
    { engine: 'quorum', putsPerSecond: 12_345, getsPerSecond: 25_500, putMs: 1, getMs: 0.5 }
  ]
}

describe('a comparison', () => {
  test('is a table: a row for what was measured of any engine, a dash for what one does not do', () => {
    const { columns, rows } = comparisonTable(COMPARISON)
    expect(columns).toEqual(['', 'paxos', 'quorum'])
    expect(rows).toEqual([
      ['puts a second', '7,700', '12,345'],
      ['gets a second', '23,000', '25,500'],
      ['transactions of two keys a second', '5,000', '-'],
      ['ms for a put, one client', '1.90', '1.00'],
      ['ms for a get, one client', '0.83', '0.50']
    ])
    const joined = {
      movedFraction: 0.247,
      joiningPutsPerSecond: 1_540,
      joiningGetsPerSecond: 3_210
    }
    const moved = { ...COMPARISON, engines: [{ ...COMPARISON.engines[0]!, ...joined }] }
    expect(comparisonTable(moved).rows.slice(-3)).toEqual([
      ['share of all copies that one more vehicle takes', '0.25'],
      ['puts a second until it has them, half of the clients', '1,540'],
      ['gets a second until it has them, the other half', '3,210']
    ])
  })

  test('says how it was measured, also with one of a kind', () => {
    const sizes = { valueBytes: 100, forMs: 5_000 }
    expect(howText({ members: 3, clients: 64, ...sizes })).toMatch(
      /^3 members and 64 clients as 4 processes on one machine, values of 100 bytes, 5/
    )
    expect(howText({ members: 1, clients: 1, ...sizes })).toMatch(
      /^1 member and 1 client as 2 processes on/
    )
  })

  test('says of each engine for which data it is, and what a lost vehicle means, as docs/cli.md does', () => {
    expect(adviceLines(COMPARISON)).toEqual([
      `paxos: ${ADVICE.paxos}`,
      `  when a vehicle is lost: ${WHEN_LOST.paxos}`,
      `quorum: ${ADVICE.quorum}`,
      `  when a vehicle is lost: ${WHEN_LOST.quorum}`
    ])
    for (const engine of COMPARED_ENGINES) {
      expect(TEXT, engine).toContain(`| \`${engine}\` | ${ADVICE[engine]} | ${WHEN_LOST[engine]} |`)
    }
  })

  test('is a drawing that stands alone, with bars as long as the figures', () => {
    const svg = comparisonDrawing(COMPARISON)
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" ')).toBe(true)
    expect(svg.endsWith('</svg>\n')).toBe(true)
    expect(svg).not.toMatch(/<script|href|@import|url\(/)
    expect(svg).toContain('Three members &amp; &quot;64&quot; clients &lt;on&gt; one machine.')
    expect(svg).toContain('not done by this engine')
    const lengths = [...svg.matchAll(/<rect x="\d+" y="\d+" width="(\d+)"/g)].map(([, n]) =>
      Number(n)
    )
    expect(lengths).toHaveLength(9)
    const [paxosPuts = 0, quorumPuts = 0, paxosGets = 0, quorumGets = 0] = lengths
    expect(paxosPuts / quorumPuts).toBeCloseTo(7_700.4 / 12_345, 2)
    expect(paxosGets / quorumGets).toBeCloseTo(23 / 25.5, 2)
    const opened = [...svg.matchAll(/<(svg|title|text)\b/g)].length
    const closed = [...svg.matchAll(/<\/(svg|title|text)>/g)].length
    expect(opened, 'every tag is closed').toBe(closed)
  })

  test('is drawn with one engine, and with figures that are nothing', () => {
    const [first] = COMPARISON.engines
    const svg = comparisonDrawing({
      ...COMPARISON,
      engines: [{ ...first!, putsPerSecond: 0, putMs: 0 }]
    })
    expect(svg).not.toMatch(/NaN|Infinity|undefined/)
  })
})
