/**
 * Records of proofs: one JSON file and the same for people beside it, named by day and proof.
 *
 * Keeps: a record is never overwritten; a bad result is written like a good one, and says so.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Machine } from './machine.ts'
import type { Outcome, Proof, Verdict } from './proofs.ts'

export interface EvidenceRecord {
  readonly name: string
  readonly shows: string
  readonly isGood: boolean
  readonly says: string
  /** When it began, ISO 8601 in UTC. */
  readonly startedAt: string
  readonly seconds: number
  /** What was typed, and what that started. */
  readonly command: string
  readonly started: string
  readonly environment: Readonly<Record<string, string>>
  readonly exitCode: number
  readonly commit: string
  /** False when files differed from the commit. */
  readonly isClean: boolean
  readonly seeds: { readonly from: number; readonly count: number } | null
  readonly machine: Machine
  readonly result: unknown
}

export interface Run {
  readonly name: string
  readonly proof: Proof
  readonly machine: Machine
  readonly source: { readonly commit: string; readonly isClean: boolean }
  readonly startedAt: Date
  readonly seconds: number
  readonly outcome: Outcome
  readonly verdict: Verdict
}

export function createRecord(run: Run): EvidenceRecord {
  const { name, proof, machine, source, startedAt, seconds, outcome, verdict } = run
  return {
    name,
    shows: proof.shows,
    isGood: verdict.isGood,
    says: verdict.says,
    startedAt: startedAt.toISOString(),
    seconds,
    command: `npm run evidence -- ${name}`,
    started: `node ${proof.command.join(' ')}`,
    environment: proof.environment ?? {},
    exitCode: outcome.exitCode,
    ...source,
    seeds: verdict.seeds ?? null,
    machine,
    result: verdict.result
  }
}

/** Writes both files; returns the path of the one for people. */
export function writeRecord(folder: string, record: EvidenceRecord): string {
  const stem = freeStem(folder, `${record.startedAt.slice(0, 10)}-${record.name}`)
  writeFileSync(join(folder, `${stem}.json`), `${JSON.stringify(record, null, 2)}\n`)
  const path = join(folder, `${stem}.md`)
  writeFileSync(path, recordText(record, `${stem}.json`))
  return path
}

function freeStem(folder: string, stem: string): string {
  let free = stem
  for (let number = 2; existsSync(join(folder, `${free}.json`)); number++) {
    free = `${stem}-${number}`
  }
  return free
}

export function recordText(record: EvidenceRecord, jsonName: string): string {
  const { name, shows, isGood, says, startedAt, seconds, command, started, environment } = record
  const { commit, isClean, seeds, machine, exitCode } = record
  const variables = Object.entries(environment).map(([key, value]) => `${key}=${value} `)
  const changed = isClean ? '' : ', with changes that are in no commit'
  const rows = [
    ['result', `${isGood ? 'good' : 'NOT GOOD'}: ${says}`],
    ['command', `\`${command}\``],
    ['which started', `\`${variables.join('')}${started}\``],
    ['exit code', String(exitCode)],
    ['began', startedAt],
    ['took', `${seconds} s`],
    ['commit', `${commit === '' ? 'unknown' : commit}${changed}`],
    ['seeds', seeds === null ? 'none' : `${seeds.count} from ${seeds.from}`],
    [
      'machine',
      `${machine.cpu}, ${machine.cores} cores, ${machine.memoryMiB} MiB, ` +
        `Node ${machine.node}, ${machine.kernel}`
    ],
    ['load before', machine.loadBefore.join(', ')]
  ]
  return [
    `# ${name}, ${startedAt.slice(0, 10)}`,
    '',
    shows,
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([label, value]) => `| ${label} | ${value} |`),
    '',
    `The whole result is in [${jsonName}](${jsonName}).`,
    ''
  ].join('\n')
}
