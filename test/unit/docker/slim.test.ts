/** What the image leaves out of the product: only what a running vehicle never reads. */
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const SLIM = join(ROOT, 'docker', 'slim.mjs')
const HERE = `${process.platform}-${process.arch}`

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vguard-slim-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const slim = (path: string) => spawnSync(process.execPath, [SLIM, path], { encoding: 'utf8' })

function make(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), 'x')
  }
}

function left(): readonly string[] {
  const all = readdirSync(folder, { recursive: true }) as string[]
  return all.filter((path) => !statSync(join(folder, path)).isDirectory()).sort()
}

describe('slim', () => {
  test('slim: what a vehicle reads stays, and every licence', () => {
    const read = [
      'dist/bin/a.js',
      'dist/ui/index.html',
      'node_modules/a/LICENSE.md',
      'node_modules/a/NOTICE',
      'node_modules/a/lib/b.cjs',
      'node_modules/a/lib/docs/c.js',
      'node_modules/a/lib/test/d.mjs',
      'node_modules/a/package.json',
      'node_modules/n/deps/n/COPYING',
      `node_modules/n/prebuilds/${HERE}/n.node`,
      'package.json'
    ]
    const unread = [
      'dist/bin/a.d.ts',
      'dist/bin/a.js.map',
      'node_modules/a/README.md',
      'node_modules/a/src/b.ts',
      'node_modules/a/test/c.js',
      'node_modules/n/binding.gyp',
      'node_modules/n/deps/n.cc',
      'node_modules/n/deps/n.js',
      'node_modules/n/prebuilds/plan9-mips/n.node'
    ]
    make(...read, ...unread)
    const { status, stdout, stderr } = slim(folder)
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^slim: \d+\.\d MB less$/m)
    expect(left()).toEqual(read.toSorted())
    expect(existsSync(join(folder, 'node_modules/a/src')), 'nor an empty folder').toBe(false)
  })

  test('slim: a folder that is no product is left as it is', () => {
    make('a.ts')
    for (const path of [folder, '', join(folder, 'nowhere')]) {
      expect(slim(path).status, path).toBe(1)
    }
    expect(left()).toEqual(['a.ts'])
  })

  test('slim: the image and its context have it', () => {
    expect(readFileSync(join(ROOT, 'docker', 'Dockerfile'), 'utf8')).toContain(
      'COPY docker/slim.mjs'
    )
    expect(readFileSync(join(ROOT, '.dockerignore'), 'utf8')).toContain('\n!docker/slim.mjs\n')
  })
})
