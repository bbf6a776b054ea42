/**
 * What a command was given: where it stands, and what is wrong with it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EXIT } from '../../../src/cli/exit-codes.ts'
import { run } from '../../../src/cli/index.ts'
import { createCli } from '../../support/cli.ts'

let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'vguard-given-'))
})
afterEach(() => {
  rmSync(dataDir, { recursive: true })
})

/** How a command ends, and its sentence. */
async function ended(words: readonly string[], env: Record<string, string> = {}) {
  const { cli, written } = createCli({ VGUARD_DATA_DIR: dataDir, ...env })
  return { code: await run(words, cli), err: written.err.trim() }
}

test('a token file that was named and cannot be read is told with where it was named', async () => {
  const status = ['status', '--http', '127.0.0.1:1']
  const path = join(dataDir, 'nowhere')
  const sentence = `${path} cannot be read (ENOENT)`
  const flag = { code: EXIT.usage, err: `error: --token-file: ${sentence}` }
  expect(await ended([...status, '--token-file', path])).toEqual(flag)
  expect(await ended([...status, '--token-file', path], { VGUARD_TOKEN: 'x' })).toEqual(flag)
  const env = { VGUARD_TOKEN_FILE: path }
  const variable = { code: EXIT.usage, err: `error: VGUARD_TOKEN_FILE: ${sentence}` }
  expect(await ended(status, env)).toEqual(variable)
  writeFileSync(join(dataDir, 'config.json'), JSON.stringify({ tokenFile: path }))
  const file = { code: EXIT.usage, err: `error: "tokenFile" in config.json: ${sentence}` }
  expect(await ended(status)).toEqual(file)
  // The token itself is as good as a file, and whose data directory it is may be another one.
  const { code } = await ended(status, { ...env, VGUARD_TOKEN: 'x' })
  expect(code).toBe(EXIT.unreachable)
  rmSync(join(dataDir, 'config.json'))
  expect((await ended(status)).code).toBe(EXIT.unreachable)
})
