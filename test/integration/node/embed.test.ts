/**
 * The embedding API over real streams: several nodes of one process on loopback, and on disk.
 */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { main } from '../../../examples/embed.ts'
import {
  createVGuardNode,
  type NodeEvent,
  type NodeEventName,
  type VGuardNode
} from '../../../src/index.ts'
import {
  closeNodes,
  createFleet,
  createNode,
  readAll,
  records,
  temporaryFolder,
  until
} from '../../support/nodes.ts'

afterEach(closeNodes)

describe('embedding', { timeout: 120_000 }, () => {
  test('a booth certifies records, its end places backups, and any vehicle reads them', async () => {
    const [a, b, c, d] = await createFleet(['car-a', 'car-b', 'car-c', 'car-d'] as const)
    const others = [b, c, d].map(({ peer }) => peer).sort()
    const sealed: unknown[] = []
    const end = a.events.on('replicate:sealed', ({ detail }) => sealed.push(detail.epoch))
    const opened = await a.openBooth({ members: ['car-b', 'car-c'] })
    expect(opened.members).toHaveLength(3)
    expect((await a.status()).peers).toMatchObject({ connected: 3, inBooth: 3 })
    const { topics } = (await a.status()).gossip
    expect(topics).toEqual(['/vguard/open/gossip/1'])
    // Who subscribes is told by gossip itself, behind the connection.
    await vi.waitFor(
      async () => {
        const { peers, gossip } = await a.status()
        expect(peers.subscribed).toBe(3)
        expect([...gossip.subscribers].sort()).toEqual(others)
      },
      { timeout: 20_000, interval: 50 }
    )
    const appended = await a.append(records(50))
    expect(appended).toMatchObject({ chain: a.ownChain, entries: 50, from: 1 })
    const progress = await a.appendAll(records(10, 50))
    expect(progress).toMatchObject({ records: 10, chain: a.ownChain })
    const ended = await a.endBooth({ operation: 'trip-1', deadlineMs: 30_000 })
    expect(ended).toMatchObject({ state: 'sealed', operation: 'trip-1' })
    expect(ended.chosen).toHaveLength(2)
    end()
    expect(sealed).toEqual([ended.epoch])

    const read = await readAll(d, 'car-a')
    expect(read.map(({ record }) => record)).toEqual(records(60))
    const page = await d.read('car-a', { latest: 2 }, { minHeight: 1 })
    expect(page.records.map(({ record }) => record?.key)).toEqual(['k59', 'k58'])
    expect(page.trace.at(-1)?.outcome).toBe('data')

    const status = await a.status()
    expect(status.health).toBe('ok')
    expect(status.traffic.sentBytes).toBeGreaterThan(1_000)
    expect((await a.booths()).map(({ number, isOpen }) => [number, isOpen])).toEqual([[1, false]])
    expect(await a.metrics()).toMatch(/vguard_certify_certified_total [1-9]/)
    expect(await a.metrics()).toMatch(/libp2p_connection_manager_connections\{label="\w+"\} [1-9]/)
    const [backup] = [b, d].filter((node) => ended.chosen.includes(node.peer))
    const report = await (backup ?? b).verifyChain('car-a')
    expect(report).toMatchObject({ isSound: true, certifiedTo: ended.height })
  })

  test('events carry what their types promise', async () => {
    const made: VGuardNode[] = []
    const seen = new Map<string, Set<string>>()
    const note = ({ name, detail }: NodeEvent): void => {
      seen.set(name, new Set([...(seen.get(name) ?? []), ...Object.keys(detail)]))
    }
    for (const name of ['car-a', 'car-b', 'car-c']) {
      const bootstrap = made.flatMap((node) => node.addresses())
      const vehicle = { replicate: { backups: 1 } }
      const node = await createNode(name, { bootstrap, vehicle, start: false, faults: true })
      node.events.on('*', note)
      await node.start()
      made.push(node)
    }
    const [a, b, c] = made as [VGuardNode, VGuardNode, VGuardNode]
    await until('all are connected', () =>
      made.every((node) => node.peers().filter((p) => p.isConnected).length === 2)
    )
    await a.endBooth({ participants: ['car-b'], records: records(2), deadlineMs: 30_000 })
    await readAll(c, 'car-a')
    await a.place({ candidates: ['car-c'], deadlineMs: 30_000 })
    await until('car-b is released', () => seen.has('release:released'))
    await c.stop()
    await until('car-c is missed', () => seen.has('network:disconnected'))
    const promised: Partial<Record<NodeEventName, readonly string[]>> = {
      'network:admitted': ['peer', 'direction', 'address'],
      'network:disconnected': ['peer'],
      'certify:opened': ['chain', 'booth', 'number', 'members'],
      'certify:joined': ['chain', 'booth', 'number', 'members'],
      'certify:certified': ['chain', 'height', 'booth', 'entries', 'votes', 'latencyMs'],
      'certify:sealed': ['chain', 'booth', 'operation', 'from', 'to'],
      'replicate:sealed': ['chain', 'epoch', 'height', 'members'],
      'replicate:placed': ['chain', 'state', 'epoch', 'chosen', 'released', 'pending', 'bytesSent'],
      'replicate:held': ['chain', 'epoch', 'height', 'issuer'],
      'release:released': ['chain', 'epoch', 'height', 'members'],
      'read:answered': ['chain', 'servedBy', 'entries', 'bytes', 'headHeight', 'steps', 'tookMs']
    }
    for (const [name, fields] of Object.entries(promised)) {
      expect([...(seen.get(name) ?? [])], name).toEqual(expect.arrayContaining([...fields]))
    }
    expect(b.events.recent().length).toBeGreaterThan(3)
  })

  test('an external V-Guard hands over booths: participants, records, the same one twice', async () => {
    const [a, b] = await createFleet(['car-a', 'car-b'] as const, {
      vehicle: { replicate: { backups: 1 } }
    })
    const booth = { operation: 'instance-1', participants: ['car-b'], records: records(3) }
    const first = await a.endBooth(booth)
    const second = await a.endBooth(booth)
    expect(second).toEqual(first)
    await a.endBooth({ ...booth, operation: 'instance-2', records: records(3, 3) })
    expect((await readAll(b, a.ownChain)).map(({ record }) => record)).toEqual(records(6))
  })

  test('too few backups are a state that is told, not an error and not a wait without end', async () => {
    const node = await createNode('car-a')
    await node.openBooth({ members: [] })
    const ended = await node.endBooth({ records: records(1), deadlineMs: 300 })
    expect(ended).toMatchObject({ state: 'underReplicated', chosen: [] })
    const { health, problems } = await node.status()
    expect([health, problems.length]).toEqual(['degraded', 1])
    expect(problems[0]).toMatch(/under-replicated: 0 of 2 backups/)
    expect((await readAll(node, 'car-a')).length).toBe(1)
  })

  test('a refusal, an unknown name and a late answer are different errors', async () => {
    const node = await createNode('car-a')
    await expect(node.append(records(1))).rejects.toMatchObject({
      name: 'RefusedError',
      code: 'ERR_NO_BOOTH'
    })
    await expect(node.openBooth({ members: ['car-9'] })).rejects.toMatchObject({
      code: 'ERR_UNKNOWN_VEHICLE'
    })
    await expect(node.read('nothing')).rejects.toMatchObject({ code: 'ERR_UNKNOWN_CHAIN' })
    await expect(node.setOffline(true)).rejects.toMatchObject({ code: 'ERR_NOT_ALLOWED' })
    await node.openBooth({ members: [] })
    const patience = new AbortController()
    const late = node.append(records(1), { signal: patience.signal, timeoutMs: 60_000 })
    patience.abort()
    await expect(late).rejects.toMatchObject({ code: 'ERR_OUTCOME_UNKNOWN' })
    await expect(node.append([], {})).rejects.toThrow()
  })

  test('an application decides what may be certified', async () => {
    const node = await createNode('car-a', {
      validate: (entry) => (entry.length > 40 ? 'too long for us' : undefined)
    })
    await node.openBooth({ members: [] })
    await expect(
      node.append([
        { kind: 'json', key: 'x'.repeat(60), timeMs: 1, position: undefined, text: '1' }
      ])
    ).rejects.toThrow('too long for us')
    await node.append([new Uint8Array(8).fill(0xff)])
    const [only] = await readAll(node, 'car-a')
    expect(only).toMatchObject({ record: undefined, entry: new Uint8Array(8).fill(0xff) })
  })

  test('blocks, an export and its import at another vehicle', async () => {
    const [a, b] = await createFleet(['car-a', 'car-b'] as const, { faults: true })
    await a.openBooth({ members: [] })
    for (let i = 0; i < 5; i++) {
      await a.append(records(2, 2 * i))
    }
    const heights: number[] = []
    for await (const { height, entries } of a.blocks('car-a', { from: 2, to: 4 })) {
      expect(entries).toHaveLength(2)
      heights.push(height)
    }
    expect(heights).toEqual([2, 3, 4])
    const lines: string[] = []
    for await (const line of a.exportChain('car-a')) {
      lines.push(line)
    }
    await expect(b.importChain(lines)).resolves.toMatchObject({ from: 1, to: 5, stored: 5 })
    await expect(a.importChain(lines)).rejects.toMatchObject({ code: 'ERR_OWN_CHAIN' })
    expect(b.chains().find(({ label }) => label === 'car-a')).toMatchObject({
      held: [{ from: 1, to: 5 }],
      pinned: [{ from: 1, to: 5 }]
    })
    expect((await b.unpin('car-a', 1, 3)).pinned).toEqual([[4, 5]])
    await a.setOffline(true)
    expect((await readAll(b, 'car-a')).map(({ record }) => record)).toEqual(records(10))
  })

  test('what was acknowledged is there after a restart; a directory serves one node at a time', async () => {
    const dataDir = temporaryFolder()
    const onDisk = { dataDir, store: 'disk', vehicle: { replicate: { backups: 0 } } } as const
    const first = await createNode('car-a', onDisk)
    await first.openBooth({ members: [] })
    await first.append(records(20))
    await expect(createNode('car-a', onDisk)).rejects.toMatchObject({
      name: 'StartError',
      code: 'ERR_DATA_DIR_IN_USE'
    })
    await first.stop()
    await first.stop()
    await expect(first.ended).resolves.toBeUndefined()
    await expect(first.append(records(1))).rejects.toMatchObject({ code: 'ERR_HALTED' })
    const second = await createNode('car-a', onDisk)
    expect([second.peer, second.ownChain]).toEqual([first.peer, first.ownChain])
    expect((await readAll(second, 'car-a')).map(({ record }) => record)).toEqual(records(20))
  })

  test('an address that is taken leaves nothing behind', async () => {
    const node = await createNode('car-a')
    const address = node.addresses()[0]?.replace(/\/p2p\/.*/, '') ?? ''
    const dataDir = temporaryFolder()
    const taken = { dataDir, store: 'disk', listen: [address] } as const
    await expect(createNode('car-b', taken)).rejects.toMatchObject({ code: 'ERR_PORT_TAKEN' })
    await createNode('car-b', { dataDir, store: 'disk' })
  })

  test('options out of range are refused before anything is opened', async () => {
    await expect(createVGuardNode({ store: 'memory' })).rejects.toThrow('open: true')
    await expect(createVGuardNode({ open: true })).rejects.toThrow('dataDir')
    const wrong = { store: 'memory', open: true, start: false } as const
    await expect(createVGuardNode({ ...wrong, listen: ['here'] })).rejects.toThrow('"here"')
    await expect(createVGuardNode({ ...wrong, vehicle: { quotaBytes: -1 } })).rejects.toThrow(
      'quotaBytes'
    )
    await expect(
      createVGuardNode({ ...wrong, vehicle: { replicate: { backups: 99 } } })
    ).rejects.toThrow('backups')
    await expect(
      createVGuardNode({ dataDir: temporaryFolder(), listen: ['/ip4/127.0.0.1/tcp/0'] })
    ).rejects.toMatchObject({ code: 'ERR_NO_FLEET' })
  })

  test('the example runs', async () => {
    const lines: string[] = []
    await main((line) => lines.push(line))
    expect(lines.filter((line) => /car-\d reads 30 records of car-1/.test(line))).toHaveLength(3)
    expect(lines).toContain('30 entries in verified blocks')
  })
})
