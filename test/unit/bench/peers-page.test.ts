/** The comparison with other stores: files found, packages pinned, the section and its drawing. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CLASSES, SYSTEM_NAMES, SYSTEMS } from '../../../bench/peer-systems.ts'
import { PEERS_JSON, PEERS_PAGE, PEERS_SECTION, peersFiles } from '../../../bench/peers-page.ts'
import type { PeersReport, SystemReport } from '../../../bench/peers-report.ts'
import { timeIn } from '../../../bench/process-time.ts'
import { findCommand } from '../../../bench/program.ts'
import { figureOf, replaceSection } from '../../../bench/report-file.ts'

const PAGE = `# Page\n<!-- begin ${PEERS_SECTION} -->\nold\n<!-- end ${PEERS_SECTION} -->\nrest\n`

const figures = (scale: number) => ({
  putsPerSecond: figureOf([4_000 * scale, 5_000 * scale, 4_500 * scale]),
  getsPerSecond: figureOf([20_000, 21_000, 20_500]),
  putMs: figureOf([2, 2.2, 2.1]),
  getMs: figureOf([0.5]),
  putBusyP99Ms: figureOf([20]),
  putCpuUs: figureOf([170]),
  getCpuUs: figureOf([50])
})

const measured = (name: keyof typeof SYSTEMS, scale: number): SystemReport => ({
  name,
  ...SYSTEMS[name],
  version: '1.2.3',
  state: 'measured',
  figures: figures(scale),
  idleCpuPercent: 2
})

const REPORT: PeersReport = {
  startedAt: '2026-01-02T03:04:05.000Z',
  seconds: 600,
  command: 'npm run bench -- --only peers',
  commit: '0123456789abcdef',
  isClean: true,
  isSmall: false,
  machine: {
    cpu: 'A <processor>',
    cores: 2,
    memoryMiB: 1,
    node: 'v20',
    kernel: 'Linux',
    loadBefore: [0.1, 0, 0]
  },
  loadAfter: 2,
  settings: {
    clients: 64,
    valueBytes: 100,
    rounds: 3,
    loadMs: 5_000,
    singleMs: 2_000,
    warmUpMs: 15_000
  },
  systems: [
    measured('paxos', 2),
    measured('etcd', 1),
    measured('redis', 3),
    {
      name: 'nats',
      ...SYSTEMS.nats,
      version: undefined,
      state: 'notInstalled',
      why: 'there is no command nats-server',
      figures: {}
    },
    {
      name: 'orbitdb',
      ...SYSTEMS.orbitdb,
      version: '3.0.2',
      state: 'failed',
      why: 'it burned',
      figures: {}
    }
  ],
  raw: { tcpEchoMs: figureOf([0.03]), syncedWriteMs: figureOf([0.5]) }
}

const fileOf = (path: string, report = REPORT): string => peersFiles(report, PAGE).get(path) ?? ''

describe('peers page', () => {
  it('peers page: only the section is replaced, and the report is kept whole', () => {
    const page = fileOf(PEERS_PAGE)
    expect(page).toMatch(/^# Page\n<!-- begin peers -->\n/)
    expect(page).toMatch(/<!-- end peers -->\nrest\n$/)
    expect(page).not.toContain('old')
    expect(JSON.parse(fileOf(PEERS_JSON))).toEqual(REPORT)
    expect(fileOf(PEERS_PAGE), 'the same report gives the same page').toBe(page)
    expect(() => replaceSection('no marks', PEERS_SECTION, 'x')).toThrow(/no section/)
  })

  it('peers page: each class has a table of its own, under what its answers are worth', () => {
    const page = fileOf(PEERS_PAGE)
    const tables = page.split(/\n\*\*A put is /)
    expect(tables).toHaveLength(3)
    expect(tables[1]).toContain(`${CLASSES.synced}:**`)
    expect(tables[1]).toContain('| | vguard-node, paxos 1.2.3 | etcd 1.2.3 |')
    expect(tables[1]).toContain(
      '| puts a second, all clients | 9,000 (8,000 to 10,000) | 4,500 (4,000 to 5,000) |'
    )
    expect(tables[1]).not.toContain('Redis')
    expect(tables[2]).toContain(`${CLASSES.primary}:**`)
    expect(tables[2]).toContain(SYSTEMS.redis.acknowledged)
    expect(page).toContain('Redis, WAIT 2 answer for less')
  })

  it('peers page: a ratio is told as one only where the spreads are apart', () => {
    const page = fileOf(PEERS_PAGE)
    expect(page).toContain('2 times puts a second')
    expect(page).toContain('1 times (within the spread) gets a second')
  })

  it('peers page: what was not measured is named with its reason, and never left out', () => {
    const page = fileOf(PEERS_PAGE)
    expect(page).toContain('- NATS JetStream KV: not installed, there is no command nats-server')
    expect(page).toContain('- OrbitDB: failed, it burned')
    const drawing = fileOf('docs/plots/peers.svg')
    expect(drawing.match(/not measured/g)).toHaveLength(8)
  })

  it('peers page: a small run says so, on the page and in the drawing', () => {
    const small = { ...REPORT, isSmall: true }
    expect(fileOf(PEERS_PAGE, small)).toContain('**A small run**')
    expect(fileOf('docs/plots/peers.svg', small)).toContain('A SMALL RUN')
    expect(fileOf(PEERS_PAGE)).not.toContain('small run')
  })

  it('peers page: the drawing is one of its own, with every store and nothing from elsewhere', () => {
    const drawing = fileOf('docs/plots/peers.svg')
    expect(drawing).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
    expect(drawing).toContain('A &lt;processor&gt;')
    expect(drawing).not.toMatch(/<script|href|url\(/)
    expect(drawing).not.toMatch(/NaN|Infinity|undefined/)
    for (const { title } of REPORT.systems) {
      expect(drawing, title).toContain(`>${title}</text>`)
    }
  })
})

describe('peers', () => {
  it('peers: every store says what its answers are worth', () => {
    for (const name of SYSTEM_NAMES) {
      const { title, acknowledged, reads } = SYSTEMS[name]
      expect(
        [title, acknowledged, reads].every((words) => words.length > 3),
        name
      ).toBe(true)
    }
  })

  it('peers: packages are pinned, have hashes and name no registry', () => {
    const folder = join(import.meta.dirname, '../../../bench/peers')
    const names = readdirSync(folder)
    expect(names).toEqual(['hyperbee', 'nats', 'orbitdb', 'redis'])
    for (const name of names) {
      const read = (file: string) => JSON.parse(readFileSync(join(folder, name, file), 'utf8'))
      const { dependencies, private: isPrivate } = read('package.json')
      expect(isPrivate, name).toBe(true)
      for (const [wanted, version] of Object.entries(dependencies)) {
        expect(version, `${name}: ${wanted}`).toMatch(/^\d+\.\d+\.\d+$/)
      }
      const { packages } = read('package-lock.json')
      const locked = Object.entries<Record<string, unknown>>(packages)
      for (const [path, { integrity, resolved }] of locked.filter(([key]) => key !== '')) {
        expect(resolved, `${name}: ${path}`).toBeUndefined()
        expect(integrity, `${name}: ${path}`).toMatch(/^sha512-/)
      }
    }
  })

  it('peers: a command is found on the path, and what is no command is not', () => {
    expect(findCommand('sh', '/usr/bin:/bin')).toMatch(/\/sh$/)
    expect(findCommand('sh', '')).toBeUndefined()
    expect(findCommand('no-such-command')).toBeUndefined()
  })

  it('peers: the processor time of a process is read behind its name, whatever that is', () => {
    const fields = Array.from({ length: 40 }, (_, i) => String(i)).join(' ')
    expect(timeIn(`77 (a) b) c) S ${fields}`)).toBe((10 + 11) * 10)
    expect(timeIn('')).toBe(0)
  })
})
