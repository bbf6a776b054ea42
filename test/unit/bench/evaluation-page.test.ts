/** The evaluation: its page and drawings from a fixed report. */
import { describe, expect, it } from 'vitest'
import {
  EVALUATION_JSON,
  EVALUATION_PAGE,
  evaluationFiles,
  lossProbability,
  sizeText
} from '../../../bench/evaluation-page.ts'
import {
  BOOTH_KINDS,
  type EvaluationReport,
  READ_PATHS,
  ROLES,
  VISIBILITIES
} from '../../../bench/evaluation-report.ts'
import { commandText, figureOf, figureText, spreadText } from '../../../bench/report-file.ts'

const SIZES = [1024, 1_048_576]

const REPORT: EvaluationReport = {
  startedAt: '2026-01-02T03:04:05.000Z',
  seconds: 600,
  command: 'npm run bench -- --only evaluation',
  commit: '0123456789abcdef',
  isClean: false,
  isSmall: false,
  machine: {
    cpu: 'A processor',
    cores: 2,
    memoryMiB: 1,
    node: 'v20',
    kernel: 'Linux',
    loadBefore: [0.1, 0, 0]
  },
  loadAfter: 2,
  settings: { backupsMax: 2, sizes: SIZES, blockBytes: 65_536, rounds: 3 },
  ends: BOOTH_KINDS.flatMap((kind) =>
    [1, 2].flatMap((backups) =>
      SIZES.map((bytes) => {
        const moved = kind === 'alone' ? bytes : 0
        const ms = 10 * backups + moved / 10_485.76
        return {
          kind,
          backups,
          bytes,
          ms: figureOf([ms - 1, ms, ms + 1]),
          sentBytes: figureOf([backups * moved * 1.5])
        }
      })
    )
  ),
  reads: READ_PATHS.map((path, i) => ({
    path,
    reads: 30,
    p50Ms: figureOf([i + 1]),
    p99Ms: figureOf([2 * i + 2])
  })),
  visibility: VISIBILITIES.map((to) => ({
    to,
    fromCallMs: figureOf([3]),
    fromAnswerMs: figureOf([-0.5])
  })),
  storedBytes: 4_194_304,
  storage: ROLES.map((role, i) => ({
    role,
    heldBytes: figureOf([i < 2 ? 4_194_304 : 0]),
    diskBytes: figureOf([5_000_000])
  })),
  availability: [0, 1, 2].map((killed) => ({
    backups: 1,
    killed,
    reads: 60,
    answered: killed <= 1 ? 60 : 0,
    firstMs: killed <= 1 ? figureOf([5]) : undefined,
    ms: figureOf([2])
  }))
}

const fileOf = (path: string, report = REPORT): string => evaluationFiles(report).get(path) ?? ''

describe('evaluation page', () => {
  it('evaluation page: the report is kept whole, and the same one gives the same files', () => {
    expect(JSON.parse(fileOf(EVALUATION_JSON))).toEqual(REPORT)
    expect([...evaluationFiles(REPORT)]).toEqual([...evaluationFiles(REPORT)])
    for (const path of evaluationFiles(REPORT).keys()) {
      expect(fileOf(path), path).not.toMatch(/NaN|Infinity|undefined/)
    }
  })

  it('evaluation page: ends of booths stand by size and backups, and are read aright', () => {
    const page = fileOf(EVALUATION_PAGE)
    expect(page).toContain('| data | 1 backup | 2 backups |')
    expect(page).toContain('| 1 MiB | 110 (109 to 111) | 120 (119 to 121) |')
    expect(page).toContain('2 backups take 100 ms for each MiB more')
    expect(page).toContain('1 MiB end in 20 ms with 2 backups, against 120 ms')
    expect(page).toContain('1.5 times the bytes that 2 copies have')
  })

  it('evaluation page: every path, role and clock of the report is in its table', () => {
    const page = fileOf(EVALUATION_PAGE)
    for (const path of READ_PATHS) {
      expect(page, path).toContain(`| ${path}: `)
    }
    expect(page).toContain('| proposer | 4 MiB | 4.77 MiB |')
    expect(page).toContain('| neither | 0 B |')
    expect(page).toContain('-0.5 (-0.5 to -0.5)')
    expect(page.match(/\n## /g)).toHaveLength(6)
  })

  it('evaluation page: a path that no read has gone is named', () => {
    const reads = REPORT.reads.filter(({ path }) => path !== 'redirect')
    const page = fileOf(EVALUATION_PAGE, { ...REPORT, reads })
    expect(page).toContain('- No read went this way in this run: redirect: ')
    expect(fileOf(EVALUATION_PAGE)).not.toContain('No read went')
  })

  it('evaluation page: times before an answer are explained where there are any', () => {
    expect(fileOf(EVALUATION_PAGE)).toContain('- Negative: ')
    const visibility = REPORT.visibility.map((row) => ({ ...row, fromAnswerMs: figureOf([1]) }))
    expect(fileOf(EVALUATION_PAGE, { ...REPORT, visibility })).not.toContain('Negative')
  })

  it('evaluation page: availability is called as promised only when it is', () => {
    const page = fileOf(EVALUATION_PAGE)
    expect(page).toContain('| 1 | proposer | 60 of 60 | 5 (5 to 5) |')
    expect(page).toContain('| 1 | all holders | 0 of 60 | - |')
    expect(page).toContain('- As promised')
    const withRow = (killed: number, answered: number): string =>
      fileOf(EVALUATION_PAGE, {
        ...REPORT,
        availability: REPORT.availability.map((row) =>
          row.killed === killed ? { ...row, answered } : row
        )
      })
    expect(withRow(1, 59)).toContain('NOT as promised: reads failed with k = 1 and 1 killed.')
    expect(withRow(2, 1)).toContain('NOT as promised: reads were answered though all holders')
  })

  it('evaluation page: a small run says so, and changes that are in no commit are told', () => {
    expect(fileOf(EVALUATION_PAGE)).toContain('at commit `0123456789` with changes')
    expect(fileOf(EVALUATION_PAGE)).not.toContain('small run')
    const small = { ...REPORT, isSmall: true }
    expect(fileOf(EVALUATION_PAGE, small)).toContain('**A small run**')
    expect(fileOf('docs/plots/reads.svg', small)).toContain('A SMALL RUN')
  })

  it('evaluation page: a line for each number of backups, a dot for each size', () => {
    const drawing = fileOf('docs/plots/ends-alone.svg')
    expect(drawing.match(/<circle/g)).toHaveLength(4)
    expect(drawing).toContain('>1 backup</text>')
    expect(drawing).toContain('>1 MiB</text>')
    const heights = [...drawing.matchAll(/<circle cx="(\d+)" cy="(\d+)"/g)].map(([, x, y]) => ({
      x: Number(x),
      y: Number(y)
    }))
    const [small, large] = heights
    expect(large!.x, 'more data is further right').toBeGreaterThan(small!.x)
    expect(large!.y, 'more time is higher up').toBeLessThan(small!.y)
  })
})

describe('report text', () => {
  it('report text: three digits count, and sizes are told in binary units', () => {
    expect([12_345, 1.9249, 0.036_12, 0, -0.5].map(figureText)).toEqual([
      '12,300',
      '1.92',
      '0.0361',
      '0',
      '-0.5'
    ])
    expect([0, 1023, 1024, 1_572_864].map(sizeText)).toEqual(['0 B', '1,020 B', '1 KiB', '1.5 MiB'])
    expect(spreadText(undefined)).toBe('-')
    expect(() => figureOf([])).toThrow(RangeError)
  })

  it('report text: a command is told as it was typed, but for where its files went', () => {
    expect(commandText(['--only', 'peers', '--runs', '1'])).toBe(
      'npm run bench -- --only peers --runs 1'
    )
    const into = ['--into', '/somewhere', '--only', 'peers', '--into=/elsewhere']
    expect(commandText(into)).toBe('npm run bench -- --only peers')
  })

  it('report text: all holders die together as often as the draw says', () => {
    expect(lossProbability(4, 1, 1)).toBe(0)
    expect(lossProbability(4, 1, 2)).toBeCloseTo(1 / 6)
    expect(lossProbability(3, 2, 3)).toBe(1)
  })
})
