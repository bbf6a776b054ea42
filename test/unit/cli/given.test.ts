/**
 * What a command was given: where it stands, and what is wrong with it.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EXIT } from '../../../src/cli/exit-codes.ts'
import { run } from '../../../src/cli/index.ts'
import type { VGuardNode } from '../../../src/node/api.ts'
import { createCli } from '../../support/cli.ts'
import { createFakeNode, TOKEN } from '../../support/fake-node.ts'

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

test('the name in the settings is that of the vehicle, and of no group and no other vehicle', async () => {
  const names: unknown[] = []
  const openGroup = ({ name }: { readonly name?: string }): never => {
    names.push(name)
    throw new Error('seen')
  }
  const { app } = createFakeNode({ openGroup } as Partial<VGuardNode>)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  writeFileSync(join(dataDir, 'config.json'), '{"name":"car-1"}')
  const open = ['group', 'open', '--http', `127.0.0.1:${port}`]
  for (const env of [{}, { VGUARD_NAME: 'car-1' }]) {
    await ended(open, { VGUARD_TOKEN: TOKEN, ...env })
    const unnamed = { code: EXIT.usage, err: 'error: give the vehicle a name: --name car-2' }
    expect(await ended(['invite', 'P'], env)).toEqual(unnamed)
  }
  await ended([...open, '--name', 't'], { VGUARD_TOKEN: TOKEN })
  await app.close()
  expect(names).toEqual([undefined, undefined, 't'])
})

test('an empty name is refused before anybody is asked: a group without a name is one that has no --name', async () => {
  const open = ['group', 'open', '--http', '127.0.0.1:1']
  const none = 'error: --name: the name has 0 characters, allowed are 1 to 64'
  expect(await ended([...open, '--name', ''])).toEqual({ code: EXIT.usage, err: none })
  expect(await ended(['invite', 'P', '--name', ''])).toEqual({ code: EXIT.usage, err: none })
  expect((await ended([...open, '--name', 'x'])).code).toBe(EXIT.unreachable)
  expect((await ended(open)).code).toBe(EXIT.unreachable)
})
