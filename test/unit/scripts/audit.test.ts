/** `npm run audit` against a registry of this test: clean, weak, and without an answer. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { ROOT } from '../../docs/markdown.ts'

const TIMEOUT_MS = 120_000
const ADVISORY = {
  id: 1,
  url: 'https://example.org/advisory-1',
  title: 'a weakness made up',
  severity: 'high',
  vulnerable_versions: '*'
}

let server: Server | undefined
afterEach(() => {
  server?.close()
})

/** Runs the audit against a registry that finds this of the packages asked about; undefined for none. */
async function audit(find: ((names: readonly string[]) => object) | undefined) {
  const asked: string[] = []
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) {
      chunks.push(chunk as Buffer)
    }
    if (find === undefined || request.method !== 'POST') {
      response.writeHead(request.method === 'POST' ? 405 : 404).end()
      return
    }
    const names = Object.keys(JSON.parse(gunzipSync(Buffer.concat(chunks)).toString()))
    asked.push(...names)
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(find(names)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'audit.mjs')], {
    env: { ...process.env, npm_config_registry: registry, npm_config_fetch_retries: '0' },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')])
  return { code, output, asked }
}

describe('npm run audit', { timeout: TIMEOUT_MS }, () => {
  test('audit: ends with 0 when the registry knows of nothing, and has asked about all', async () => {
    const { code, output, asked } = await audit(() => ({}))
    expect(code, output).toBe(0)
    expect(asked).toContain('libp2p')
    expect(asked.length).toBeGreaterThan(100)
    expect(output).toMatch(/what a vehicle runs with: \d{3} packages, 0 open advisories/)
  })

  test('audit: ends with 1 and names what a vehicle runs with', async () => {
    const { code, output } = await audit(() => ({ level: [ADVISORY] }))
    expect(code, output).toBe(1)
    expect(output).toContain(`level (high): ${ADVISORY.title}: ${ADVISORY.url}`)
  })

  test('audit: a weakness of a tool of its development is told, and does not fail', async () => {
    const found = (names: readonly string[]) => (names.includes('knip') ? { knip: [ADVISORY] } : {})
    const { code, output } = await audit(found)
    expect(code, output).toBe(0)
    expect(output).toContain('knip (high)')
  })

  test('audit: ends with 2 and says why when there is no answer', async () => {
    const { code, output } = await audit(undefined)
    expect(code, output).toBe(2)
    expect(output).toMatch(/no answer about what a vehicle runs with \(\d{3} packages\): 405/)
  })
})
