/** Records that come slowly: each is handed on when it is there, however many will follow. */
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import type { AppendProgress, RecordInput } from '../../../src/node/api.ts'
import { AUTHORIZATION, createFakeNode } from '../../support/fake-node.ts'

test('a record of an upload that goes on is appended before the next one comes', async () => {
  const taken: RecordInput[] = []
  let tellFirst: () => void = () => undefined
  const first = new Promise<void>((resolve) => {
    tellFirst = resolve
  })
  const done: AppendProgress = { chain: 'c', records: 2, from: 1, to: 2, hash: 'h' }
  const { app } = createFakeNode({
    async appendAll(records) {
      for await (const record of records) {
        taken.push(record)
        tellFirst()
      }
      return done
    }
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const headers = { ...AUTHORIZATION, 'content-type': 'application/x-ndjson' }
  const sent = request({
    ...{ port, host: '127.0.0.1', method: 'POST', headers },
    path: '/v1/records/file'
  })
  const status = new Promise((resolve) => {
    sent.once('response', (response) => resolve(response.statusCode))
  })
  sent.write('{"n":1}\n')
  await first
  expect(taken).toHaveLength(1)
  sent.end('{"n":2}\n')
  await expect(status).resolves.toBe(200)
  expect(taken).toHaveLength(2)
  await app.close()
})
