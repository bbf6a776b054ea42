/** The OpenAPI document: valid, complete, and the same as its copy in the documentation. */
import { readFileSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import type { Operation } from '../../../src/http/contract/operation.ts'
import { OPERATIONS } from '../../../src/http/contract/operations.ts'
import { openApi } from '../../../src/http/openapi.ts'
import { createFakeNode } from '../../support/fake-node.ts'

const operations = Object.entries<Operation>(OPERATIONS)

test('the document is valid OpenAPI 3.1', async () => {
  const document = structuredClone(openApi())
  expect(await new Validator().validate(document)).toEqual({ valid: true })
})

test('the validator finds a document without answers', async () => {
  const document = JSON.parse(JSON.stringify(openApi()).replaceAll('"responses"', '"answers"'))
  expect(await new Validator().validate(document)).toMatchObject({ valid: false })
})

test('docs/openapi.json is the document: vguard-node api > docs/openapi.json', () => {
  const copy = readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8')
  expect(JSON.parse(copy)).toEqual(JSON.parse(JSON.stringify(openApi())))
})

test('every route that the server has is an operation, but for the pages', async () => {
  const { app } = createFakeNode()
  await app.ready()
  const known = operations.map(([, { method, path }]) => `${method} ${path}`)
  const routes = routesOf(app)
  expect(routes.length).toBeGreaterThan(50)
  expect(routes.filter((route) => !known.includes(route))).toEqual([
    'GET /ui',
    'GET /ui*',
    'GET /docs/errors'
  ])
  expect(known.filter((route) => !routes.includes(route))).toEqual([])
  await app.close()
})

/** Read from the tree that Fastify prints, which has every part of a path once. */
function routesOf(app: FastifyInstance): string[] {
  const parts: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const found = /^(.*?)[├└]── (\S*) ?(?:\(([A-Z, ]+)\))?$/.exec(line)
      const [, indent = '', part = '', methods] = found ?? []
      const depth = indent.length / 4
      parts.splice(depth, parts.length, part)
      const path = parts.join('').replaceAll(/:(\w+)/g, '{$1}')
      return methods === undefined ? [] : methods.split(', ').map((method) => `${method} ${path}`)
    })
}

test('every operation is told of whole', () => {
  const document = JSON.parse(JSON.stringify(openApi()))
  expect(new Set(operations.map(([, { id }]) => id)).size).toBe(operations.length)
  for (const [name, { id, method, path, lines, events, isOpen, key, status = 200 }] of operations) {
    const told = document.paths[path][method.toLowerCase()]
    expect([name, told.operationId], 'its name in the table is its id').toEqual([id, id])
    expect(told.summary, id).toMatch(/^[A-Z].{8,}[^.]$/)
    expect(told.tags, id).toHaveLength(1)
    const content = Object.values<Record<string, unknown>>(told.responses[status].content)
    expect(content.length, id).toBeGreaterThan(0)
    const streams = content.filter((media) => 'x-item-schema' in media).length
    expect(streams, id).toBe(lines === undefined && events === undefined ? 0 : 1)
    expect(
      content.every(({ schema }) => schema !== undefined),
      id
    ).toBe(true)
    expect(told.responses.default, id).toEqual({ $ref: '#/components/responses/Problem' })
    expect(told.security, id).toEqual(isOpen === true ? [] : undefined)
    const header = { $ref: '#/components/parameters/IdempotencyKey' }
    expect(
      (told.parameters ?? []).some(({ $ref }: { $ref?: string }) => $ref === header.$ref),
      id
    ).toBe(method === 'POST' && key !== 'none')
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter)
    const named = (told.parameters ?? []).filter((one: { in?: string }) => one.in === 'path')
    expect(
      named.map((one: { name: string }) => one.name),
      id
    ).toEqual(inPath)
  }
})
