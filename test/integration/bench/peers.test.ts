/** The comparison with other stores, as a person starts it: short, with what is installed here. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { peerFolder } from '../../../bench/peer-packages.ts'
import type { PeersReport } from '../../../bench/peers-report.ts'
import { requires } from '../../support/requires.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const TIMEOUT_MS = 480_000

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vguard-peers-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function bench(...args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'bench', 'main.mjs'), ...args], {
      cwd: folder,
      timeout: TIMEOUT_MS - 10_000
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}

it(
  'bench peers: every store that was asked for is measured, or told as not installed',
  async () => {
    const isInstalled = (name: string): boolean =>
      existsSync(join(peerFolder(ROOT, name), 'node_modules'))
    // The servers where they are, and whoever has installed packages to compare with gets those as well.
    const servers = requires('stores') === false ? ['etcd', 'redis', 'nats'] : []
    const ours = ['paxos', ...servers]
    const others = ['hyperbee', 'orbitdb'].filter(isInstalled)
    const names = [...new Set([...ours, ...others, 'etcd'])]
    const flags = ['--runs', '1', '--seconds', '1', '--into', folder]
    const { code, output } = await bench('--only', 'peers', '--peers', names.join(','), ...flags)
    expect(code, output).toBe(0)
    const text = readFileSync(join(folder, 'bench/results/peers.json'), 'utf8')
    const report = JSON.parse(text) as PeersReport
    expect(report.isSmall).toBe(true)
    expect(report.systems.map(({ name }) => name).sort()).toEqual(names.sort())
    for (const { name, state, why, figures } of report.systems) {
      expect(['measured', 'notInstalled'], `${name}: ${why}`).toContain(state)
      const isMeasured = (figures['putsPerSecond']?.value ?? 0) > 0
      expect(isMeasured, name).toBe(state === 'measured')
    }
    const measured = report.systems.filter(({ state }) => state === 'measured')
    expect(measured.map(({ name }) => name)).toEqual(expect.arrayContaining(ours))
    const page = readFileSync(join(folder, 'docs/performance.md'), 'utf8')
    expect(page).toContain('**A small run**')
    expect(existsSync(join(folder, 'docs/plots/peers.svg'))).toBe(true)
  },
  TIMEOUT_MS
)
