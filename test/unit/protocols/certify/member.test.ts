/** The member: what it joins, what it votes for, and what it never signs. */
import { describe, expect, test } from 'vitest'
import type { Chain } from '../../../../src/core/genesis.ts'
import { blockKey, machineKey } from '../../../../src/core/keyspace.ts'
import {
  blockOf,
  blocksOf,
  boothOf,
  certificateOf,
  chainOf,
  createSolo,
  factsIn,
  messagesIn,
  NOW,
  openOf,
  peerOf,
  proposeOf,
  type Solo,
  signalsIn
} from './script.ts'

const chain = chainOf('P')
const booth = boothOf(chain, ['P', 'B', 'C', 'D'])
const QUORUM = ['P', 'B', 'C']

function joined(options = {}): Solo {
  const solo = createSolo('B', options)
  solo.environment.peers.connected.add(peerOf('P'))
  solo.hear('P', openOf(chain, booth))
  solo.take()
  return solo
}

describe('certify: a member asked to join', () => {
  test('certify: a member joins, keeps the booth on disk and says so', () => {
    const solo = createSolo('B')
    const out = solo.hear('P', openOf(chain, booth))
    expect(messagesIn(out, 'opened')).toEqual([
      { type: 'opened', chain: chain.id, booth: booth.id }
    ])
    expect(solo.environment.holdings.get(chain.id)?.chain.id).toBe(chain.id)
    const again = solo.restart()
    const status = again.machine.status(NOW)
    expect(status.memberOf.map(({ booths }) => booths)).toEqual([[booth.id]])
  })

  test('certify: a repeated Open is answered and writes nothing', () => {
    const solo = joined()
    const out = solo.hear('P', openOf(chain, booth))
    expect(messagesIn(out, 'opened')).toHaveLength(1)
    expect(out.filter(({ type }) => type === 'write')).toEqual([])
  })

  test('certify: a chain that the sender does not propose is not joined', () => {
    const solo = createSolo('B')
    const out = solo.hear('C', openOf(chain, booth))
    expect(messagesIn(out, 'opened')).toEqual([])
    expect(signalsIn(out).map(({ type }) => type)).toEqual(['distrust'])
    expect(solo.environment.holdings.all()).toEqual([])
  })

  test('certify: malformed bytes in an Open are distrusted, not thrown', () => {
    const solo = createSolo('B')
    const nothing = Uint8Array.of(1, 2, 3)
    for (const open of [
      { ...openOf(chain, booth), genesis: nothing },
      { ...openOf(chain, booth), booth: nothing }
    ]) {
      expect(factsIn(solo.hear('P', open)), 'refused').toEqual(['certify:refused'])
    }
  })

  const faults = [
    ['a booth without this vehicle', openOf(chain, boothOf(chain, ['P', 'C', 'D']))],
    [
      'a booth that the proposer did not sign',
      openOf(chain, boothOf(chain, ['P', 'B', 'C'], 1, 'C'))
    ],
    ['a booth of another chain', openOf(chain, boothOf(chainOf('P', [], 8), ['P', 'B']))]
  ] as const
  test.each(faults)('certify: %s is refused', (_title, open) => {
    const solo = createSolo('B')
    const out = solo.hear('P', open)
    expect(messagesIn(out, 'refuse').map(({ reason }) => reason)).toEqual(['invalid'])
    expect(messagesIn(out, 'opened')).toEqual([])
  })

  test('certify: a booth without its pivot is refused', () => {
    const guarded = chainOf('P', ['V'])
    const out = createSolo('B').hear('P', openOf(guarded, boothOf(guarded, ['P', 'B'])))
    expect(messagesIn(out, 'refuse').map(({ reason }) => reason)).toEqual(['invalid'])
  })

  test('certify: a false certificate in an Open is refused', () => {
    const block = blockOf(chain, 'P')
    const few = certificateOf(booth, block, ['P', 'B'])
    const out = createSolo('B').hear('P', openOf(chain, booth, few, booth))
    expect(messagesIn(out, 'refuse').map(({ reason }) => reason)).toEqual(['invalid'])
  })

  test('certify: a certificate of another booth than shown is refused', () => {
    const other = boothOf(chain, ['P', 'B', 'C'], 2)
    const certificate = certificateOf(booth, blockOf(chain, 'P'), QUORUM)
    const out = createSolo('B').hear('P', openOf(chain, booth, certificate, other))
    expect(messagesIn(out, 'refuse').map(({ reason }) => reason)).toEqual(['invalid'])
  })

  test('certify: a certificate whose booth the proposer did not sign is refused', () => {
    const forged = boothOf(chain, ['P', 'B', 'C'], 1, 'C')
    const certificate = certificateOf(forged, blockOf(chain, 'P'), ['P', 'B', 'C'])
    const out = createSolo('B').hear('P', openOf(chain, booth, certificate, forged))
    expect(messagesIn(out, 'refuse').map(({ reason }) => reason)).toEqual(['invalid'])
  })

  test('certify: a vehicle without room refuses booths and blocks as full', () => {
    const solo = createSolo('B')
    solo.environment.setQuota(1000, 1000, 2 ** 40)
    const out = solo.hear('P', openOf(chain, booth))
    expect(messagesIn(out, 'refuse').map(({ reason }) => reason)).toEqual(['full'])
    const late = joined()
    late.environment.setQuota(1000, 990, 2 ** 40)
    const refused = late.hear('P', proposeOf(booth, blockOf(chain, 'P')))
    expect(messagesIn(refused, 'refuse').map(({ reason }) => reason)).toEqual(['full'])
    expect(messagesIn(refused, 'vote')).toEqual([])
    late.environment.setQuota(1 << 20, 0, 1000)
    const full = late.hear('P', proposeOf(booth, blockOf(chain, 'P')))
    expect(messagesIn(full, 'refuse').map(({ reason }) => reason)).toEqual(['full'])
  })

  test('certify: no more chains are joined than allowed, but an idle one gives way', () => {
    const solo = joined({ boothsMax: 1 })
    const other = chainOf('Q')
    const open = openOf(other, boothOf(other, ['Q', 'B']))
    const refused = solo.hear('Q', open, NOW + 599_000)
    expect(messagesIn(refused, 'refuse').map(({ reason }) => reason)).toEqual(['full'])
    const taken = solo.hear('Q', open, NOW + 600_000)
    expect(messagesIn(taken, 'opened')).toHaveLength(1)
    const chains = solo.machine.status(NOW).memberOf.map((each) => each.chain)
    expect(chains).toEqual([other.id])
    expect(solo.disk.has(machineKey('certify', `joined/${chain.id}`))).toBe(false)
  })

  test('certify: a chain that is one too many is not got to know', () => {
    const solo = joined()
    const other = chainOf('Q')
    const admits = (of: Chain): boolean => of.id === chain.id
    Object.assign(solo.environment.holdings, { admits })
    const out = solo.hear('Q', openOf(other, boothOf(other, ['Q', 'B'])))
    expect(messagesIn(out, 'refuse').map(({ reason }) => reason)).toEqual(['full'])
    const known = solo.hear('P', openOf(chain, boothOf(chain, ['P', 'B'], 2)))
    expect(messagesIn(known, 'opened')).toHaveLength(1)
  })

  test('certify: a member stands by the last four booths of a chain', () => {
    const solo = createSolo('B')
    const booths = [1, 2, 3, 4, 5].map((number) => boothOf(chain, ['P', 'B', 'C'], number))
    for (const each of booths) {
      solo.hear('P', openOf(chain, each))
    }
    const kept = solo.machine.status(NOW).memberOf[0]?.booths
    expect(kept).toEqual(booths.slice(1).map(({ id }) => id))
  })
})

describe('certify: a member shown a block', () => {
  test('certify: block and vote are written in the step that sends the vote', () => {
    const solo = joined()
    const block = blockOf(chain, 'P')
    const out = solo.hear('P', proposeOf(booth, block))
    expect(messagesIn(out, 'vote').map(({ hash }) => hash)).toEqual([block.hash])
    const keys = out.flatMap((effect) =>
      effect.type === 'write' ? effect.ops.map(({ key }) => key) : []
    )
    expect(keys).toContain(blockKey(chain.id, 1))
    expect(keys).toContain(machineKey('certify', `voted/${chain.id}`))
  })

  test('certify: a block shown again gets the same vote, also after a restart', () => {
    const solo = joined()
    const propose = proposeOf(booth, blockOf(chain, 'P'))
    const first = messagesIn(solo.hear('P', propose), 'vote')
    const second = messagesIn(solo.hear('P', propose), 'vote')
    const third = messagesIn(solo.restart().hear('P', propose), 'vote')
    expect(second).toEqual(first)
    expect(third).toEqual(first)
  })

  test('certify: the same block is voted for in a changed booth', () => {
    const solo = joined()
    const block = blockOf(chain, 'P')
    solo.hear('P', proposeOf(booth, block))
    const next = boothOf(chain, ['P', 'B', 'E'], 2)
    solo.hear('P', openOf(chain, next))
    const votes = messagesIn(solo.hear('P', proposeOf(next, block)), 'vote')
    expect(votes.map(({ hash, booth: id }) => [hash, id])).toEqual([[block.hash, next.id]])
  })

  test('certify: a block for a booth not joined is refused as unknown', () => {
    const solo = joined()
    const other = boothOf(chain, ['P', 'B', 'C'], 2)
    const out = solo.hear('P', proposeOf(other, blockOf(chain, 'P')))
    expect(messagesIn(out, 'refuse').map(({ reason }) => reason)).toEqual(['unknownBooth'])
    expect(messagesIn(out, 'vote')).toEqual([])
  })

  test('certify: a block from anyone but the proposer is refused', () => {
    const out = joined().hear('C', proposeOf(booth, blockOf(chain, 'P')))
    expect(messagesIn(out, 'refuse').map(({ reason }) => reason)).toEqual(['unknownBooth'])
    expect(messagesIn(out, 'vote')).toEqual([])
  })

  const other = chainOf('P', [], 8)
  const good = blockOf(chain, 'P')
  const forgeries = [
    ['without the signature of the proposer', proposeOf(booth, blockOf(chain, 'C'))],
    ['of another chain', { ...proposeOf(booth, blockOf(other, 'P')), chain: chain.id }],
    ['that cannot be decoded', { ...proposeOf(booth, good), block: good.bytes.slice(1) }],
    [
      'without a body',
      { ...proposeOf(booth, good), block: good.bytes.slice(0, -good.body.length - 2) }
    ]
  ] as const
  test.each(forgeries)('certify: a block %s is refused and distrusted', (_title, propose) => {
    const out = joined().hear('P', propose as never)
    expect(messagesIn(out, 'refuse').map(({ reason }) => reason)).toEqual(['invalid'])
    expect(messagesIn(out, 'vote')).toEqual([])
    expect(signalsIn(out).map(({ type }) => type)).toEqual(['distrust'])
  })

  test('certify: a block that links elsewhere is refused', () => {
    const solo = joined()
    const first = blockOf(chain, 'P')
    solo.hear('P', proposeOf(booth, first))
    const stray = blockOf(chain, 'P', { height: 2, prev: 'ab'.repeat(32) })
    const out = solo.hear('P', proposeOf(booth, stray))
    expect(messagesIn(out, 'refuse').map(({ reason }) => reason)).toEqual(['conflict'])
    expect(messagesIn(out, 'vote')).toEqual([])
  })

  test('certify: the first block must link to nothing', () => {
    const out = joined().hear('P', proposeOf(booth, blockOf(chain, 'P', { prev: '01'.repeat(32) })))
    expect(messagesIn(out, 'vote')).toEqual([])
    expect(messagesIn(out, 'refuse')).toHaveLength(1)
  })

  test('certify: a block older than the one before is refused, also after a restart', () => {
    const solo = joined()
    const first = blockOf(chain, 'P', { timeMs: NOW })
    solo.hear('P', proposeOf(booth, first))
    const older = blockOf(chain, 'P', { height: 2, prev: first.hash, timeMs: NOW - 1 })
    for (const each of [solo, solo.restart()]) {
      const out = each.hear('P', proposeOf(booth, older))
      expect(
        messagesIn(out, 'refuse').map(({ reason }) => reason),
        'older'
      ).toEqual(['invalid'])
    }
    const same = blockOf(chain, 'P', { height: 2, prev: first.hash, timeMs: NOW })
    expect(messagesIn(solo.hear('P', proposeOf(booth, same)), 'vote')).toHaveLength(1)
  })

  test('certify: an entry that the application refuses is not voted for', () => {
    const validate = (entry: Uint8Array): string | undefined =>
      entry[0] === 13 ? 'unlucky' : undefined
    const solo = joined({ validate })
    const entries = [Uint8Array.of(1), Uint8Array.of(13)]
    const out = solo.hear('P', proposeOf(booth, blockOf(chain, 'P', { entries })))
    expect(messagesIn(out, 'refuse').map(({ text }) => text)).toEqual(['entry 1: unlucky'])
    const fine = solo.hear(
      'P',
      proposeOf(booth, blockOf(chain, 'P', { entries: [Uint8Array.of(2)] }))
    )
    expect(messagesIn(fine, 'vote')).toHaveLength(1)
  })

  test('certify: blocks out of order wait for the one before them', () => {
    const solo = joined()
    const blocks = blocksOf(chain, 'P', 4)
    for (const block of [blocks[3], blocks[1], blocks[2]]) {
      expect(messagesIn(solo.hear('P', proposeOf(booth, block!)), 'vote'), 'waits').toEqual([])
    }
    expect(solo.machine.status(NOW).memberOf[0]?.buffered).toBe(3)
    const votes = messagesIn(solo.hear('P', proposeOf(booth, blocks[0]!)), 'vote')
    expect(votes.map(({ height }) => height)).toEqual([1, 2, 3, 4])
    expect(solo.machine.status(NOW).memberOf[0]?.buffered).toBe(0)
  })

  test('certify: a block that waits must carry the proposer’s signature', () => {
    const solo = joined()
    const forged = blockOf(chain, 'C', { height: 2, prev: blockOf(chain, 'P').hash })
    solo.hear('P', proposeOf(booth, forged))
    expect(solo.machine.status(NOW).memberOf[0]?.buffered).toBe(0)
  })

  test('certify: without room to wait a block is refused with the height needed', () => {
    const solo = joined({ bufferBytesMax: 0 })
    const blocks = blocksOf(chain, 'P', 3)
    solo.hear('P', proposeOf(booth, blocks[0]!))
    const out = solo.hear('P', proposeOf(booth, blocks[2]!))
    const refusals = messagesIn(out, 'refuse').map((each) => [each.reason, each.expectedHeight])
    expect(refusals).toEqual([['unlinked', 2]])
  })

  test('certify: a block that waits and is sent again asks for the one before it', () => {
    const solo = joined()
    const blocks = blocksOf(chain, 'P', 3)
    solo.hear('P', proposeOf(booth, blocks[0]!))
    expect(messagesIn(solo.hear('P', proposeOf(booth, blocks[2]!)), 'refuse')).toEqual([])
    const out = solo.hear('P', proposeOf(booth, blocks[2]!))
    const refusals = messagesIn(out, 'refuse').map((each) => [each.reason, each.expectedHeight])
    expect(refusals).toEqual([['unlinked', 2]])
    expect(solo.machine.status(NOW).memberOf[0]?.buffered).toBe(1)
  })

  test('certify: a block far ahead is refused, not kept', () => {
    const solo = joined()
    const far = blockOf(chain, 'P', { height: 130, prev: 'cd'.repeat(32) })
    const refusals = messagesIn(solo.hear('P', proposeOf(booth, far)), 'refuse')
    expect(refusals.map(({ reason }) => reason)).toEqual(['unlinked'])
    const near = blockOf(chain, 'P', { height: 129, prev: 'cd'.repeat(32) })
    expect(messagesIn(solo.hear('P', proposeOf(booth, near)), 'refuse')).toEqual([])
    expect(solo.machine.status(NOW).memberOf[0]?.buffered).toBe(1)
  })

  test('certify: a member that joins late needs no older blocks', () => {
    const blocks = blocksOf(chain, 'P', 6)
    const certificate = certificateOf(booth, blocks[4]!, QUORUM)
    const next = boothOf(chain, ['P', 'E', 'F'], 2)
    const solo = createSolo('E')
    solo.hear('P', openOf(chain, next, certificate, booth))
    const votes = messagesIn(solo.hear('P', proposeOf(next, blocks[5]!)), 'vote')
    expect(votes.map(({ height }) => height)).toEqual([6])
    expect(solo.environment.holdings.get(chain.id)?.runs.map(({ from, to }) => [from, to])).toEqual(
      [[6, 6]]
    )
  })

  test('certify: a block below the certificate is kept if the links prove it, and gets no vote', () => {
    const blocks = blocksOf(chain, 'P', 4)
    const solo = joined()
    solo.hear('P', proposeOf(booth, blocks[0]!))
    const certificate = certificateOf(booth, blocks[3]!, QUORUM)
    solo.hear('P', { type: 'certified', certificate })
    for (const [index, held] of [
      [1, false],
      [3, true],
      [2, true]
    ] as const) {
      const block = blocks[index]!
      const out = solo.hear('P', proposeOf(booth, block))
      expect(messagesIn(out, 'vote'), `block ${index + 1}`).toEqual([])
      const hash = solo.environment.holdings.get(chain.id)?.hashAt(index + 1)
      expect(hash === block.hash, `block ${index + 1}`).toBe(held)
    }
    solo.environment.setQuota(100, 100, 2 ** 40)
    solo.hear('P', proposeOf(booth, blocks[1]!))
    expect(solo.environment.holdings.get(chain.id)?.hashAt(2)).toBe(undefined)
  })

  test('certify: a damaged chain gets no vote', () => {
    const solo = joined()
    const blocks = blocksOf(chain, 'P', 3)
    for (const block of blocks.slice(0, 2)) {
      solo.hear('P', proposeOf(booth, block))
    }
    solo.disk.apply([{ type: 'del', key: blockKey(chain.id, 1) }])
    const damaged = solo.restart()
    const out = damaged.hear('P', proposeOf(booth, blocks[2]!))
    expect(messagesIn(out, 'refuse').map(({ reason }) => reason)).toEqual(['damaged'])
    const again = damaged.hear('P', openOf(chain, boothOf(chain, ['P', 'B'], 2)))
    expect(messagesIn(again, 'refuse').map(({ reason }) => reason)).toEqual(['damaged'])
  })

  test('certify: a text for a person is at most 256 characters', () => {
    const solo = joined({ validate: () => 'x'.repeat(1000) })
    const out = solo.hear('P', proposeOf(booth, blockOf(chain, 'P')))
    expect(messagesIn(out, 'refuse')[0]?.text).toHaveLength(256)
  })
})
