/** The stage of the image that builds: what the Dockerfile copies is all that a build takes. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const BUILD_MS = 300_000
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** The lines of a stage, continued lines joined. */
function stageOf(name: string): readonly string[] {
  const [, ...stages] = text('docker/Dockerfile')
    .replaceAll('\\\n', ' ')
    .split(/^FROM /m)
  const stage = stages.find((each) => each.split('\n')[0]?.endsWith(` AS ${name}`))
  return (stage ?? '').split('\n').slice(1)
}

/** What a stage copies, and to where. */
const copies = stageOf('built')
  .filter((line) => line.startsWith('COPY '))
  .map((line) => {
    const words = line.split(/\s+/).slice(1)
    return { from: words.slice(0, -1), to: words.at(-1) ?? '' }
  })

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vguard-stage-'))
  for (const { from, to } of copies) {
    for (const name of from) {
      const target = to.endsWith('/') ? join(folder, to, name) : join(folder, to)
      mkdirSync(join(target, '..'), { recursive: true })
      cpSync(join(ROOT, name), target, { recursive: true })
    }
  }
  // In the place of `npm ci`.
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the stage that builds', () => {
  test('copies what the context lets through', () => {
    const names = copies.flatMap(({ from }) => from)
    expect(names.length).toBeGreaterThan(5)
    const allowed = new Set(text('.dockerignore').split('\n'))
    expect(names.filter((name) => !allowed.has(`!${name}`))).toEqual([])
  })

  test('builds the program and the page from that alone', { timeout: BUILD_MS }, () => {
    expect(stageOf('built').join('\n')).toContain('npm run build')
    const environment = { ...process.env, npm_config_offline: 'true' }
    const build = spawnSync('npm', ['run', 'build'], {
      cwd: folder,
      env: environment,
      encoding: 'utf8'
    })
    expect(build.status, build.stdout + build.stderr).toBe(0)
    const program = join(folder, 'dist', 'bin', 'vguard-node.js')
    const { status, stdout } = spawnSync(process.execPath, [program, 'version'], {
      encoding: 'utf8'
    })
    expect([status, stdout.trim()]).toEqual([0, JSON.parse(text('package.json')).version])
    expect(readFileSync(join(folder, 'dist/ui/index.html'), 'utf8')).toContain('<script')
  })
})
