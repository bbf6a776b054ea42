/**
 * Runs in every test process before any test file: what the program's own entries import first, and the
 * check that every answer of the control API is as its document tells, here and in all child processes.
 */
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect } from 'vitest'
import '../src/polyfill.ts'
import './support/contract-hook.mjs'

const hook = new URL('./support/contract-hook.mjs', import.meta.url).href
const faults = join(tmpdir(), `vguard-contract-${process.pid}`)
process.env['CONTRACT_FAULTS'] = faults
process.env['NODE_OPTIONS'] = `${process.env['NODE_OPTIONS'] ?? ''} --import=${hook}`.trim()

afterEach(() => {
  const told = readFaults()
  expect(told, 'answers that the OpenAPI document does not tell').toBe('')
})

function readFaults(): string {
  try {
    return readFileSync(faults, 'utf8')
  } catch {
    return ''
  } finally {
    rmSync(faults, { force: true })
  }
}
