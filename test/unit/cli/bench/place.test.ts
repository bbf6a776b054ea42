/** Where `bench kv` is to draw is looked at before anything is measured. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
