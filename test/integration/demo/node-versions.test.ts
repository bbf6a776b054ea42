/**
 * The demonstration under the other versions of Node that are promised: seven real processes, booths,
 * backups, release and reading, a few records each.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { closeAll, temporaryFolder } from '../../support/program.ts'
import { PROGRAM } from '../../support/real-fleet.ts'
import { nodeBinary, requires } from '../../support/requires.ts'

const running = new Set<ChildProcess>()

afterEach(async () => {
  // Vehicles end with the demonstration that started them.
  for (const child of running) {
    child.kill('SIGKILL')
  }
  running.clear()
  await closeAll()
})

interface Ended {
  readonly code: number | null
  readonly stderr: string
  /** The object on the last line. */
  readonly json: Record<string, unknown>
}

async function runWith(node: string, words: readonly string[], folder: string): Promise<Ended> {
  const child = spawn(node, [PROGRAM, ...words, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: folder }
  })
  running.add(child)
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString()
  })
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString()
  })
  const [code] = (await once(child, 'close')) as [number | null]
  running.delete(child)
  const last = stdout.trimEnd().split('\n').at(-1) ?? ''
  return { code, stderr, json: last.startsWith('{') ? JSON.parse(last) : {} }
}

describe('other versions of Node', { timeout: 120_000 }, () => {
  for (const major of [22, 24] as const) {
    test.skipIf(requires(`node${major}`))(`the demonstration runs on Node ${major}`, async () => {
      const node = nodeBinary(major) ?? ''
      const folder = mkdtempSync(join(temporaryFolder(), 'tmp-'))
      const version = await runWith(node, ['version'], folder)
      expect(version.json['node']).toMatch(new RegExp(`^v${major}\\.`))
      // Its vehicles run with the Node that runs it.
      const { code, stderr, json } = await runWith(node, ['demo', '--rows', '20'], folder)
      expect(code, JSON.stringify(json) + stderr).toBe(0)
      expect(json).toMatchObject({ ok: true, records: 20, copies: 2 })
      expect(stderr).not.toMatch(/warning/i)
      expect(readdirSync(folder)).toEqual([])
    })
  }
})
