/**
 * The demonstration, as a stranger runs it: it succeeds, tells what it saw, and leaves nothing behind.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { closeAll, runProgram, temporaryFolder } from '../../support/program.ts'
import { PROGRAM } from '../../support/real-fleet.ts'

afterEach(closeAll)

/** Half a minute on a machine that does nothing else. */
const DEMO_MS = 200_000

/** A folder for temporary files of its own, so that what is left behind can be seen. */
function withTmp(): { readonly folder: string; readonly wrap: readonly string[] } {
  const folder = mkdtempSync(join(temporaryFolder(), 'tmp-'))
  return { folder, wrap: ['env', `TMPDIR=${folder}`] }
}

/** Processes whose words name this folder. */
function processesIn(folder: string): readonly string[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
  return stdout.split('\n').filter((line) => line.includes(folder) && !line.includes(' ps '))
}

describe('demo', { timeout: 240_000 }, () => {
  test('tells the whole story, verified, and cleans up', async () => {
    const { folder, wrap } = withTmp()
    const { code, json, stderr } = await runProgram(['demo', '--json', '--rows', '400'], {
      wrap,
      forMs: DEMO_MS
    })
    expect(code, JSON.stringify(json) + stderr).toBe(0)
    expect(json).toMatchObject({ ok: true, records: 400, copies: 2 })
    const steps = json['steps'] as { title: string; seen: string[] }[]
    expect(steps.map(({ title }) => title)).toEqual([
      'Seven vehicles start and meet',
      'An earlier booth: A with E and F',
      'G learns where the drive is kept, then falls out of touch',
      'A booth on the road: A with B, C and D',
      'The booth ends: backups are drawn and filled',
      'E and F are released',
      'A goes offline',
      'G reads the drive of A with its old table'
    ])
    const hops = json['hops'] as string[]
    expect(hops).toContain('A:unreachable')
    expect(hops).toContain('E:redirect')
    expect(hops.at(-1)).toMatch(/^[BCD]:data$/)
    const vehicles = json['vehicles'] as { name: string; role: string; blocks: number }[]
    expect(vehicles.filter(({ role }) => role === 'backup')).toHaveLength(2)
    for (const { name, blocks } of vehicles.filter(({ role }) => role === 'released')) {
      expect(blocks, name).toBe(0)
    }
    expect(json['copiedBytes']).toBeLessThan(json['fullCopyBytes'] as number)
    expect(readdirSync(folder)).toEqual([])
    expect(processesIn(folder)).toEqual([])
  })

  test('records a file, and tells it to a person', async () => {
    const { wrap } = withTmp()
    const file = join(temporaryFolder(), 'notes.jsonl')
    const lines = Array.from({ length: 20 }, (_, i) => JSON.stringify({ note: `n${i}`, time: i }))
    writeFileSync(file, `${lines.join('\n')}\n`)
    const { code, stdout, stderr } = await runProgram(['demo', '--records', file], {
      wrap,
      forMs: DEMO_MS
    })
    expect(code, stderr).toBe(0)
    expect(stdout).toContain('Every step was verified.')
    expect(stdout).toContain('all 20 records are the same')
    expect(stdout).not.toContain('\u001b[')
  })

  test('an interrupt ends every process and removes the folder', async () => {
    const { folder } = withTmp()
    const child = spawn(process.execPath, [PROGRAM, 'demo'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TMPDIR: folder }
    })
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (data: Buffer) => {
        if (data.toString().includes('An earlier booth')) {
          resolve()
        }
      })
    })
    child.kill('SIGINT')
    const [code] = await once(child, 'exit')
    expect(code).toBe(130)
    expect(readdirSync(folder)).toEqual([])
    expect(processesIn(folder)).toEqual([])
  })

  test('when the demonstration itself is killed, its vehicles end too', async () => {
    const { folder } = withTmp()
    const child = spawn(process.execPath, [PROGRAM, 'demo'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, TMPDIR: folder }
    })
    await once(child.stdout, 'data')
    while (processesIn(folder).length < 7) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    child.kill('SIGKILL')
    await once(child, 'exit')
    for (let i = 0; i < 600 && processesIn(folder).length > 0; i++) {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    expect(processesIn(folder)).toEqual([])
    rmSync(folder, { recursive: true, force: true })
    expect(folder.startsWith(tmpdir())).toBe(true)
  })

  test('a file that is no records is refused before anything is started', async () => {
    const { folder, wrap } = withTmp()
    const file = join(temporaryFolder(), 'bad.csv')
    writeFileSync(file, 'timestamp,latitude,longitude\nnow,1,2\n')
    const { code, stderr } = await runProgram(['demo', '--records', file], { wrap, forMs: DEMO_MS })
    expect([code, stderr]).toEqual([10, expect.stringContaining('line 2')])
    expect(readdirSync(folder)).toEqual([])
  })
})
