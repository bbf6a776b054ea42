/** Epochs of stewards: nobody uses those of a chain up, and no candidate runs away from its voters. */
import { describe, expect, it } from 'vitest'
import { NUMBER_MAX } from '../../../../src/core/limits.ts'
import { sealTable, signHoldAck, signTable } from '../../../../src/core/table.ts'
import { createBench } from './bench.ts'
import { createFleet, type Fleet } from './fleet.ts'
import { ask, chain, seal, sealedBy, second, setUp, third, vote, x, y } from './group-bench.ts'
import { factsOf, placeAndHear, tableAt } from './looks.ts'

interface Answer {
  readonly type: string
  readonly epoch?: number
  readonly refusal?: string | undefined
  readonly knownEpoch?: number
}

/** The chain of A, on B, C and D, with A and D away for long; what C answers goes to nobody. */
function orphaned(): {
  readonly fleet: Fleet
  readonly stand: (epoch: number) => Answer | undefined
} {
  const fleet = createFleet({ names: ['A', 'B', 'C', 'D', 'E'] })
  fleet.append('A', 2)
  const { chain: id } = placeAndHear(fleet, ['B', 'C', 'D'])
  fleet.crash('A')
  fleet.crash('D')
  const answers: Answer[] = []
  fleet.tap = (from, _to, _protocol, message) => {
    const isAnswer = message.type === 'stewardAnswer' && from.name === 'C'
    answers.push(...(isAnswer ? [message] : []))
    return isAnswer || (message.type === 'stewardAsk' && from.name === 'C') ? undefined : message
  }
  fleet.pass(121_000)
  const stand = (epoch: number): Answer | undefined => {
    answers.length = 0
    fleet.send('B', 'C', { type: 'stewardAsk', chain: id, epoch, booth: undefined })
    fleet.pass(20)
    return answers.find((answer) => answer.epoch === epoch)
  }
  return { fleet, stand }
}

describe('epochs of stewards', () => {
  it('epochs: nobody votes for one far beyond all that it knows', () => {
    const { fleet, stand } = orphaned()
    for (const epoch of [NUMBER_MAX, 1000, 1 + 129]) {
      expect(stand(epoch), `${epoch}`).toMatchObject({ refusal: 'ahead', knownEpoch: 1 })
    }
    expect(stand(1 + 128)).toMatchObject({ refusal: undefined, knownEpoch: 129 })
    expect(stand(1 + 128), 'the same again').toMatchObject({ refusal: undefined })
    fleet.crash('C')
    fleet.boot('C')
    fleet.pass(121_000)
    expect(stand(50), 'over a restart').toMatchObject({ refusal: 'voted', knownEpoch: 129 })
  })

  it('epochs: a voter gives one candidate after the other its time', () => {
    const { fleet, stand } = orphaned()
    expect(stand(100)).toMatchObject({ refusal: undefined })
    expect(stand(200)).toMatchObject({ refusal: 'voted', knownEpoch: 100 })
    fleet.pass(10_000)
    expect(stand(200)).toMatchObject({ refusal: undefined, knownEpoch: 200 })
  })

  it('epochs: a candidate that hears from nobody stands for the same one again, over a restart too', () => {
    const { fleet } = orphaned()
    const stood = () => factsOf(fleet, 'B', 'replicate:standing')
    fleet.until(() => stood().length > 4, 600_000)
    fleet.crash('B')
    fleet.boot('B')
    expect(fleet.until(() => stood().length > 8, 600_000)).toBe(true)
    expect(new Set(stood().map(({ epoch }) => epoch))).toEqual(new Set([2]))
    fleet.tap = undefined
    const epoch = (): number => tableAt(fleet, 'B', 'A')?.epoch ?? 0
    expect(fleet.until(() => epoch() > 1, 200_000)).toBe(true)
    expect(epoch(), 'C has stood for it as well').toBeLessThan(4)
  })

  it('epochs: the word of a voter makes a candidate skip a few at most', () => {
    const { fleet } = orphaned()
    fleet.tap = (from, _to, _protocol, message) => {
      if (from.name === 'C' && message.type === 'stewardAnswer') {
        return { ...message, vote: undefined, refusal: 'voted', knownEpoch: NUMBER_MAX }
      }
      return from.name === 'C' && message.type === 'stewardAsk' ? undefined : message
    }
    const stood = () => factsOf(fleet, 'B', 'replicate:standing').map(({ epoch }) => Number(epoch))
    fleet.until(() => stood().length > 4, 600_000)
    const steps = stood().map((epoch, i) => epoch - (stood()[i - 1] ?? 1))
    expect(Math.max(...steps)).toBe(65)
  })

  it('epochs: who was elected for one issues for it once, also when its draft gave way', () => {
    const bench = setUp()
    bench.connect(x, y)
    bench.request('r')
    bench.tell(second, vote(second, 1))
    const answer = { type: 'offerAnswer', chain: chain.id, epoch: 1, have: undefined } as const
    bench.sent()
    bench.tell(x, { ...answer, refusal: 'stale', freeBytes: 0, knownEpoch: 1 })
    bench.after(501)
    const asked = bench.sent().filter((one) => one.type === 'stewardAsk')
    expect(asked.map(({ epoch }) => epoch)).toEqual([2, 2])
  })

  it('epochs: a leader tells a member that missed the tables what it missed, and is elected', () => {
    const bench = setUp()
    bench.connect(x, y)
    bench.tell(second, seal(sealedBy(second, 500, 3)))
    bench.request('r')
    bench.sent()
    const refusal = { type: 'stewardAnswer', chain: chain.id, epoch: 501, vote: undefined } as const
    for (let i = 0; i < 3; i++) {
      bench.tell(second, { ...refusal, refusal: 'ahead', knownEpoch: 0 })
    }
    expect(bench.sent(), 'once').toMatchObject([{ type: 'seal', to: second.peer }])
    bench.lead(third)
    bench.tell(third, ask(NUMBER_MAX))
    expect(bench.sent()).toMatchObject([{ refusal: 'ahead', knownEpoch: 501 }])
  })

  it('epochs: behind the last one there is no draft, and no message that nobody can read', () => {
    const bench = createBench({ own: true })
    const { test, proposer } = bench
    const { height, hash: headHash } = { height: 10, hash: test.block(10).hash }
    const peer = bench.identity('holder')
    const base = { chain: test.chain.id, epoch: NUMBER_MAX, height, headHash }
    const signed = signTable(proposer.crypto, {
      ...base,
      previous: undefined,
      members: [peer.peer],
      chainBytes: 1,
      issuedAtMs: 1,
      steward: undefined
    })
    const acks = new Map([[peer.peer, signHoldAck(peer.crypto, { ...base, peer: peer.peer })]])
    const sealed = sealTable(proposer.crypto, signed, acks)
    expect(bench.environment.tables.learn(test.chain, sealed, bench.effects).type).toBe('newer')
    bench.connect(bench.identity('a').peer, bench.identity('b').peer)
    bench.request({ type: 'place', chain: test.chain.id, backups: 2 })
    expect(bench.hasSent('offer')).toBe(false)
    expect(bench.replies()).toMatchObject([{ type: 'ok', value: { state: 'underReplicated' } }])
  })
})
