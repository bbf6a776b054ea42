/** The member: certificates it takes, booths that end, and votes that still wait. */
import { describe, expect, test } from 'vitest'
import { boothKey, certificateKey } from '../../../../src/core/keyspace.ts'
import {
  blockOf,
  blocksOf,
  boothOf,
  type CertifyEffect,
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
const blocks = blocksOf(chain, 'P', 4)
const QUORUM = ['P', 'C', 'D']
const VOTE_TIMER = `certify:vote:${chain.id}`

function voted(count: number): Solo {
  const solo = createSolo('B')
  solo.environment.peers.connected.add(peerOf('P'))
  solo.hear('P', openOf(chain, booth))
  for (const block of blocks.slice(0, count)) {
    solo.hear('P', proposeOf(booth, block))
  }
  solo.take()
  return solo
}

const certifiedTo = (solo: Solo): number | undefined =>
  solo.environment.holdings.get(chain.id)?.certified?.height

const timersIn = (effects: readonly CertifyEffect[]): readonly (number | undefined)[] =>
  effects.flatMap((effect) =>
    effect.type === 'timer' && effect.id === VOTE_TIMER ? [effect.atMs] : []
  )

describe('certify: a certificate', () => {
  test('certify: a certificate stands for everything below it', () => {
    const solo = voted(4)
    const certificate = certificateOf(booth, blocks[3]!, QUORUM)
    const out = solo.hear('P', { type: 'certified', certificate })
    expect(certifiedTo(solo)).toBe(4)
    const head = { height: 4, hash: blocks[3]!.hash }
    expect(signalsIn(out)).toEqual([{ type: 'certified', chain: chain.id, head }])
    expect(solo.disk.has(certificateKey(chain.id, 4))).toBe(true)
    expect(solo.disk.has(boothKey(chain.id, booth.id))).toBe(true)
  })

  test('certify: what is certified gets no further vote', () => {
    const solo = voted(2)
    const certificate = certificateOf(booth, blocks[1]!, QUORUM)
    solo.hear('P', { type: 'certified', certificate })
    for (const block of blocks.slice(0, 2)) {
      const out = solo.hear('P', proposeOf(booth, block))
      expect(messagesIn(out, 'vote'), `block ${block.header.height}`).toEqual([])
    }
  })

  test('certify: a certificate is verified once, and none below it', () => {
    const solo = voted(4)
    let verifications = 0
    const { crypto } = solo.environment
    const verify = crypto.verify
    Object.assign(crypto, {
      verify: (...args: Parameters<typeof verify>) => {
        verifications++
        return verify(...args)
      }
    })
    const newest = certificateOf(booth, blocks[3]!, QUORUM)
    const older = certificateOf(booth, blocks[1]!, QUORUM)
    for (const certificate of [newest, newest, older]) {
      solo.hear('P', { type: 'certified', certificate })
    }
    Object.assign(crypto, { verify })
    expect(verifications).toBe(QUORUM.length)
  })

  const forgeries = [
    ['with too few signatures', certificateOf(booth, blocks[0]!, ['P', 'C'])],
    ['with a vote of a stranger', certificateOf(booth, blocks[0]!, ['P', 'C', 'X'])]
  ] as const
  test.each(forgeries)('certify: a certificate %s is distrusted', (_title, certificate) => {
    const solo = voted(1)
    const out = solo.hear('P', { type: 'certified', certificate })
    expect(certifiedTo(solo)).toBe(undefined)
    expect(signalsIn(out).map(({ type }) => type)).toEqual(['distrust'])
  })

  test('certify: a certificate without the pivot proves nothing', () => {
    const guarded = chainOf('P', ['D'])
    const guardedBooth = boothOf(guarded, ['P', 'B', 'C', 'D'])
    const solo = createSolo('B')
    solo.hear('P', openOf(guarded, guardedBooth))
    const block = blockOf(guarded, 'P')
    const without = certificateOf(guardedBooth, block, ['P', 'B', 'C'])
    solo.hear('P', { type: 'certified', certificate: without })
    expect(solo.environment.holdings.get(guarded.id)?.certified).toBe(undefined)
    const certificate = certificateOf(guardedBooth, block, ['P', 'B', 'D'])
    solo.hear('P', { type: 'certified', certificate })
    expect(solo.environment.holdings.get(guarded.id)?.certified?.height).toBe(1)
  })

  test('certify: a certificate counts only from the proposer and for a booth joined', () => {
    const solo = voted(1)
    const certificate = certificateOf(booth, blocks[0]!, QUORUM)
    solo.hear('C', { type: 'certified', certificate })
    const other = boothOf(chain, ['P', 'C'], 2)
    const foreign = certificateOf(other, blocks[0]!, ['P', 'C'])
    solo.hear('P', { type: 'certified', certificate: foreign })
    expect(certifiedTo(solo)).toBe(undefined)
  })

  test('certify: a certificate lets a block that waited be voted for', () => {
    const solo = voted(1)
    solo.hear('P', proposeOf(booth, blocks[3]!))
    const certificate = certificateOf(booth, blocks[2]!, QUORUM)
    const out = solo.hear('P', { type: 'certified', certificate })
    expect(messagesIn(out, 'vote').map(({ height }) => height)).toEqual([4])
  })

  test('certify: what another machine learns lets a block that waited be voted for', () => {
    const solo = voted(1)
    solo.hear('P', proposeOf(booth, blocks[3]!))
    const certificate = certificateOf(booth, blocks[2]!, QUORUM)
    const { height, hash } = certificate
    solo.environment.holdings.certify(certificate, booth, [])
    const signal = { type: 'certified', chain: chain.id, head: { height, hash } } as const
    const out = solo.step({ type: 'signal', signal })
    expect(messagesIn(out, 'vote').map((vote) => vote.height)).toEqual([4])
  })

  test('certify: a certificate of another block than the one held freezes the chain', () => {
    const solo = voted(2)
    const fork = blockOf(chain, 'P', { height: 2, prev: blocks[0]!.hash, timeMs: NOW + 99 })
    const certificate = certificateOf(booth, fork, QUORUM)
    solo.hear('P', { type: 'certified', certificate })
    expect(certifiedTo(solo)).toBe(undefined)
    expect(solo.machine.isFrozen(chain.id)).toBe(true)
    const out = solo.hear('P', proposeOf(booth, blocks[2]!))
    expect(messagesIn(out, 'vote')).toEqual([])
    expect(messagesIn(out, 'refuse').map(({ reason }) => reason)).toEqual(['frozen'])
  })

  test('certify: a second certificate of one height freezes, whether the block is held or not', () => {
    const solo = createSolo('B')
    const certificate = certificateOf(booth, blocks[1]!, QUORUM)
    solo.hear('P', openOf(chain, booth, certificate, booth))
    const fork = blockOf(chain, 'P', { height: 2, prev: blocks[0]!.hash, timeMs: NOW + 99 })
    const other = certificateOf(booth, fork, QUORUM)
    solo.hear('P', { type: 'certified', certificate: other })
    expect(solo.machine.isFrozen(chain.id)).toBe(true)
    expect(certifiedTo(solo)).toBe(2)
  })

  test('certify: a block that contradicts a certificate is refused and freezes the chain', () => {
    const solo = createSolo('B')
    const certificate = certificateOf(booth, blocks[1]!, QUORUM)
    solo.hear('P', openOf(chain, booth, certificate, booth))
    const fork = blockOf(chain, 'P', { height: 2, prev: blocks[0]!.hash, timeMs: NOW + 99 })
    const out = solo.hear('P', proposeOf(booth, fork))
    expect(messagesIn(out, 'refuse').map(({ reason }) => reason)).toEqual(['conflict'])
    expect(solo.machine.isFrozen(chain.id)).toBe(true)
  })

  test('certify: an Open with a certificate that contradicts what is held is refused', () => {
    const solo = voted(2)
    const fork = blockOf(chain, 'P', { height: 2, prev: blocks[0]!.hash, timeMs: NOW + 99 })
    const next = boothOf(chain, ['P', 'B', 'E'], 2)
    const certificate = certificateOf(booth, fork, QUORUM)
    const out = solo.hear('P', openOf(chain, next, certificate, booth))
    expect(messagesIn(out, 'opened')).toEqual([])
    expect(messagesIn(out, 'refuse').map(({ reason }) => reason)).toEqual(['conflict'])
  })
})

describe('certify: the end of a booth', () => {
  const closeOf = (last = blocks[0]!) =>
    ({
      type: 'close',
      chain: chain.id,
      booth: booth.id,
      certificate: certificateOf(booth, last, QUORUM),
      certificateBooth: booth.bytes
    }) as const

  test('certify: a member takes the last certificate and leaves', () => {
    const solo = voted(1)
    solo.hear('P', closeOf())
    expect(certifiedTo(solo)).toBe(1)
    expect(solo.machine.status(NOW).memberOf).toEqual([])
    expect(solo.restart().machine.status(NOW).memberOf).toEqual([])
  })

  test('certify: a certificate of a booth never joined is believed when the booth is shown', () => {
    const solo = voted(1)
    const next = boothOf(chain, ['P', 'C', 'D'], 2)
    const certificate = certificateOf(next, blocks[0]!, ['P', 'C', 'D'])
    solo.hear('P', { ...closeOf(), certificate, certificateBooth: next.bytes })
    expect(certifiedTo(solo)).toBe(1)
  })

  test('certify: only the proposer closes, and only a booth that was joined', () => {
    const solo = voted(1)
    solo.hear('C', closeOf())
    const other = boothOf(chain, ['P', 'B'], 9)
    solo.hear('P', { ...closeOf(), booth: other.id })
    expect(certifiedTo(solo)).toBe(undefined)
    expect(solo.machine.status(NOW).memberOf).toHaveLength(1)
  })

  test('certify: a member leaves also when the certificate is false, and does not believe it', () => {
    const solo = voted(1)
    const certificate = certificateOf(booth, blocks[0]!, ['P'])
    const out = solo.hear('P', { ...closeOf(), certificate })
    expect(certifiedTo(solo)).toBe(undefined)
    expect(factsIn(out)).toEqual(['certify:refused', 'certify:left'])
    expect(solo.machine.status(NOW).memberOf).toEqual([])
  })

  test('certify: closing one booth leaves the other', () => {
    const solo = voted(1)
    const next = boothOf(chain, ['P', 'B', 'E'], 2)
    solo.hear('P', openOf(chain, next))
    solo.hear('P', closeOf())
    expect(solo.machine.status(NOW).memberOf.map(({ booths }) => booths)).toEqual([[next.id]])
    const status = solo.restart().machine.status(NOW)
    expect(status.memberOf.map(({ booths }) => booths)).toEqual([[next.id]])
  })
})

describe('certify: a vote that waits for its certificate', () => {
  test('certify: is sent again, less and less often', () => {
    const solo = createSolo('B')
    solo.environment.peers.connected.add(peerOf('P'))
    solo.hear('P', openOf(chain, booth))
    const out = solo.hear('P', proposeOf(booth, blocks[0]!))
    expect(timersIn(out)).toEqual([NOW + 500])
    const first = solo.step({ type: 'timer', id: VOTE_TIMER }, NOW + 500)
    expect(messagesIn(first, 'vote').map(({ height }) => height)).toEqual([1])
    expect(timersIn(first)).toEqual([NOW + 1500])
    const second = solo.step({ type: 'timer', id: VOTE_TIMER }, NOW + 1500)
    expect(timersIn(second)).toEqual([NOW + 3500])
  })

  test('certify: is not sent again while newer votes are cast', () => {
    const solo = voted(1)
    solo.hear('P', proposeOf(booth, blocks[1]!))
    const out = solo.step({ type: 'timer', id: VOTE_TIMER }, NOW + 500)
    expect(messagesIn(out, 'vote')).toEqual([])
    expect(timersIn(out)).toEqual([NOW + 1000])
  })

  test('certify: is not sent again once certified, or while the proposer is away', () => {
    const solo = voted(1)
    solo.environment.peers.connected.delete(peerOf('P'))
    expect(timersIn(solo.step({ type: 'timer', id: VOTE_TIMER }, NOW + 500))).toEqual([])
    solo.environment.peers.connected.add(peerOf('P'))
    const back = solo.step({ type: 'connected', peer: peerOf('P') }, NOW + 600)
    expect(timersIn(back)).toEqual([NOW + 1100])
    const certificate = certificateOf(booth, blocks[0]!, QUORUM)
    solo.hear('P', { type: 'certified', certificate })
    const out = solo.step({ type: 'timer', id: VOTE_TIMER }, NOW + 1100)
    expect(messagesIn(out, 'vote')).toEqual([])
    expect(timersIn(out)).toEqual([])
  })

  test('certify: is sent again after a restart, when the proposer is there', () => {
    const solo = voted(2).restart()
    expect(timersIn(solo.step({ type: 'connected', peer: peerOf('C') }))).toEqual([])
    solo.environment.peers.connected.add(peerOf('P'))
    const out = solo.step({ type: 'connected', peer: peerOf('P') })
    expect(timersIn(out)).toEqual([NOW + 500])
    const votes = messagesIn(solo.step({ type: 'timer', id: VOTE_TIMER }, NOW + 500), 'vote')
    expect(votes.map(({ height, hash }) => [height, hash])).toEqual([[2, blocks[1]!.hash]])
  })
})
