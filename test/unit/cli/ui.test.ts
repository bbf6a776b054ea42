/**
 * The command that prints the link to the page.
 */
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { EXIT } from '../../../src/cli/exit-codes.ts'
import { run } from '../../../src/cli/index.ts'
import { createCli } from '../../support/cli.ts'
import { createFakeNode, type FakeNode, TOKEN } from '../../support/fake-node.ts'

let fake: FakeNode | undefined
afterEach(() => fake?.app.close())

async function listen(): Promise<string> {
  fake = createFakeNode()
  await fake.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = fake.app.server.address() as AddressInfo
  return `127.0.0.1:${port}`
}

test('ui: prints a link that carries the token where no server sees it', async () => {
  const address = await listen()
  const { cli, written } = createCli({ VGUARD_TOKEN: TOKEN })
  expect(await run(['ui', '--http', address], cli)).toBe(EXIT.ok)
  const link = new URL(written.out.trim())
  expect(link.href).toBe(`http://${address}/ui/#token=${TOKEN}`)
  expect(link.search).toBe('')
})

test('ui: prints no link to a vehicle that does not answer', async () => {
  const { cli, written } = createCli({ VGUARD_TOKEN: TOKEN })
  expect(await run(['ui', '--http', '127.0.0.1:1'], cli)).toBe(EXIT.unreachable)
  expect(written.out).toBe('')
})

test('ui: says what to do where the vehicle listens for no browser', async () => {
  const { cli, written } = createCli({ VGUARD_TOKEN: TOKEN })
  expect(await run(['ui', '--http', 'unix:/nowhere/api'], cli)).toBe(EXIT.usage)
  expect(written.err).toContain('--http HOST:PORT')
})
