/** The check of the contract itself: what the document does not tell is found. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { VGuardNode } from '../../../src/node/api.ts'
import { AUTHORIZATION, createFakeNode } from '../../support/fake-node.ts'

const headers = { ...AUTHORIZATION, host: '127.0.0.1:9860' }
const ofTheTest = process.env['CONTRACT_FAULTS']
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vguard-contract-'))
  process.env['CONTRACT_FAULTS'] = join(folder, 'faults')
})
afterEach(() => {
  process.env['CONTRACT_FAULTS'] = ofTheTest
  rmSync(folder, { recursive: true })
})

/** What the check has found in the answer of a node that has these methods. */
async function faultsOf(
  methods: object,
  url: string,
  accept = 'application/json'
): Promise<string> {
  const { app } = createFakeNode({ resolveChain: () => 'c', ...methods } as Partial<VGuardNode>)
  await app.inject({ url, headers: { ...headers, accept } })
  await app.close()
  const path = join(folder, 'faults')
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

const peer = { peer: 'p', name: 'n', addresses: [], isConnected: true }
const faults = { offline: [], cuts: [] }

describe('the check of the contract', () => {
  test('finds nothing in an answer that is as told', async () => {
    expect(await faultsOf({ peers: () => [peer] }, '/v1/peers')).toBe('')
    expect(await faultsOf({}, '/v1/nowhere')).toBe('')
    expect(
      await faultsOf({ status: () => Promise.resolve({ vehicle: { faults } }) }, '/v1/faults')
    ).toBe('')
  })

  test('finds a field that is not told, one that lacks, and one of another type', async () => {
    expect(await faultsOf({ peers: () => [{ ...peer, secret: 1 }] }, '/v1/peers')).toContain(
      'GET /v1/peers: 200 application/json; charset=utf-8: /peers/0 must NOT have additional properties secret'
    )
    expect(await faultsOf({ peers: () => [{ peer: 'p' }] }, '/v1/peers')).toContain(
      "must have required property 'name'"
    )
    expect(await faultsOf({ peers: () => [{ ...peer, name: 5 }] }, '/v1/peers')).toContain(
      '/peers/0/name must be string'
    )
  })

  test('finds a line that is not told', async () => {
    const exportChain = async function* () {
      yield await Promise.resolve('{"type":"block","height":1,"hash":"h","bytes":"b"}')
      yield '{"type":"cheese"}'
    }
    const found = await faultsOf({ exportChain }, '/v1/chains/c/export', 'application/x-ndjson')
    expect(found.trim().split('\n')).toHaveLength(1)
    expect(found).toContain('{"type":"cheese"}')
  })

  test('finds an event that is not told', async () => {
    const { app, events } = createFakeNode()
    const controller = new AbortController()
    await app.listen({ host: '127.0.0.1', port: 0 })
    const address = app.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    events.tell({ name: 'read:redirected', detail: {} }, 1)
    events.tell({ name: 7 as unknown as string, detail: {} }, 2)
    const { authorization } = AUTHORIZATION
    const answer = await fetch(`http://127.0.0.1:${port}/v1/events?since=0`, {
      headers: { authorization },
      signal: controller.signal
    })
    let text = ''
    const reader = (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())
    for await (const part of reader as unknown as AsyncIterable<string>) {
      text += part
      if (text.includes('id: 2')) {
        break
      }
    }
    controller.abort()
    await app.close()
    const found = readFileSync(join(folder, 'faults'), 'utf8')
    expect(found.trim().split('\n')).toHaveLength(1)
    expect(found).toContain('/v1/events?since=0: /name must be string')
  })
})
