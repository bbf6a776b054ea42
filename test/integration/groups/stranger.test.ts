/** A vehicle that has never heard of a group asks for it by its name. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createControlClient } from '../../../src/http/client.ts'
import { type ControlServer, startControlServer, type VGuardNode } from '../../../src/index.ts'
import { SILENT } from '../../../src/node/logger.ts'
import { closeNodes, createFleet } from '../../support/nodes.ts'
import { patient } from '../../support/stores.ts'

const TOKEN = 'token-of-the-test-of-strangers'
let server: ControlServer
let stranger: VGuardNode
let other: VGuardNode
let chain: string

beforeAll(async () => {
  const [a, b, c] = await createFleet(['car-1', 'car-2', 'car-3'] as const)
  ;[stranger, other] = [b, c]
  const opened = await a.openGroup({ state: 'kv', members: [], name: 'settings' })
  chain = opened.chain
  await patient(a.kv(chain)).put('key', 1)
  server = await startControlServer({
    node: stranger,
    token: TOKEN,
    address: { type: 'tcp', host: '127.0.0.1', port: 0 },
    logger: SILENT,
    onStop: () => undefined
  })
}, 60_000)
afterAll(async () => {
  await server?.close()
  await closeNodes()
})

it('a group that only others know is found by its name, over HTTP', async () => {
  const client = createControlClient({ address: server.address, token: TOKEN })
  const entry = await client.get('/v1/kv/{group}/entry', {
    params: { group: 'settings' },
    query: { key: 'key' }
  })
  expect(entry.json).toBe('1')
  const params = { group: 'nothing' }
  await expect(client.get('/v1/groups/{group}', { params })).rejects.toMatchObject({
    code: 'ERR_UNKNOWN_CHAIN'
  })
})

it('the library finds it once the others were asked', async () => {
  expect(() => other.kv('settings')).toThrow('no chain is known as "settings"')
  const found = (await other.discoverChains()).find((view) => view.chain === chain)
  expect(found).toMatchObject({
    name: 'settings',
    duty: 'none',
    elsewhere: { height: expect.any(Number) }
  })
  await patient(other.kv('settings')).put('key', 2)
  expect((await patient(other.kv('settings')).get('key'))?.value).toBe(2)
  const known = other.chains().find((view) => view.chain === chain)
  expect(known?.elsewhere, 'it is known here now').toBeUndefined()
})
