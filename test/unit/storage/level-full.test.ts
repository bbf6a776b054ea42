/**
 * The store on a disk without room: a small tmpfs in a mount namespace of its own.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { requires } from '../../support/requires.ts'
import type { FullDiskReport } from './full-disk.ts'

const PROGRAM = fileURLToPath(new URL('./full-disk.ts', import.meta.url))

// The first disk becomes full while LevelDB writes its log, the second while it moves records to tables.
test.skipIf(requires('linux', 'mounts')).each([
  { sizeMiB: 16, roomMiB: 9 },
  { sizeMiB: 48, roomMiB: 24 }
])(
  'level store: survives a full disk of $sizeMiB MiB with every durable batch',
  ({ sizeMiB, roomMiB }) => {
    const directory = mkdtempSync(join(tmpdir(), 'vguard-full-'))
    const script = `mount -t tmpfs -o size=${sizeMiB}m none "$0" && exec node --import tsx "$1" "$0" "$2"`
    const { stdout, stderr } = spawnSync(
      'unshare',
      ['--map-root-user', '--mount', 'sh', '-c', script, directory, PROGRAM, String(roomMiB)],
      { encoding: 'utf8', timeout: 120_000 }
    )
    rmSync(directory, { recursive: true })
    expect(stderr.replace(/^npm warn.*\n/gm, '')).toBe('')
    const report = JSON.parse(stdout) as FullDiskReport
    expect(report.durable).toBeGreaterThan(100)
    for (const error of report.errors) {
      expect(error).toEqual({ name: 'StoreFullError', reason: 'full' })
    }
    expect(report.readWhileFull).toBe(report.durable)
    // Whether there is room enough to open depends on where the disk became full.
    expect([undefined, 'StoreFullError']).toContain(report.reopenWhileFull)
    expect(report.afterwards).toMatchObject({
      readable: report.durable,
      chainsDamaged: 0,
      isWritable: true
    })
    expect(report.afterwards.stateDamage).toBeUndefined()
    expect(report.afterwards.last).toBeGreaterThanOrEqual(report.durable)
  },
  150_000
)
