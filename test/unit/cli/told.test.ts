/** What commands tell people of the answers of a node. */
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { EXIT } from '../../../src/cli/exit-codes.ts'
import { run } from '../../../src/cli/index.ts'
import type { VGuardNode } from '../../../src/node/api.ts'
import { OutcomeUnknownError } from '../../../src/node/errors.ts'
import { createCli } from '../../support/cli.ts'
import { createFakeNode, type FakeNode, TOKEN } from '../../support/fake-node.ts'

const open: FakeNode['app'][] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()))
})

/** Runs commands against a node that does what the test says. */
async function commandsTo(methods: object) {
  const { app } = createFakeNode({ resolveChain: () => 'C', ...methods } as Partial<VGuardNode>)
  open.push(app)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  return async (...words: readonly string[]) => {
    const { cli, written } = createCli({ VGUARD_TOKEN: TOKEN, VGUARD_HTTP: `127.0.0.1:${port}` })
    return { code: await run(words, cli), ...written }
  }
}

test('an operation id is offered only to those commands that take it', async () => {
  const lose = () => Promise.reject(new OutcomeUnknownError('unknown', { operation: 'abc:6' }))
  const command = await commandsTo({
    ring: () => ({ leave: lose, join: lose }),
    kv: () => ({ put: lose })
  })
  const put = await command('put', 't', 'a', '1')
  expect(put).toMatchObject({ code: EXIT.unknown, err: 'error: unknown: --operation abc:6\n' })
  for (const words of [
    ['leave', 't', 'car-2', '--gone'],
    ['join', 't']
  ]) {
    const told = await command('ring', ...words)
    expect(told).toMatchObject({ code: EXIT.unknown, err: 'error: unknown\n' })
  }
})
