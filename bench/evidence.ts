/**
 * Runs a long proof and writes what came of it into docs/evidence/.
 *
 *   npm run evidence             lists the proofs
 *   npm run evidence -- NAME     runs one of them
 *
 * Exits 0 when the proof is good, 1 when it is not (its record is written all the same) or when a signal
 * ended it (no record is), 2 when there is no such proof.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { runChild } from './child.ts'
import { describeMachine } from './machine.ts'
import { PROOFS } from './proofs.ts'
import { createRecord, writeRecord } from './record.ts'
import { ROOT, sourceNow } from './source.ts'

const FOLDER = join(ROOT, 'docs', 'evidence')
const EXIT_USAGE = 2

async function main(name: string | undefined): Promise<number> {
  const proof = name === undefined ? undefined : PROOFS[name]
  if (name === undefined || proof === undefined) {
    for (const [known, { shows }] of Object.entries(PROOFS)) {
      console.log(`${known.padEnd(12)} ${shows}`)
    }
    console.log('\nnpm run evidence -- NAME')
    return name === undefined ? 0 : EXIT_USAGE
  }
  const machine = describeMachine()
  const source = sourceNow()
  const startedAt = new Date()
  const { command, environment } = proof
  const outcome = await runChild(command, {
    environment,
    onText: (text) => process.stdout.write(text)
  })
  if (outcome.signal !== undefined) {
    console.log(`ended by ${outcome.signal}, without a record`)
    return 1
  }
  const seconds = Math.round((Date.now() - startedAt.getTime()) / 1000)
  const verdict = proof.judge(outcome)
  const record = createRecord({
    name,
    proof,
    machine,
    source,
    startedAt,
    seconds,
    outcome,
    verdict
  })
  mkdirSync(FOLDER, { recursive: true })
  const path = writeRecord(FOLDER, record)
  console.log(`${verdict.isGood ? 'good' : 'NOT GOOD'}: ${verdict.says}`)
  console.log(`record: ${path.slice(ROOT.length)}`)
  return verdict.isGood ? 0 : 1
}

process.exitCode = await main(process.argv[2])
