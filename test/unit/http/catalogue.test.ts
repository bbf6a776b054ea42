/** The catalogue of problems, and what is told of it: in the documentation and by the vehicle. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { errorsPage } from '../../../src/http/errors-page.ts'
import { openApi } from '../../../src/http/openapi.ts'
import { problem, problemOf } from '../../../src/http/problems.ts'
import { CATALOGUE, isProblemCode } from '../../../src/node/catalogue.ts'
import { RefusedError, VGuardError } from '../../../src/node/errors.ts'
import { REFUSED_REASONS as OF_BANKS } from '../../../src/state/bank/types.ts'
import { REFUSED_REASONS as OF_STORES } from '../../../src/state/kv/types.ts'
import { REFUSED_REASONS as OF_RINGS } from '../../../src/state/ring/types.ts'
import { createFakeNode } from '../../support/fake-node.ts'

test('docs/errors.md has an entry for every code, says the same, and has no other entry', () => {
  const text = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8')
  const [, ...sections] = text.split('\n## ')
  const told = sections.map((section) => section.trim().split('\n\n'))
  const wanted = Object.entries(CATALOGUE).map(([code, { status, title, meaning }]) => [
    code,
    `${status}: ${title}. ${meaning}`
  ])
  expect(told).toEqual(wanted)
})

test('the OpenAPI document names every code', () => {
  const { schemas } = JSON.parse(JSON.stringify(openApi())).components
  expect(schemas.Problem.properties.code.examples).toEqual(Object.keys(CATALOGUE))
})

test('the type of every problem leads to its place on the page that the vehicle serves', async () => {
  const { app } = createFakeNode()
  const host = { host: '127.0.0.1:9860' }
  for (const code of Object.keys(CATALOGUE).filter(isProblemCode)) {
    const { type } = problem(code, 'x')
    const [path, anchor] = type.split('#')
    const page = await app.inject({ url: path ?? '', headers: host })
    expect([page.statusCode, page.headers['content-type']], code).toEqual([
      200,
      'text/html; charset=utf-8'
    ])
    expect(page.body, code).toContain(`<dt id="${anchor}">`)
  }
  expect(errorsPage().match(/<dt /g)).toHaveLength(Object.keys(CATALOGUE).length)
  await app.close()
})

test('what the states and owners of groups refuse has a code of its own', () => {
  for (const reason of [...OF_STORES, ...OF_BANKS, ...OF_RINGS, 'locked', 'unreachable']) {
    const { code } = problemOf(new RefusedError('x', { reason, retry: false }))
    expect(code, reason).not.toBe('ERR_REFUSED')
  }
})

test('a refusal has the same code in the library and over HTTP, which is of the catalogue', () => {
  const words = [...OF_STORES, ...OF_BANKS, ...OF_RINGS, 'locked', 'noBooth', '<b>odd', 'toString']
  for (const reason of words) {
    const refused = new RefusedError('x', { reason, retry: true })
    expect(problemOf(refused).code, reason).toBe(refused.code)
    expect(isProblemCode(refused.code), reason).toBe(true)
    expect(refused.reason).toBe(reason)
  }
})

test('a key of a ring that is locked is refused as such, and may be asked for again', () => {
  const refused = new RefusedError('x', { reason: 'locked', retry: true })
  const told = { code: 'ERR_LOCKED', status: 409, retry: true, facts: undefined }
  expect({ facts: undefined, ...problemOf(refused) }).toMatchObject(told)
})

test('whatever word a vehicle refuses with, the code is of the catalogue', () => {
  const refused = new RefusedError('x', { reason: '<b>odd', retry: true, detail: { asked: 1 } })
  expect(problemOf(refused)).toMatchObject({
    status: 409,
    code: 'ERR_REFUSED',
    retry: true,
    facts: { reason: '<b>odd', asked: 1 }
  })
  expect(problemOf(new VGuardError('x', { code: 'ERR_ODD' })).code).toBe('ERR_INTERNAL')
})
