/** Pages that were written from a report say what the report in the repository says, and nothing else. */
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import {
  EVALUATION_JSON,
  EVALUATION_PAGE,
  evaluationFiles
} from '../../../bench/evaluation-page.ts'
import type { EvaluationReport } from '../../../bench/evaluation-report.ts'
import { PEERS_JSON, PEERS_PAGE, PEERS_SECTION, peersFiles } from '../../../bench/peers-page.ts'
import type { PeersReport } from '../../../bench/peers-report.ts'
import { readText, replaceSection } from '../../../bench/report-file.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const parse = (path: string): unknown => JSON.parse(readText(ROOT, path) ?? 'null')

it('kept reports: docs/evaluation.md and its drawings follow from the report', () => {
  const report = parse(EVALUATION_JSON) as EvaluationReport | null
  expect(report, `${EVALUATION_JSON} is there`).not.toBeNull()
  const files = report === null ? [] : [...evaluationFiles(report)]
  expect(files.map(([path]) => path)).toContain(EVALUATION_PAGE)
  for (const [path, text] of files) {
    expect(readText(ROOT, path), path).toBe(text)
  }
})

it('kept reports: the section on other stores follows from the report, or says that there is none', () => {
  const page = readText(ROOT, PEERS_PAGE) ?? ''
  const report = parse(PEERS_JSON) as PeersReport | null
  if (report === null) {
    expect(page).toBe(replaceSection(page, PEERS_SECTION, 'No full run has been kept yet.'))
    return
  }
  for (const [path, text] of peersFiles(report, page)) {
    expect(readText(ROOT, path), path).toBe(text)
  }
})
