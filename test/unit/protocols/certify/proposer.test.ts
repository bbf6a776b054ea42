/** The proposer alone: batching, votes it counts, answers it gives. Members are written by the test. */
import { describe, expect, test } from 'vitest'
import { decodeBlock, type FullBlock, isFull } from '../../../../src/core/block.ts'
import { type Booth, decodeBooth } from '../../../../src/core/booth.ts'
import { blockKey } from '../../../../src/core/keyspace.ts'
import { BODY_BYTES_MAX, ENTRY_BYTES_MAX } from '../../../../src/core/limits.ts'
import type { Reply } from '../../../../src/core/machine.ts'
import type { CertifyOptions } from '../../../../src/protocols/certify/index.ts'
import { testEntries } from '../../../support/chain.ts'
import { endOf } from './play.ts'
import {
  type CertifyEffect,
  certificateOf,
  chainOf,
  createSolo,
  factsIn,
  identity,
  messagesIn,
  NOW,
  peerOf,
  type Solo,
  sentIn,
  signalsIn,
  voteOf
} from './script.ts'

const chain = chainOf('P')
const MEMBERS = ['B', 'C', 'D']
const TIMER = `certify:own:${chain.id}`

interface Desk extends Solo {
  readonly booth: Booth
}

/** A proposer with an open booth of P, B, C and D: three votes certify. */
function opened(options: CertifyOptions = {}, members = MEMBERS, of = chain): Desk {
  const solo = createSolo('P', options)
  for (const name of members) {
    solo.environment.peers.connected.add(peerOf(name))
  }
  const request = { type: 'openBooth', chain: of, members: members.map(peerOf) } as const
  const out = solo.step({ type: 'request', id: 'open', request })
  const [open] = messagesIn(out, 'open')
  const bytes = open?.booth ?? new Uint8Array(0)
  const booth = decodeBooth(identity('P').crypto, bytes)
  for (const name of members) {
    solo.hear(name, { type: 'opened', chain: of.id, booth: booth.id })
  }
  solo.take()
  return { ...solo, booth }
}

function append(
  solo: Solo,
  id: string,
  entries: readonly Uint8Array[] = testEntries(1),
  atMs = NOW
): readonly CertifyEffect[] {
  return solo.step(
    { type: 'request', id, request: { type: 'append', chain: chain.id, entries } },
    atMs
  )
}

/** Blocks proposed, each once. */
function proposedIn(effects: readonly CertifyEffect[]): readonly FullBlock[] {
  const blocks = new Map<number, FullBlock>()
  for (const { block } of messagesIn(effects, 'propose')) {
    const decoded = decodeBlock(identity('P').crypto, block)
    if (isFull(decoded)) {
      blocks.set(decoded.header.height, decoded)
    }
  }
  return [...blocks.values()]
}

function repliesIn(effects: readonly CertifyEffect[]): Map<string, Reply> {
  return new Map(
    effects.flatMap((effect) => (effect.type === 'reply' ? [[effect.id, effect.reply]] : []))
  )
}

function certify(desk: Desk, block: FullBlock, atMs = NOW): readonly CertifyEffect[] {
  return ['B', 'C'].flatMap((name) => desk.hear(name, voteOf(name, desk.booth, block), atMs))
}

const status = (solo: Solo) => solo.machine.status(NOW).proposing[0]

describe('certify: natural batching', () => {
  test('certify: an idle proposer proposes at once, to every member', () => {
    const desk = opened()
    const out = append(desk, 'a')
    expect(sentIn(out).map(({ to }) => to)).toEqual(MEMBERS.map(peerOf).sort())
    expect(proposedIn(out).map(({ header }) => header.height)).toEqual([1])
  })

  test('certify: entries wait while a block is in flight, then travel together', () => {
    const desk = opened()
    const [first] = proposedIn(append(desk, 'a'))
    for (const id of ['b', 'c', 'd']) {
      expect(proposedIn(append(desk, id, testEntries(2))), id).toEqual([])
    }
    expect(status(desk)).toMatchObject({ inFlight: 1, waitingEntries: 6 })
    const out = certify(desk, first!)
    const [second] = proposedIn(out)
    expect(second?.header).toMatchObject({ height: 2, entriesCount: 6, prev: first!.hash })
  })

  test('certify: enough bytes or entries do not wait', () => {
    const desk = opened({ batchBytes: 1000 })
    append(desk, 'a')
    expect(proposedIn(append(desk, 'b', testEntries(9, 100)))).toEqual([])
    expect(proposedIn(append(desk, 'c', testEntries(1, 100)))).toHaveLength(1)
    const other = opened({ batchBytes: BODY_BYTES_MAX })
    append(other, 'a')
    expect(proposedIn(append(other, 'b', testEntries(4095)))).toEqual([])
    const [block] = proposedIn(append(other, 'c', testEntries(1)))
    expect(block?.header.entriesCount).toBe(4096)
  })

  test('certify: no more blocks are in flight than the pipeline takes', () => {
    const desk = opened({ batchBytes: 0, pipelineBlocks: 3 })
    const proposed = ['a', 'b', 'c', 'd', 'e'].map((id) => proposedIn(append(desk, id)).length)
    expect(proposed).toEqual([1, 1, 1, 0, 0])
    expect(status(desk)).toMatchObject({ inFlight: 3, waitingEntries: 2 })
  })

  test('certify: no more bytes are in flight than the window takes', () => {
    const desk = opened({ batchBytes: 0, windowBytes: BODY_BYTES_MAX })
    const large = (): Uint8Array[] => testEntries(6, 100_000)
    const proposed = ['a', 'b', 'c'].map((id) => proposedIn(append(desk, id, large())).length)
    expect(proposed).toEqual([1, 1, 0])
  })

  test('certify: an append larger than a block spans several', () => {
    const desk = opened({ queueEntriesMax: 10_000 })
    const blocks = [...proposedIn(append(desk, 'a', testEntries(9000)))]
    expect(blocks.map(({ header }) => header.entriesCount)).toEqual([4096, 4096])
    const out = certify(desk, blocks[1]!)
    blocks.push(...proposedIn(out))
    expect(repliesIn(out).has('a')).toBe(false)
    expect(blocks[2]?.header.entriesCount).toBe(808)
    const reply = repliesIn(certify(desk, blocks[2]!)).get('a')
    const value = { chain: chain.id, from: 1, to: 3, hash: blocks[2]!.hash, entries: 9000 }
    expect(reply).toEqual({ type: 'ok', value })
  })

  test('certify: a booth of one gathers what comes while its block is written', () => {
    const solo = createSolo('P')
    const request = { type: 'openBooth', chain, members: [] } as const
    solo.step({ type: 'request', id: 'open', request })
    const first = append(solo, 'a')
    expect(endOf(repliesIn(first).get('a'))).toBe('ok')
    expect(append(solo, 'b').some(({ type }) => type === 'reply')).toBe(false)
    append(solo, 'c', testEntries(2))
    const out = solo.step({ type: 'timer', id: `certify:written:${chain.id}` })
    expect([...repliesIn(out).keys()]).toEqual(['b', 'c'])
    expect(status(solo)?.head.height).toBe(2)
  })

  test('certify: block times are whole and never go back', () => {
    const desk = opened()
    const [first] = proposedIn(append(desk, 'a', testEntries(1), NOW + 5.7))
    expect(first?.header.timeMs).toBe(NOW + 5)
    const out = certify(desk, first!, NOW + 9)
    expect(proposedIn(out)).toEqual([])
    const [second] = proposedIn(append(desk, 'b', testEntries(1), NOW + 1))
    expect(second?.header.timeMs).toBe(NOW + 5)
  })
})

describe('certify: what a proposer refuses to append', () => {
  const refusal = (solo: Solo, entries: readonly Uint8Array[]): Reply | undefined =>
    repliesIn(append(solo, 'x', entries)).get('x')

  test('certify: without a booth, or on a chain never opened', () => {
    expect(refusal(createSolo('P'), testEntries(1))).toMatchObject({
      reason: 'noBooth',
      retry: true
    })
  })

  test('certify: nothing, or an entry that fits no block', () => {
    const desk = opened()
    expect(endOf(refusal(desk, []))).toBe('refused invalid')
    const large = new Uint8Array(ENTRY_BYTES_MAX + 1)
    expect(endOf(refusal(desk, [large]))).toBe('refused tooLarge')
    expect(refusal(desk, [new Uint8Array(ENTRY_BYTES_MAX)])).toBe(undefined)
  })

  test('certify: more than may ever wait', () => {
    const desk = opened({ queueEntriesMax: 10 })
    expect(refusal(desk, testEntries(11))).toMatchObject({ reason: 'tooLarge', retry: false })
    const bytes = opened({ queueBytesMax: BODY_BYTES_MAX })
    expect(endOf(refusal(bytes, testEntries(11, 100_000)))).toBe('refused tooLarge')
  })

  test('certify: more than may wait now, with leave to try again', () => {
    const desk = opened({ queueEntriesMax: 10 })
    append(desk, 'a')
    expect(refusal(desk, testEntries(8))).toBe(undefined)
    expect(refusal(desk, testEntries(3))).toMatchObject({ reason: 'busy', retry: true })
    expect(refusal(desk, testEntries(2))).toBe(undefined)
    const bytes = opened({ queueBytesMax: BODY_BYTES_MAX, batchBytes: BODY_BYTES_MAX })
    append(bytes, 'a')
    expect(refusal(bytes, testEntries(6, 100_000))).toBe(undefined)
    expect(endOf(refusal(bytes, testEntries(6, 100_000)))).toBe('refused busy')
  })

  test('certify: what the application refuses', () => {
    const validate = (entry: Uint8Array): string | undefined =>
      entry.length > 8 ? 'too long' : undefined
    const desk = opened({ validate })
    const reply = refusal(desk, [new Uint8Array(8), new Uint8Array(9)])
    expect(reply).toMatchObject({ reason: 'invalid', message: 'entry 1 is refused: too long' })
    expect(refusal(desk, testEntries(1))).toBe(undefined)
  })

  test('certify: anything when the disk is almost full', () => {
    const desk = opened({ diskFreeBytesMin: 64 * 2 ** 20 })
    desk.environment.setQuota(0, 0, 12 * 2 ** 20)
    const message = 'the disk has 12.0 MiB left and 64.0 MiB stay free; make room on it'
    expect(refusal(desk, testEntries(1))).toMatchObject({ reason: 'full', message, retry: true })
    desk.environment.setQuota(0, 0, 64 * 2 ** 20)
    expect(refusal(desk, testEntries(1))).toBe(undefined)
  })
})

describe('certify: counting votes', () => {
  test('certify: n - f votes certify, the proposer’s own among them', () => {
    const desk = opened()
    const [block] = proposedIn(append(desk, 'a'))
    const one = desk.hear('B', voteOf('B', desk.booth, block!))
    expect(one.some(({ type }) => type === 'reply')).toBe(false)
    const out = desk.hear('C', voteOf('C', desk.booth, block!))
    expect(endOf(repliesIn(out).get('a'))).toBe('ok')
    const head = { height: 1, hash: block!.hash }
    expect(signalsIn(out)).toEqual([{ type: 'certified', chain: chain.id, head }])
    expect(desk.environment.holdings.get(chain.id)?.certified).toEqual(head)
  })

  test('certify: a member counts once', () => {
    const desk = opened()
    const [block] = proposedIn(append(desk, 'a'))
    const vote = voteOf('B', desk.booth, block!)
    const out = [...desk.hear('B', vote), ...desk.hear('B', vote)]
    expect(repliesIn(out).size).toBe(0)
  })

  test('certify: each vote is verified once', () => {
    const desk = opened()
    const [block] = proposedIn(append(desk, 'a'))
    const { crypto } = desk.environment
    const { verify } = crypto
    let verified = 0
    Object.assign(crypto, {
      verify(...args: Parameters<typeof verify>) {
        verified++
        return verify(...args)
      }
    })
    for (const name of ['B', 'B', 'C', 'C', 'D', 'D']) {
      desk.hear(name, voteOf(name, desk.booth, block!))
    }
    Object.assign(crypto, { verify })
    expect(verified).toBe(2)
  })

  test('certify: false votes are distrusted and do not count', () => {
    const desk = opened()
    const [block] = proposedIn(append(desk, 'a'))
    const other = proposedIn(append(opened(), 'b', testEntries(7)))[0]!
    const good = voteOf('B', desk.booth, block!)
    const bad = [
      ['B', voteOf('C', desk.booth, block!)],
      ['B', voteOf('B', desk.booth, other)],
      ['B', { ...good, signature: new Uint8Array(64) }],
      ['B', { ...good, height: 2 }],
      ['E', voteOf('E', desk.booth, block!)]
    ] as const
    for (const [i, [from, vote]] of bad.entries()) {
      const out = desk.hear(from, vote as never)
      expect(factsIn(out), `vote ${i}`).toEqual(['certify:refused'])
      expect(
        signalsIn(out).map(({ type }) => type),
        `vote ${i}`
      ).toEqual(['distrust'])
    }
    const out = desk.hear('C', voteOf('C', desk.booth, block!))
    expect(repliesIn(out).size).toBe(0)
    expect(repliesIn(desk.hear('B', good)).size).toBe(1)
  })

  test('certify: without the vote of the pivot nothing is certified', () => {
    const guarded = chainOf('P', ['D'])
    const desk = opened({}, MEMBERS, guarded)
    const request = { type: 'append', chain: guarded.id, entries: testEntries(1) } as const
    const [block] = proposedIn(desk.step({ type: 'request', id: 'a', request }))
    const early = certify(desk, block!)
    expect(repliesIn(early).size).toBe(0)
    const out = desk.hear('D', voteOf('D', desk.booth, block!))
    expect(endOf(repliesIn(out).get('a'))).toBe('ok')
  })

  test('certify: a certificate of a later block answers what is below it', () => {
    const desk = opened({ batchBytes: 0 })
    proposedIn(append(desk, 'a'))
    const [second] = proposedIn(append(desk, 'b'))
    const out = certify(desk, second!)
    expect([...repliesIn(out).keys()]).toEqual(['a', 'b'])
    expect(status(desk)?.inFlight).toBe(0)
  })
})

describe('certify: telling the certificate', () => {
  test('certify: it travels before the next block', () => {
    const desk = opened()
    const [block] = proposedIn(append(desk, 'a'))
    certify(desk, block!)
    const types = sentIn(append(desk, 'b')).map(({ message }) => message.type)
    expect(types).toEqual(['certified', 'certified', 'certified', 'propose', 'propose', 'propose'])
  })

  test('certify: it does not travel with every block when blocks follow fast', () => {
    const desk = opened({ certifiedDelayMs: 20 })
    const announced: number[] = []
    for (let i = 0; i < 40; i++) {
      const out = append(desk, `a${i}`, testEntries(1), NOW + i)
      announced.push(...messagesIn(out, 'certified').map(({ certificate }) => certificate.height))
      certify(desk, proposedIn(out)[0]!, NOW + i)
    }
    expect([...new Set(announced)]).toEqual([1, 21])
  })

  test('certify: it travels alone when nothing follows, once', () => {
    const desk = opened({ certifiedDelayMs: 20 })
    const [block] = proposedIn(append(desk, 'a'))
    const timers = certify(desk, block!).filter(({ type }) => type === 'timer')
    expect(timers).toEqual([{ type: 'timer', id: TIMER, atMs: NOW + 20 }])
    const out = desk.step({ type: 'timer', id: TIMER }, NOW + 20)
    expect(messagesIn(out, 'certified').map(({ certificate }) => certificate.height)).toEqual([
      1, 1, 1
    ])
    const later = desk.step({ type: 'timer', id: TIMER }, NOW + 40)
    expect(messagesIn(later, 'certified')).toEqual([])
  })

  test('certify: a member that votes again is told what it missed', () => {
    const desk = opened()
    const [block] = proposedIn(append(desk, 'a'))
    certify(desk, block!)
    const vote = voteOf('D', desk.booth, block!)
    expect(messagesIn(desk.hear('D', vote), 'certified')).toEqual([])
    const [certified] = messagesIn(desk.hear('D', vote), 'certified')
    expect(certified?.certificate).toEqual(certificateOf(desk.booth, block!, ['P', 'B', 'C']))
  })
})

describe('certify: a deadline', () => {
  test('certify: an append not answered in time is unknown, and reported when it is known', () => {
    const desk = opened({ appendTimeoutMs: 1000 })
    const [block] = proposedIn(append(desk, 'a'))
    append(desk, 'b', testEntries(1), NOW + 500)
    const early = desk.step({ type: 'timer', id: TIMER }, NOW + 999)
    expect(repliesIn(early).size).toBe(0)
    const out = desk.step({ type: 'timer', id: TIMER }, NOW + 1000)
    expect(repliesIn(out)).toEqual(
      new Map([['a', expect.objectContaining({ type: 'unknown', operation: `${chain.id}/a` })]])
    )
    const later = certify(desk, block!, NOW + 1100)
    expect(repliesIn(later).size).toBe(0)
    expect(factsIn(later)).toContain('certify:resolved')
    const [next] = proposedIn(later)
    expect(endOf(repliesIn(certify(desk, next!, NOW + 1200)).get('b'))).toBe('ok')
  })
})

describe('certify: a damaged chain', () => {
  test('certify: gets no signature when the proposer restarts', () => {
    const desk = opened()
    const [first] = proposedIn(append(desk, 'a'))
    certify(desk, first!)
    append(desk, 'b')
    desk.disk.apply([{ type: 'del', key: blockKey(chain.id, 1) }])
    const { crypto } = identity('P')
    const { sign } = crypto
    let signatures = 0
    Object.assign(crypto, {
      sign(bytes: Uint8Array) {
        signatures++
        return sign(bytes)
      }
    })
    desk.restart()
    Object.assign(crypto, { sign })
    expect(signatures).toBe(0)
  })
})
