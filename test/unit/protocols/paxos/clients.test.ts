/** What clients hear: once each, in order, and the truth about what was not answered. */
import { describe, expect, it } from 'vitest'
import { encodeEntryRefusal } from '../../../../src/core/command.ts'
import { VALUE_BYTES_MAX } from '../../../../src/core/limits.ts'
import type { Reply } from '../../../../src/core/machine.ts'
import { PENDING_LIMITS } from '../../../../src/protocols/paxos/limits.ts'
import { submittedReply } from '../../../../src/protocols/paxos/replies.ts'
import { paxosSpec } from '../../../../src/protocols/paxos/spec.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

function opened(count = 3): Cluster & { readonly first: TestNode; readonly other: TestNode } {
  const cluster = createCluster(count)
  cluster.openGroup()
  const [first, other] = cluster.nodes as [TestNode, TestNode]
  cluster.until(() => cluster.leader() === first, 1_000)
  cluster.run(300)
  return Object.assign(cluster, { first, other })
}

const heightOf = (reply: Reply | undefined): number =>
  reply?.type === 'ok' ? (reply.value as { height: number }).height : 0

describe('paxos clients', () => {
  it('paxos: an operation whose answer is lost is done once', () => {
    const cluster = opened()
    let lost = 0
    cluster.filter = (_from, _to, { type }) => type !== 'answers' || ++lost > 2
    const asked = cluster.put(cluster.other, 'x')
    cluster.until(() => asked.reply !== undefined, 6_000)
    expect(asked.reply?.type).toBe('ok')
    expect(lost).toBeGreaterThan(2)
    expect(cluster.readNow(cluster.first)).toEqual(['x'])
    const times = [...(cluster.first.register?.seen.values() ?? [])]
    expect(Math.max(...times), 'it stands in the log more than once').toBeGreaterThan(1)
  })

  it('paxos: an unknown operation is asked for again by its id, and done once', () => {
    const cluster = opened()
    cluster.filter = (_from, _to, { type }) => type !== 'answers'
    const asked = cluster.putNow(cluster.other, 'x', 7_000)
    expect(asked?.type).toBe('unknown')
    cluster.filter = () => true
    const id = asked?.type === 'unknown' ? asked.operation : ''
    const operation = new TextEncoder().encode('x')
    const request = { type: 'submit', chain: cluster.chain, operation, id } as const
    const again = cluster.ask(cluster.other, request)
    cluster.until(() => again.reply !== undefined, 6_000)
    expect(again.reply).toMatchObject({ type: 'ok', value: { operation: id } })
    expect(cluster.readNow(cluster.first)).toEqual(['x'])
    // Its session is used no more, so that its result stays.
    const next = cluster.putNow(cluster.other, 'y')
    const name = next?.type === 'ok' ? (next.value as { operation: string }).operation : ''
    expect(name.split(':')[0]).not.toBe(id.split(':')[0])
  })

  it('paxos: what has left the vehicle is unknown, though whoever got it declined', () => {
    const cluster = createCluster(3)
    cluster.openGroup()
    cluster.run(300)
    const [first, other, last] = cluster.nodes as [TestNode, TestNode, TestNode]
    let declined = 0
    // Nobody is elected any more, and every answer comes twice.
    cluster.noise.doubleChance = 1
    cluster.filter = (_from, _to, { type }) => {
      declined += type === 'answers' ? 1 : 0
      return type === 'forward' || type === 'answers'
    }
    cluster.run(1_000)
    expect(cluster.status(first).role).toBe('follower')
    const asked = cluster.put(other, 'x')
    const read = cluster.read(other)
    cluster.until(() => asked.reply !== undefined && read.reply !== undefined, 7_000)
    expect(declined).toBeGreaterThan(0)
    expect(asked.reply?.type, 'a copy may still be under way').toBe('unknown')
    expect(read.reply, 'a question changes nothing').toMatchObject({ reason: 'noLeader' })
    expect(last.register?.list).toEqual([])
  })

  it('paxos: what could be sent to nobody is refused for certain, and sent when somebody is there', () => {
    const { nodes, ...cluster } = opened()
    const [first, cut, last] = nodes as [TestNode, TestNode, TestNode]
    for (const { peer } of [first, last]) {
      cut.disconnect(peer)
    }
    const asked = cluster.put(cut, 'x')
    const read = cluster.read(cut)
    cluster.until(() => asked.reply !== undefined && read.reply !== undefined, 7_000)
    const away = `${[first.peer, last.peer].sort().join(', ')} are members and out of reach`
    for (const { reply } of [asked, read]) {
      expect(reply).toMatchObject({ type: 'refused', reason: 'noLeader', retry: true })
      expect(reply).toMatchObject({ message: expect.stringContaining(away) })
    }
    const more = cluster.put(cut, 'y')
    cluster.run(5)
    cut.connect(last.peer)
    cluster.until(() => more.reply !== undefined, 40)
    expect(more.reply, 'by way of one that is not the leader').toMatchObject({ type: 'ok' })
    expect(cluster.readNow(first)).toEqual(['y'])
  })

  it('paxos: a candidate that is left alone refuses for certain what it was asked for', () => {
    const cluster = opened()
    const { nodes, first } = cluster
    const others = nodes.filter((node) => node !== first)
    first.crash()
    cluster.filter = (_from, _to, { type }) => type === 'heartbeat'
    const isCandidate = (node: TestNode): boolean => cluster.status(node).role === 'candidate'
    expect(cluster.until(() => others.some(isCandidate), 3_000)).toBe(true)
    // Both may try; one ballot is higher.
    cluster.run(20)
    const alone = others.find((node) => cluster.status(node).leader === node.peer) as TestNode
    expect(isCandidate(alone)).toBe(true)
    const asked = cluster.put(alone, 'x')
    cluster.run(20)
    for (const node of nodes) {
      if (node !== alone) {
        node.crash()
        alone.disconnect(node.peer)
      }
    }
    const more = cluster.put(alone, 'y')
    cluster.until(() => asked.reply !== undefined && more.reply !== undefined, 7_000)
    expect(asked.reply).toMatchObject({ type: 'refused', reason: 'noLeader', retry: true })
    expect(more.reply).toMatchObject({ type: 'refused', reason: 'noLeader', retry: true })
  })

  it('paxos: who comes to lead does what its own clients asked of the leader before', () => {
    // Nothing is sent again by the clock.
    const cluster = createCluster(3, { paxos: { resendMsMin: 2_000, resendMsMax: 2_000 } })
    cluster.openGroup()
    cluster.run(500)
    const before = cluster.leader() as TestNode
    const others = cluster.nodes.filter((node) => node !== before)
    before.crash()
    const asked = new Map(others.map((node) => [node, cluster.put(node, node.peer)]))
    const isLed = (): boolean => others.some((one) => one === cluster.leader())
    expect(cluster.until(isLed, 1_500)).toBe(true)
    cluster.run(150)
    expect(asked.get(cluster.leader() as TestNode)?.reply?.type).toBe('ok')
  })

  it('paxos: nothing is passed on to a leader that answers no heartbeat', () => {
    const cluster = opened()
    const before = cluster.leader() as TestNode
    const [asker, helper] = cluster.nodes.filter((node) => node !== before)
    let passedOn = 0
    let declined = 0
    // Nobody else comes to lead.
    cluster.filter = (from, to, { type }) => {
      passedOn += type === 'forward' && to === before && from === helper ? 1 : 0
      declined += type === 'answers' && to === asker ? 1 : 0
      return type !== 'heartbeat'
    }
    before.crash()
    cluster.run(300)
    passedOn = 0
    cluster.put(asker as TestNode, 'x')
    cluster.run(1_000)
    expect(passedOn).toBe(0)
    expect(declined, 'it is told so, and asks on').toBeGreaterThan(0)
  })

  it('paxos: refused without a leader when it was never sent', () => {
    const cluster = createCluster(1)
    cluster.openGroup()
    const [only] = cluster.nodes as [TestNode]
    cluster.putNow(only, 'first')
    cluster.run(100)
    only.crash()
    only.disk.delete([...only.disk.keys()].find((key) => key.startsWith('b/')) ?? '')
    only.start()
    const reply = cluster.putNow(only, 'x', 7_000)
    expect(reply).toMatchObject({ type: 'refused', reason: 'noLeader', retry: true })
  })

  it('paxos: a vehicle that lost its disk takes no answer of its former life for its own', () => {
    const cluster = opened()
    const { first, other } = cluster
    const answers: Uint8Array[] = []
    cluster.filter = (_from, to, message) => {
      if (to === other && message.type === 'answers') {
        answers.push(paxosSpec.encode(message))
        return false
      }
      return true
    }
    cluster.put(other, 'before')
    cluster.until(() => answers.length > 0, 1_000)
    other.wipe()
    other.start()
    cluster.until(() => other.group(cluster.chain) !== undefined, 10_000)
    cluster.filter = (_from, _to, { type }) => type !== 'answers'
    const asked = cluster.put(other, 'after')
    cluster.run(20)
    other.deliver(first.peer, answers[0] as Uint8Array)
    cluster.run(20)
    expect(asked.reply).toBeUndefined()
  })

  it('paxos: operations that wait share a block', () => {
    const cluster = opened()
    const asked = Array.from({ length: 500 }, (_, i) => cluster.put(cluster.first, `v${i}`))
    cluster.until(() => asked.every(({ reply }) => reply !== undefined), 6_000)
    const heights = new Set(asked.map(({ reply }) => heightOf(reply)))
    expect(heights.size).toBeLessThan(10)
    expect(cluster.readNow(cluster.other)?.length).toBe(500)
    expect(cluster.first.register?.list[499]).toBe('v499')
  })

  it('paxos: what is forwarded and answered shares messages', () => {
    const cluster = opened()
    let messages = 0
    cluster.filter = (_from, _to, { type }) => {
      messages += type === 'forward' || type === 'answers' ? 1 : 0
      return true
    }
    const asked = Array.from({ length: 500 }, (_, i) => cluster.put(cluster.other, `v${i}`))
    cluster.until(() => asked.every(({ reply }) => reply !== undefined), 6_000)
    expect(messages).toBeLessThan(30)
  })

  it('paxos: more than may wait is refused as busy', () => {
    const cluster = createCluster(3, { paxos: { queueEntriesMax: 10 } })
    cluster.openGroup()
    cluster.run(300)
    const [first] = cluster.nodes as [TestNode]
    cluster.link = () => false
    const asked = Array.from({ length: 40 }, (_, i) => cluster.put(first, `v${i}`))
    cluster.run(20)
    const busy = asked.filter(({ reply }) => reply?.type === 'refused')
    expect(busy[0]?.reply).toMatchObject({ reason: 'busy', retry: true })
    expect(busy.length).toBeGreaterThan(20)
  })

  it('paxos: what was forwarded to a busy leader goes on waiting', () => {
    const cluster = createCluster(3, { paxos: { queueEntriesMax: 3, blocksInFlight: 1 } })
    cluster.openGroup()
    cluster.run(300)
    const [first, other] = cluster.nodes as [TestNode, TestNode]
    let busy = 0
    cluster.filter = (_from, _to, message) => {
      const answers = message.type === 'answers' ? message.answers : []
      busy += answers.filter(({ outcome }) => outcome.type === 'busy').length
      return message.type !== 'accepted'
    }
    for (let i = 0; i < 8; i++) {
      cluster.put(first, `v${i}`)
    }
    const asked = cluster.put(other, 'x')
    const isBusy = (): boolean => busy > 0
    expect(cluster.until(isBusy, 1_000)).toBe(true)
    cluster.run(20)
    expect(asked.reply, 'a copy of it may be taken later').toBeUndefined()
    cluster.filter = () => true
    cluster.until(() => asked.reply !== undefined, 4_000)
    expect(asked.reply?.type).toBe('ok')
    expect(cluster.readNow(first)?.filter((value) => value === 'x')).toEqual(['x'])
  })

  it('paxos: no more bytes wait at who asks than it has room for', () => {
    const cluster = opened()
    cluster.link = () => false
    const large = 'x'.repeat(VALUE_BYTES_MAX)
    const most = PENDING_LIMITS.bytesMax / VALUE_BYTES_MAX
    const waiting = Array.from({ length: most }, () => cluster.put(cluster.other, large))
    const over = cluster.put(cluster.other, 'x')
    cluster.run(1)
    expect(waiting.filter(({ reply }) => reply !== undefined)).toEqual([])
    expect(over.reply).toMatchObject({ type: 'refused', reason: 'busy', retry: true })
  })

  it('paxos: an invalid operation and an unknown group are refused', () => {
    const cluster = opened()
    const operation = new Uint8Array(2 * 1024 * 1024)
    const large = cluster.ask(cluster.first, { type: 'submit', chain: cluster.chain, operation })
    const chain = 'A'.repeat(44)
    const unknown = cluster.ask(cluster.first, { type: 'query', chain, question: operation })
    const id = 'nonsense'
    const named = {
      type: 'submit',
      chain: cluster.chain,
      operation: new Uint8Array(1),
      id
    } as const
    const wrong = cluster.ask(cluster.first, named)
    cluster.run(50)
    expect(large.reply).toMatchObject({ type: 'refused', reason: 'tooLarge' })
    expect(unknown.reply).toMatchObject({ type: 'refused', reason: 'unknownChain' })
    expect(wrong.reply).toMatchObject({ type: 'refused', reason: 'invalid' })
  })

  it('paxos: a vehicle that cannot reach the leader is helped by one that can', () => {
    const cluster = opened()
    cluster.link = (from, to) =>
      !(from === cluster.first && to === cluster.other) &&
      !(from === cluster.other && to === cluster.first)
    expect(cluster.putNow(cluster.other, 'x')?.type).toBe('ok')
    expect(cluster.readNow(cluster.other)).toEqual(['x'])
  })

  it('paxos: a restarted vehicle numbers its operations anew', () => {
    const cluster = opened()
    const nameOf = (reply: Reply | undefined): string =>
      reply?.type === 'ok' ? (reply.value as { operation: string }).operation : ''
    const before = nameOf(cluster.putNow(cluster.other, 'x'))
    cluster.other.crash()
    cluster.other.start()
    const after = nameOf(cluster.putNow(cluster.other, 'y'))
    expect(before.split(':')[1]).toBe('1')
    expect(after.split(':')[1]).toBe('1')
    expect(after.split(':')[0]).not.toBe(before.split(':')[0])
    expect(cluster.readNow(cluster.first)).toEqual(['x', 'y'])
  })
})

describe('paxos replies', () => {
  it('paxos: refused only when nothing was done', () => {
    const reply = (result: Uint8Array, isFirst: boolean): Reply =>
      submittedReply('chain', 'op', result, 3, isFirst)
    const stale = encodeEntryRefusal('staleSession')
    expect(reply(Uint8Array.of(8, 1), false)).toMatchObject({ type: 'ok', value: { height: 3 } })
    expect(reply(stale, true)).toMatchObject({ type: 'refused', retry: true })
    expect(reply(stale, false).type).toBe('unknown')
    expect(reply(encodeEntryRefusal('resultForgotten'), true).type).toBe('unknown')
    expect(reply(encodeEntryRefusal('noOperation'), true)).toMatchObject({ reason: 'invalid' })
  })
})

describe('paxos restarts', () => {
  it('paxos: a restarted group has everything that was answered', () => {
    const cluster = opened()
    for (let i = 0; i < 30; i++) {
      expect(cluster.putNow(cluster.first, `v${i}`)?.type, `v${i}`).toBe('ok')
    }
    for (const node of cluster.nodes) {
      node.crash()
    }
    for (const node of cluster.nodes) {
      node.start()
    }
    const list = cluster.readNow(cluster.other, 8_000)
    expect(list?.length).toBe(30)
    cluster.run(500)
    for (const node of cluster.nodes) {
      expect(node.register?.list, node.name).toEqual(list)
    }
    cluster.invariants.finish()
  })

  it('paxos: a vehicle that lost a decided block votes nowhere', () => {
    const cluster = opened()
    for (let i = 0; i < 5; i++) {
      cluster.putNow(cluster.first, `v${i}`)
    }
    cluster.run(300)
    const { other } = cluster
    other.crash()
    const key = [...other.disk.keys()].filter((k) => k.startsWith('b/')).sort()[2] ?? ''
    other.disk.delete(key)
    other.start()
    expect(cluster.status(other)).toMatchObject({ role: 'learner', fault: 'damaged' })
    cluster.nodes[2]?.crash()
    cluster.run(3_000)
    expect(cluster.status(other).role).toBe('learner')
    expect(cluster.putNow(cluster.first, 'lost', 7_000)?.type).not.toBe('ok')
  })

  it('paxos: a member that lags far behind is brought up by decided blocks', () => {
    const cluster = opened()
    const { other } = cluster
    other.crash()
    for (let i = 0; i < 200; i++) {
      cluster.putNow(cluster.first, `v${i}`)
    }
    other.start()
    const isThere = (): boolean => (cluster.status(other)?.applied ?? 0) >= 200
    expect(cluster.until(isThere, 3_000)).toBe(true)
    cluster.nodes[2]?.crash()
    expect(cluster.putNow(cluster.first, 'after')?.type, 'it votes again').toBe('ok')
    cluster.invariants.finish()
  })
})
