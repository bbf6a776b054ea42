/** What doctor finds where no node runs. */
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EXIT } from '../../../src/cli/exit-codes.ts'
import { run } from '../../../src/cli/index.ts'
import { rememberStore } from '../../../src/node/foundation.ts'
import { loadOrCreateIdentity } from '../../../src/node/identity.ts'
import { openLevelStore } from '../../../src/storage/index.ts'
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
  const named = ['--http', '127.0.0.1:1', '--token-file', join(dataDir, 'missing')]
  expect((await doctor(...named)).code).toBe(EXIT.usage)
})

test('an address that was cut off as it was written is that of no node', async () => {
  const dir = join(dataDir, 'cut-off')
  mkdirSync(dir)
  for (const text of ['', '127.0.0.1', '127.0.0.1:98601']) {
    writeFileSync(join(dir, 'api-address'), text)
    const { code, findings } = await doctor('--data-dir', dir)
    expect(code).not.toBe(EXIT.usage)
    const daemon = findings.find(({ check }) => check === 'daemon')
    expect(daemon).toMatchObject({
      state: 'warning',
      text: expect.stringMatching(`not running: no node runs with the data directory ${dir};`)
    })
  }
})

describe('the disk of a vehicle that does not run', () => {
  const dir = join(dataDir, 'stopped')
  const path = join(dir, 'store')
  const find = async (check: string): Promise<{ code: number; found: Finding | undefined }> => {
    const { code, findings } = await doctor('--data-dir', dir)
    return { code, found: findings.find((finding) => finding.check === check) }
  }
  beforeEach(async () => {
    const { crypto } = await loadOrCreateIdentity(dir)
    const store = await openLevelStore({ path, crypto })
    await store.write([{ type: 'put', key: 's/a', value: Uint8Array.of(1) }])
    await store.close()
    await rememberStore(dir)
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  test('is read, and well when nothing is lost', async () => {
    expect(await find('store')).toMatchObject({ code: EXIT.ok, found: { state: 'ok' } })
    const { crypto } = await loadOrCreateIdentity(dir)
    const open = await openLevelStore({ path, crypto })
    const { code, found } = await find('store')
    await open.close()
    expect([code, found?.state]).toEqual([EXIT.ok, 'warning'])
    expect(found?.text, 'of somebody who has it open').toMatch(/another process/)
  })

  test('a store that is gone is damage, as at a start', async () => {
    renameSync(path, join(dir, 'aside'))
    const { code, found } = await find('damage')
    expect(code).toBe(EXIT.damaged)
    expect(found?.text).toMatch(
      /^the store .* is gone, and with it what this vehicle has voted for/
    )
  })

  test('an empty, or a cut off, store is damage too', async () => {
    rmSync(path, { recursive: true })
    mkdirSync(path, { mode: 0o700 })
    mkdirSync(join(path, 'level'))
    writeFileSync(join(path, 'level', 'CURRENT'), 'MANIFEST-000009\n')
    const { code, found } = await find('damage')
    expect([code, found?.text]).toEqual([EXIT.damaged, expect.stringMatching(/is damaged \(/)])
  })

  test('state that nobody may trust is damage, and told as the vehicle tells it', async () => {
    const { crypto } = await loadOrCreateIdentity(dir)
    const store = await openLevelStore({ path, crypto })
    await store.distrustState('it was restored')
    await store.close()
    const { code, found } = await find('damage')
    expect(code).toBe(EXIT.damaged)
    expect(found?.text).toMatch(/^state on disk is damaged \(it was restored\).*new-identity$/)
  })

  test('a store whose key is gone is a fault, and init is not advised', async () => {
    renameSync(join(dir, 'key'), join(dir, 'aside'))
    const { code, found } = await find('data')
    expect([code, found?.text]).toEqual([
      EXIT.unhealthy,
      expect.stringMatching(/^the key file .* is gone, and the store of its vehicle is there/)
    ])
  })
})
