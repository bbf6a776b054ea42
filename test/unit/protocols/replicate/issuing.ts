/**
 * A proposer in the middle of a placement, and what candidates say to it.
 */
import { certificateKey } from '../../../../src/core/keyspace.ts'
import type { Effect } from '../../../../src/core/machine.ts'
import { signHoldAck } from '../../../../src/core/table.ts'
import type { ReplicateOptions } from '../../../../src/protocols/replicate/index.ts'
import type { OfferAnswer } from '../../../../src/protocols/replicate/types.ts'
import { type Bench, createBench } from './bench.ts'

export type Load = Extract<Effect, { readonly type: 'load' }>

/** A proposer that has been asked to place ten blocks on so many of the named vehicles. */
export function placing(
  names: string,
  backups: number,
  replicate: ReplicateOptions = {},
  given = ''
): Bench {
  const bench = createBench({ own: true, replicate: { backups, ...replicate } })
  const { chain, booth } = bench.test
  const peersOf = (of: string) => [...of].map((name) => bench.identity(name).peer)
  bench.connect(...peersOf(names))
  bench.request({ type: 'place', chain: chain.id, candidates: peersOf(given) })
  for (const value of [bench.test.certificateOf(10).bytes, booth.bytes]) {
    const loads = bench.effects.filter((effect): effect is Load => effect.type === 'load')
    bench.loaded(loads.at(-1)?.token ?? '', [{ key: certificateKey(chain.id, 10), value }])
  }
  return bench
}

export function answer(bench: Bench, peer: string, change: Partial<OfferAnswer> = {}): void {
  const { id: chain } = bench.test.chain
  const yes = { type: 'offerAnswer', chain, epoch: 1, refusal: undefined } as const
  bench.tell({ ...yes, have: undefined, freeBytes: 1, knownEpoch: 0, ...change }, peer)
}

export function hold(bench: Bench, name: string, headHash = bench.test.block(10).hash): void {
  const { crypto, peer } = bench.identity(name)
  const { chain } = bench.test
  const ack = { chain: chain.id, epoch: 1, height: 10, headHash, peer }
  bench.tell({ type: 'hold', ack: signHoldAck(crypto, ack) }, peer)
}

export const receivers = (messages: readonly { readonly receiver: string }[]): readonly string[] =>
  messages.map(({ receiver }) => receiver)
