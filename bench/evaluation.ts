/**
 * The evaluation: ends of booths, reads, what others see and when, what is stored, and what is left
 * when vehicles die. Real processes, LevelDB on disk, TCP on loopback.
 */
import type { Bench } from './context.ts'
import { measureEnds } from './evaluation-booths.ts'
import { measureFailures } from './evaluation-failures.ts'
import { EVALUATION_JSON, evaluationFiles } from './evaluation-page.ts'
import { measureReads } from './evaluation-reads.ts'
import type { EvaluationReport, EvaluationSettings } from './evaluation-report.ts'
import { beginReport, readReport, writeFiles } from './report-file.ts'

const ROUNDS = 5
const BACKUPS_MAX = 5
const KIBIBYTE = 1024
const SIZES = [1, 16, 256, 1024, 4096, 16_384].map((kibibytes) => kibibytes * KIBIBYTE)
const BLOCK_BYTES = 64 * KIBIBYTE

/** Measures, and writes bench/results/evaluation.json, docs/evaluation.md and its drawings. */
export async function measureEvaluation(bench: Bench): Promise<void> {
  const { root, arguments: args } = bench
  const report = args.render
    ? (readReport(root, EVALUATION_JSON) as EvaluationReport)
    : await takeReport(bench)
  writeFiles(args.into ?? root, evaluationFiles(report), bench.say)
}

async function takeReport(bench: Bench): Promise<EvaluationReport> {
  const sizeMax = bench.arguments.mebibytes * 1024 * KIBIBYTE
  const settings: EvaluationSettings = {
    backupsMax: BACKUPS_MAX,
    sizes: SIZES.filter((bytes) => bytes <= sizeMax),
    blockBytes: BLOCK_BYTES,
    rounds: bench.runs(ROUNDS)
  }
  const isSmall = settings.rounds < ROUNDS || settings.sizes.length < SIZES.length
  const end = beginReport(bench.root, isSmall)
  const readsReport = await measureReads(bench, settings.rounds)
  const availability = await measureFailures(bench, settings.rounds)
  const ends = await measureEnds(bench, settings)
  return { ...end(), settings, ends, ...readsReport, availability }
}
