/** V-Guard's gossip within its bounds: off, without room, with great blocks, told again. */
import { describe, expect, it } from 'vitest'
import { createBooth, createCertificate, voteBytes } from '../../../../src/core/booth.ts'
import type { Crypto } from '../../../../src/core/crypto.ts'
import { OPEN_FLEET } from '../../../../src/core/fleet.ts'
import type { Effect } from '../../../../src/core/machine.ts'
import { NO_SUMMARY } from '../../../../src/core/selector.ts'
import { signPayload } from '../../../../src/core/signed.ts'
import { encodeStoredBlock } from '../../../../src/core/stored-block.ts'
import { createSpread, spreadSpec } from '../../../../src/protocols/spread/index.ts'
import { encodeHop } from '../../../../src/protocols/spread/spec.ts'
import type { Spread } from '../../../../src/protocols/spread/types.ts'
import { createTestChain, type TestChain, testEntries } from '../../../support/chain.ts'
import { createTestEnvironment, EMPTY_DISK } from '../../../support/environment.ts'
import { chain, network, realm, sealedBy, spread, test, withoutMiddle } from './stage.ts'

describe('spread within bounds', () => {
  it('spread: blocks that fit no message together are told without the oldest', () => {
    const { machine, environment } = network(['p'], 1).nodeOf('p')
    environment.peers.connected.add(realm.identity('a').peer)
    const great = createTestChain(realm.identity('p'))
    for (const bytes of [1_048_000, 70_000, 70_000, 70_000]) {
      great.add(testEntries(1, bytes, bytes))
    }
    environment.holdings.adopt(great.chain, [])
    const last = { height: 4, hash: great.block(4).hash }
    const signal = { ...sealedBy(environment.self), chain: great.chain.id, head: last }
    machine.step(1, { type: 'signal', signal }, [])
    const proof = [great.certificateOf(4), great.booth].map(({ bytes: value }) => ({
      key: '',
      value
    }))
    const blocks = great.blocks.toReversed().map((block) => ({
      key: '',
      value: encodeStoredBlock({ block, summary: NO_SUMMARY })
    }))
    const out: Effect[] = []
    for (const [part, records] of [
      ['proof', proof],
      ['blocks', blocks]
    ] as const) {
      const token = `spread:${great.chain.id}:4:${part}`
      machine.step(1, { type: 'loaded', token, records, more: false }, out)
    }
    const sent = out.find((effect) => effect.type === 'send')?.message as Spread
    expect(sent.blocks).toEqual(great.blocks.slice(1).map(({ bytes }) => bytes))
    expect(spreadSpec.encode(sent).length).toBeLessThan(spreadSpec.bytesMax)
  })

  it('spread: a vehicle that has it switched off takes nothing', () => {
    const net = network(['a'], 0)
    const { environment, machine } = net.nodeOf('a')
    const out: Effect[] = []
    const from = realm.identity('p').peer
    machine.step(1, { type: 'message', from, message: spread([['p', 2]]) }, out)
    expect(environment.holdings.get(chain)).toBeUndefined()
    expect(out).toEqual([])
  })

  it('spread: a known result is verified no more, and a false one does not make it known', () => {
    let verified = 0
    const { crypto } = realm.identity('a')
    const counting: Crypto = {
      ...crypto,
      verify: (...args) => {
        verified++
        return crypto.verify(...args)
      }
    }
    const environment = createTestEnvironment('a', realm, { crypto: counting })
    const machine = createSpread(environment, { lifetime: 3 }, EMPTY_DISK)
    const tell = (message: Spread, from = 'p'): void =>
      machine.step(1, { type: 'message', from: realm.identity(from).peer, message }, [])
    tell(withoutMiddle())
    tell(spread([['p', 2]]))
    expect(environment.holdings.get(chain)?.contiguousTo).toBe(3)
    const before = verified
    tell(spread([['p', 2]]))
    expect(verified).toBe(before)
  })

  it('spread: certificate and booth need room as well, on the disk too', () => {
    const blocks = test.blocks.reduce((sum, block) => sum + block.bytes.length, 0)
    const proof = test.certificateOf(3).bytes.length + test.booth.bytes.length
    for (const [quotaBytes, diskFreeBytes, isKept] of [
      [blocks + proof - 1, 1 << 30, false],
      [1 << 30, blocks + proof - 1, false],
      [blocks + proof, blocks + proof, true]
    ] as const) {
      const { environment, machine } = network(['a'], 3).nodeOf('a')
      environment.setQuota(quotaBytes, 0, diskFreeBytes)
      const from = realm.identity('p').peer
      machine.step(1, { type: 'message', from, message: spread([['p', 2]]) }, [])
      const name = `${quotaBytes} of quota, ${diskFreeBytes} on disk`
      expect(environment.holdings.get(chain) !== undefined, name).toBe(isKept)
    }
  })
  /** One block of a long chain of p with its certificate by a booth of this number. */
  function resultOf(of: TestChain, height: number, number: number): Spread {
    const { peer, crypto } = realm.identity('p')
    const subject = { chain: of.chain.id, height, hash: of.block(height).hash }
    const draft = { chain: of.chain.id, number, members: [peer], openedAtMs: number }
    const booth = createBooth(crypto, OPEN_FLEET, draft)
    const vote = { ...subject, booth: booth.id }
    const votes = new Map([[peer, crypto.sign(voteBytes(vote))]])
    const hop = encodeHop({ ...subject, lifetime: 2, peer })
    return {
      type: 'spread',
      genesis: of.chain.bytes,
      certificate: createCertificate(booth, vote, votes).bytes,
      booth: booth.bytes,
      blocks: [of.block(height).bytes],
      hops: [signPayload(crypto, 'vguard/hop/1', hop)]
    }
  }

  function longChain(count: number): TestChain {
    const long = createTestChain(realm.identity('p'), 3)
    for (let i = 0; i < count; i++) {
      long.add(testEntries(1, 8, i))
    }
    return long
  }

  it('spread: a chain is kept in 64 pieces at most, which still grow', () => {
    const { environment, machine } = network(['a'], 3).nodeOf('a')
    const from = realm.identity('p').peer
    const long = longChain(140)
    const tell = (height: number): void =>
      machine.step(1, { type: 'message', from, message: resultOf(long, height, height) }, [])
    for (let height = 2; height <= 138; height += 2) {
      tell(height)
    }
    const held = environment.holdings.get(long.chain.id)
    expect([held?.runs.length, held?.lastHeight]).toEqual([64, 128])
    tell(129)
    tell(1)
    tell(131)
    expect([held?.runs.length, held?.runs[0]?.from, held?.lastHeight]).toEqual([64, 1, 129])
  })

  it('spread: another booth for what is held already is not stored', () => {
    const { environment, machine } = network(['a'], 3).nodeOf('a')
    const from = realm.identity('p').peer
    const long = longChain(2)
    for (const height of [1, 2]) {
      environment.holdings.adopt(long.chain, [])
      environment.holdings.put(long.block(height), [])
    }
    environment.holdings.certify(long.certificateOf(2), long.booth, [])
    for (const height of [1, 2]) {
      const out: Effect[] = []
      const message = resultOf(long, height, 5 + height)
      machine.step(1, { type: 'message', from, message }, out)
      expect(out.filter(({ type }) => type === 'write')).toEqual([])
      expect(out.map(({ type }) => type)).toContain('send')
    }
  })
})
