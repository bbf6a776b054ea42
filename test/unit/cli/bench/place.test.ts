/** Where `bench kv` and `sim fleet` are to draw is looked at before their work begins. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { EXIT } from '../../../../src/cli/exit-codes.ts'
import { run } from '../../../../src/cli/index.ts'
import { createCli } from '../../../support/cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'vguard-bench-place-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('bench kv: a place that takes no drawing is a wrong flag', async () => {
  writeFileSync(join(folder, 'file'), '')
  for (const place of ['missing/x.svg', '.', 'file/x.svg']) {
    const { cli, written } = createCli()
    const words = ['bench', 'kv', '--engines', 'quorum', '--for', '50ms', '--members', '1']
    const code = await run([...words, '--svg', join(folder, place)], cli)
    expect([code, written.err], place).toEqual([
      EXIT.usage,
      expect.stringMatching(/^error: no drawing can be written to .*; name a file in a folder/)
    ])
  }
}, 60_000)

test('sim fleet: a folder that takes no drawings is a wrong flag, before anything is simulated', async () => {
  writeFileSync(join(folder, 'file'), '')
  const small = ['--vehicles', '8', '--hours', '0.02', '--warm-up-hours', '0']
  for (const place of [join(folder, 'file'), join(folder, 'file', 'x'), '/proc/x']) {
    const { cli, written } = createCli()
    const code = await run(['sim', 'fleet', ...small, '--svg', place], cli)
    expect([code, written.out, written.err], place).toEqual([
      EXIT.usage,
      '',
      expect.stringMatching(/^error: no drawings can be written to .*; name a folder that takes/)
    ])
  }
  const { cli } = createCli()
  const made = join(folder, 'new', 'too')
  expect(await run(['sim', 'fleet', ...small, '--svg', made], cli)).toBe(EXIT.ok)
  expect(readdirSync(made).length).toBeGreaterThan(0)
}, 60_000)
