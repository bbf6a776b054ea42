/** What doctor finds where no node runs. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { EXIT } from '../../../src/cli/exit-codes.ts'
import { run } from '../../../src/cli/index.ts'
import { createCli } from '../../support/cli.ts'

interface Finding {
  readonly check: string
  readonly state: string
  readonly text: string
}

const dataDir = mkdtempSync(join(tmpdir(), 'vguard-doctor-'))
afterEach(() => chmodSync(dataDir, 0o700))
afterAll(() => rmSync(dataDir, { recursive: true }))

async function doctor(...words: readonly string[]) {
  const { cli, written } = createCli()
  const code = await run(['doctor', '--json', ...words], cli)
  const last = JSON.parse(written.out.trim().split('\n').at(-1) ?? '')
  return { code, findings: (last.findings ?? []) as readonly Finding[] }
}

test('a node that does not run is one finding of doctor, and no end of it', async () => {
  const missing = join(dataDir, 'never-made')
  for (const dir of [dataDir, missing]) {
    const { code, findings } = await doctor('--data-dir', dir)
    expect([code, findings.map(({ check }) => check)]).toEqual([
      EXIT.ok,
      expect.arrayContaining(['node', 'data', 'daemon'])
    ])
    const { state, text } = findings.find(({ check }) => check === 'daemon') as Finding
    expect(state).toBe('warning')
    expect(text).toMatch(/^not running: no node runs with the data directory .*vguard-node start/)
  }
  chmodSync(dataDir, 0o777)
  const { code, findings } = await doctor('--data-dir', dataDir)
  expect(code, 'what is wrong besides decides how it ends').toBe(EXIT.unhealthy)
  expect(findings.find(({ check }) => check === 'data')?.text).toContain('open to other users')
})

test('a wrong flag of doctor ends as one', async () => {
  expect((await doctor('--http', 'nowhere')).code).toBe(EXIT.usage)
})
