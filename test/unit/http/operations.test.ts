/** What holds for every operation of the control API alike. */
import { afterEach, expect, test } from 'vitest'
import type { Operation } from '../../../src/http/contract/operation.ts'
import { OPERATIONS } from '../../../src/http/contract/operations.ts'
import type { VGuardNode } from '../../../src/node/api.ts'
import { AUTHORIZATION, createFakeNode, type FakeNode } from '../../support/fake-node.ts'

const HOST = { host: '127.0.0.1:9860' }
const operations = Object.values<Operation>(OPERATIONS)

/** Methods of the node and of what it gives out, that only ask. */
const QUESTIONS = [
  ...['status', 'peers', 'chains', 'groups', 'booths', 'metrics', 'read', 'readAll', 'blocks'],
  ...['exportChain', 'kv', 'bank', 'ring'],
  ...['get', 'scan', 'scanAll', 'count', 'stats', 'watch'],
  ...['account', 'accounts', 'history', 'log', 'total', 'show']
]

let fake: FakeNode | undefined
afterEach(() => fake?.app.close())

const CHANGES = [
  ...['openBooth', 'append', 'appendAll', 'endBooth', 'place', 'openGroup', 'changeMembers'],
  ...['recoverGroup', 'pin', 'unpin', 'setOffline', 'cutLink', 'fixLink', 'discoverChains'],
  ...['verifyChain', 'acceptLoss', 'importChain', 'reloadRevocations']
]

/** A node that writes down what it is asked, and answers nothing. */
function listening(): { readonly fake: FakeNode; readonly called: string[] } {
  const called: string[] = []
  const fail = (name: string) => () => {
    called.push(name)
    throw new Error(`${name} was called`)
  }
  const store: object = new Proxy({}, { get: (_, name) => fail(String(name)) })
  const give = (name: string) => () => {
    called.push(name)
    return store
  }
  const methods: Record<string, unknown> = {
    ...Object.fromEntries([...QUESTIONS, ...CHANGES].map((name) => [name, fail(name)])),
    ...{ kv: give('kv'), bank: give('bank'), ring: give('ring') },
    resolveChain: (name: string) => name
  }
  fake = createFakeNode(methods as Partial<VGuardNode>)
  return { fake, called }
}

/** A path and a query that its schemas take. */
function urlOf({ path, query }: Operation): string {
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === 'height' ? '1' : 'x'))
  const required: readonly string[] = query?.required ?? []
  const wanted = path.endsWith('/entry') ? ['key'] : required
  return `${url}?${wanted.map((name) => `${name}=x`).join('&')}`
}

test('only life signs and this document are told without the token', async () => {
  const { fake: node } = listening()
  const open = operations.filter(({ isOpen }) => isOpen === true)
  expect(open.map(({ id }) => id)).toEqual(['livez', 'readyz', 'version', 'openapi'])
  for (const operation of operations.filter(({ isOpen }) => isOpen !== true)) {
    const { method, id } = operation
    const answer = await node.app.inject({ method, url: urlOf(operation), headers: HOST })
    expect([id, answer.statusCode]).toEqual([id, 401])
  }
})

test('no GET changes anything', async () => {
  const { fake: node, called } = listening()
  const headers = { ...HOST, ...AUTHORIZATION }
  const asked = operations.filter(({ method, events }) => method === 'GET' && events === undefined)
  for (const operation of asked) {
    for (const accept of ['application/json', 'application/x-ndjson']) {
      await node.app.inject({ url: urlOf(operation), headers: { ...headers, accept } })
    }
  }
  expect(called.length, 'the node was asked').toBeGreaterThan(asked.length)
  expect(called.filter((name) => !QUESTIONS.includes(name))).toEqual([])
})

test('a form of a page, which no browser asks about first, changes nothing', async () => {
  const { fake: node, called } = listening()
  const headers = { ...HOST, ...AUTHORIZATION }
  const types = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=b'
  ]
  for (const operation of operations.filter(({ method }) => method === 'POST')) {
    for (const type of types) {
      const answer = await node.app.inject({
        method: 'POST',
        url: urlOf(operation),
        headers: { ...headers, 'content-type': type },
        payload: '{}'
      })
      expect([operation.id, answer.statusCode, answer.json().code]).toEqual([
        operation.id,
        415,
        'ERR_WRONG_TYPE'
      ])
    }
  }
  expect(called).toEqual([])
})
