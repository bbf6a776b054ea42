/** A body that is refused before it was read: whoever still sends it gets to see why. */
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFakeNode, TOKEN } from '../../support/fake-node.ts'
import { exchange } from '../../support/raw-http.ts'

const { app } = createFakeNode()
let port: number

beforeAll(async () => {
  await app.listen({ port: 0, host: '127.0.0.1' })
  port = (app.server.address() as AddressInfo).port
})
afterAll(() => app.close())

/** How often the answer would be lost was a matter of chance. */
const TRIES = 8
const LARGE_BYTES = 20 * 1024 * 1024

const send = (token: string, bytes: number, body: Buffer) =>
  exchange(
    port,
    'POST /v1/records HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n' +
      `authorization: Bearer ${token}\r\ncontent-type: application/json\r\n` +
      `content-length: ${bytes}\r\n\r\n`,
    body
  )

describe('bodies that are not read', () => {
  test('who sends one that is too large hears so every time', async () => {
    for (let i = 0; i < TRIES; i++) {
      const answer = await send(TOKEN, LARGE_BYTES, Buffer.alloc(LARGE_BYTES, ' '))
      expect([answer.status, JSON.parse(answer.body).code], `try ${i}`).toEqual([
        413,
        'ERR_TOO_LARGE'
      ])
    }
  }, 60_000)

  test('who sends one without a token hears so every time', async () => {
    for (let i = 0; i < TRIES; i++) {
      const answer = await send('another', LARGE_BYTES, Buffer.alloc(LARGE_BYTES, ' '))
      expect(answer.status, `try ${i}`).toBe(401)
    }
  }, 60_000)

  test('who sends no more of one is answered all the same', async () => {
    const answer = await send(TOKEN, LARGE_BYTES, Buffer.alloc(1))
    expect(answer.status).toBe(413)
  })
})
