/**
 * The package as npm would publish it, installed where nothing of the repository is: the command, the
 * library with its types, and the pure parts in a browser.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../../support/browser.ts'
import { requires } from '../../support/requires.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const MiB = 1024 * 1024
/** What an installation costs a vehicle on a slow link, and on its disk, without other packages. */
const PACKED_MAX = 3.5 * MiB
const UNPACKED_MAX = 18 * MiB
/** What a page that verifies exports loads. */
const VERIFIER_GZIP_MAX = 40 * 1024
const INSTALL_MS = 240_000

/** Three vehicles agree on two records; the export of the proposer's chain goes to standard output. */
const PROGRAM = `
import { createVGuardNode } from 'vguard-node'
import { createPortableCrypto, verifyExport } from 'vguard-node/core'
import { createControlClient, parseControlAddress } from 'vguard-node/client'

const cars = []
for (const name of ['car-1', 'car-2', 'car-3']) {
  cars.push(await createVGuardNode({
    store: 'memory', open: true, name, mdns: false, listen: ['/ip4/127.0.0.1/tcp/0'],
    bootstrap: cars.flatMap((car) => car.addresses())
  }))
}
await cars[0].meet(['car-2', 'car-3'], { timeoutMs: 30_000 })
const records = [1, 2].map((n) => ({ kind: 'json', key: 'k' + n, timeMs: n, text: '{"n":' + n + '}' }))
await cars[0].endBooth({ operation: 'trip-7', participants: ['car-2', 'car-3'], records })
const lines = []
for await (const line of cars[0].exportChain('car-1')) lines.push(line)
const report = await verifyExport(lines, { crypto: createPortableCrypto() })
if (!report.isSound) throw new Error(JSON.stringify(report.faults))
if (typeof createControlClient !== 'function' || parseControlAddress('127.0.0.1:1') === undefined) {
  throw new Error('the client is not there')
}
await Promise.all(cars.map((car) => car.stop()))
process.stdout.write(lines.join('\\n') + '\\n')
`

const TYPED = `
import { createVGuardNode, type VGuardNode } from 'vguard-node'
import { createControlClient, parseControlAddress } from 'vguard-node/client'
import { createPortableCrypto, type ExportReport, verifyExport } from 'vguard-node/core'
import { createCluster, type TestCluster } from 'vguard-node/testing'

export async function use(node: VGuardNode): Promise<ExportReport> {
  const client = createControlClient({ address: parseControlAddress('127.0.0.1:9860'), token: '' })
  const { health } = await client.get('/v1/status')
  // @ts-expect-error a path that the API does not have
  await client.get('/v1/nonsense')
  // @ts-expect-error a chain is named by a text
  node.exportChain(7)
  return await verifyExport([health], { crypto: createPortableCrypto() })
}
export const cluster = (): Promise<TestCluster> => createCluster(3, { store: 'memory' })
export const start = (): Promise<VGuardNode> => createVGuardNode({ dataDir: './car-1', open: true })
`

const PAGE_SCRIPT = `
import { createPortableCrypto, verifyExport } from 'vguard-node/core'
globalThis.verify = async (text) => {
  const heights = []
  const report = await verifyExport(text.split('\\n'), {
    crypto: createPortableCrypto(),
    onBlock: ({ header }) => heights.push(header.height)
  })
  return { isSound: report.isSound, certifiedTo: report.certifiedTo, heights, faults: report.faults }
}
`

let folder = ''
let packed = ''

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

async function command(program: string, args: readonly string[], cwd = folder): Promise<Ended> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const texts = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    texts.out += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    texts.err += String(chunk)
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve)
    child.once('error', reject)
  })
  return { code, ...texts }
}

async function good(program: string, args: readonly string[], cwd?: string): Promise<string> {
  const { code, out, err } = await command(program, args, cwd)
  expect(code, `${program} ${args.join(' ')}\n${err}`).toBe(0)
  return out
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vguard-package-'))
  await good('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], ROOT)
  packed = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? ''
  const manifest = { name: 'a-stranger', private: true, type: 'module' }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
  await good('npm', ['install', `./${packed}`, ...flags])
}, INSTALL_MS)

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('the package', () => {
  test('stays within its size, and runs nothing when it is installed', () => {
    const installed = join(folder, 'node_modules', 'vguard-node')
    expect(readFileSync(join(folder, packed)).length).toBeLessThan(PACKED_MAX)
    const files = readdirSync(installed, { recursive: true, withFileTypes: true })
    const bytes = files
      .filter((file) => file.isFile())
      .reduce((sum, file) => sum + readFileSync(join(file.parentPath, file.name)).length, 0)
    expect(bytes).toBeGreaterThan(MiB)
    expect(bytes).toBeLessThan(UNPACKED_MAX)
    const { scripts } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    const own = Object.keys(scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))
    expect(own).toEqual([])
  })

  test('has the command, which makes a vehicle and starts it', async () => {
    const program = join(folder, 'node_modules', '.bin', 'vguard-node')
    expect(await good(program, ['version'])).toMatch(/\d+\.\d+\.\d+/)
    const data = ['--data-dir', join(folder, 'car-1')]
    await good(program, ['init', '--open', '--name', 'car-1', ...data])
    const places = ['--listen', '/ip4/127.0.0.1/tcp/0', '--http', '127.0.0.1:0', '--no-mdns']
    const vehicle = spawn(program, ['start', ...places, ...data], {
      stdio: ['ignore', 'pipe', 'pipe']
    })
    const ended = new Promise<number | null>((resolve) => vehicle.once('close', resolve))
    try {
      await good(program, ['ready', '--wait', ...data])
      expect(await good(program, ['status', ...data])).toContain('car-1')
    } finally {
      vehicle.kill('SIGTERM')
    }
    expect(await ended).toBe(0)
  }, 120_000)

  test('has the library, and its export verifies by the command, unless it was changed', async () => {
    writeFileSync(join(folder, 'program.js'), PROGRAM)
    const text = await good(process.execPath, ['program.js'])
    writeFileSync(join(folder, 'chain.jsonl'), text)
    const program = join(folder, 'node_modules', '.bin', 'vguard-node')
    expect(await good(program, ['chain', 'verify-file', 'chain.jsonl'])).toContain('sound')
    const [, last = ''] = /"type":"certificate".*"bytes":"([^"]+)"/.exec(text) ?? []
    const other = last.replace(/.(?==*$)/, (c) => (c === 'A' ? 'Q' : 'A'))
    writeFileSync(join(folder, 'forged.jsonl'), text.replace(last, other))
    const forged = await command(program, ['chain', 'verify-file', 'forged.jsonl'])
    expect([forged.code, forged.out], forged.err).toEqual([5, expect.stringContaining('line ')])
    const none = await command(program, ['chain', 'verify-file', 'package.json'])
    expect([none.code, none.err]).toEqual([10, expect.stringContaining('package.json: line 1')])
    const gone = await command(program, ['chain', 'verify-file', 'nowhere'])
    expect([gone.code, gone.err]).toEqual([11, expect.stringContaining('no such file')])
  }, 120_000)

  test('has types for all of its entries', async () => {
    writeFileSync(join(folder, 'typed.ts'), TYPED)
    const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
    const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023']
    const types = ['--typeRoots', join(ROOT, 'node_modules', '@types'), '--types', 'node']
    const paths = [...flags, '--skipLibCheck', ...types, 'typed.ts']
    expect(await good(process.execPath, [compiler, ...paths])).toBe('')
  }, 120_000)
})

describe.skipIf(requires('chromium'))('the package in a browser', () => {
  test('verifies an export with what a page can afford to load', async () => {
    const source = join(folder, 'page')
    mkdirSync(source, { recursive: true })
    writeFileSync(join(source, 'page.js'), PAGE_SCRIPT)
    await build({
      root: folder,
      configFile: false,
      logLevel: 'error',
      build: {
        outDir: join(source, 'out'),
        lib: { entry: join(source, 'page.js'), formats: ['es'], fileName: 'page' }
      }
    })
    const [name = ''] = readdirSync(join(source, 'out'))
    const script = readFileSync(join(source, 'out', name))
    expect(gzipSync(script).length, 'what is not used is not bundled').toBeLessThan(
      VERIFIER_GZIP_MAX
    )
    const server = createServer((request, response) => {
      const isScript = request.url === '/page.js'
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      response.end(isScript ? script : '<script type="module" src="/page.js"></script>')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const browser = await openBrowser()
    try {
      const page = await browser.newPage()
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(error.message))
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
      await page.waitForFunction('globalThis.verify !== undefined', undefined, { timeout: 10_000 })
      const text = JSON.stringify(readFileSync(join(folder, 'chain.jsonl'), 'utf8'))
      const found: unknown = await page.evaluate(`globalThis.verify(${text})`)
      expect(found).toMatchObject({ isSound: true, faults: [], heights: [1] })
      const [head = ''] = readFileSync(join(folder, 'chain.jsonl'), 'utf8').split('\n')
      const cut: unknown = await page.evaluate(`globalThis.verify(${JSON.stringify(head)})`)
      expect(cut).toMatchObject({ isSound: false })
      expect(faults).toEqual([])
    } finally {
      await browser.close()
      server.close()
    }
  }, 120_000)
})
