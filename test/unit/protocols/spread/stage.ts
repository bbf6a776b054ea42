/** Vehicles that pass booth results on, and results to tell them. */
import { boothKey, certificateKey } from '../../../../src/core/keyspace.ts'
import type { Effect } from '../../../../src/core/machine.ts'
import type { PeerId } from '../../../../src/core/peer.ts'
import { NO_SUMMARY } from '../../../../src/core/selector.ts'
import { signPayload } from '../../../../src/core/signed.ts'
import { encodeStoredBlock } from '../../../../src/core/stored-block.ts'
import {
  createSpread,
  type SpreadMachine,
  type SpreadMessage,
  spreadSpec
} from '../../../../src/protocols/spread/index.ts'
import { encodeHop } from '../../../../src/protocols/spread/spec.ts'
import type { Spread } from '../../../../src/protocols/spread/types.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { createTestChain, testEntries } from '../../../support/chain.ts'
import {
  createTestEnvironment,
  EMPTY_DISK,
  type TestEnvironment
} from '../../../support/environment.ts'

export interface Node {
  readonly environment: TestEnvironment
  readonly machine: SpreadMachine
}

export const realm = createCryptoRealm(5)
export const test = createTestChain(realm.identity('p'))
for (let i = 0; i < 3; i++) {
  test.add(testEntries(2, 8, i))
}
export const head = { height: 3, hash: test.block(3).hash }
export const chain = test.chain.id
export const DAY_MS = 86_400_000

export function network(names: readonly string[], lifetime: number) {
  const nodes = new Map<PeerId, Node>()
  const facts: { readonly at: string; readonly name: string }[] = []
  const lost = new Set<string>()
  for (const name of names) {
    const environment = createTestEnvironment(name, realm)
    const machine = createSpread(environment, { lifetime }, EMPTY_DISK)
    nodes.set(environment.self, { environment, machine })
  }
  const nodeOf = (name: string): Node => {
    const node = nodes.get(realm.identity(name).peer)
    if (node === undefined) {
      throw new RangeError(`no ${name}`)
    }
    return node
  }
  /** Delivers sends until none is left; loads are answered from the proposer's chain. */
  const run = (name: string, effects: Effect[]): void => {
    const { environment, machine } = nodeOf(name)
    for (const effect of effects) {
      if (effect.type === 'fact') {
        facts.push({ at: name, name: effect.fact.name })
      } else if (effect.type === 'load') {
        const records = answer(effect.token)
        const out: Effect[] = []
        machine.step(1, { type: 'loaded', token: effect.token, records, more: false }, out)
        run(name, out)
      } else if (effect.type === 'send') {
        const to = names.find((n) => realm.identity(n).peer === effect.to)
        const message = spreadSpec.decode(spreadSpec.encode(effect.message as SpreadMessage))
        if (to !== undefined && !lost.has(`${name}>${to}`)) {
          const out: Effect[] = []
          const from = environment.self
          nodeOf(to).machine.step(2, { type: 'message', from, message }, out)
          run(to, out)
        }
      }
    }
  }
  return { nodeOf, run, facts, lost }
}

export function answer(token: string) {
  if (token.endsWith(':proof')) {
    return [
      { key: certificateKey(chain, 3), value: test.certificateOf(3).bytes },
      { key: boothKey(chain, test.booth.id), value: test.booth.bytes }
    ]
  }
  return [...test.blocks].reverse().map((block) => ({
    key: `${block.header.height}`,
    value: encodeStoredBlock({ block, summary: NO_SUMMARY })
  }))
}

/** What certify tells when the booth of a proposer has ended. */
export function sealedBy(proposer: PeerId) {
  return {
    type: 'sealed',
    chain,
    booth: test.booth.id,
    boothNumber: 1,
    head,
    from: 1,
    members: [proposer],
    operation: 'op'
  } as const
}

/** A result of blocks 1 to 3 with this trace of names and lifetimes. */
export function spread(trace: readonly (readonly [name: string, lifetime: number])[]): Spread {
  return {
    type: 'spread',
    genesis: test.chain.bytes,
    certificate: test.certificateOf(3).bytes,
    booth: test.booth.bytes,
    blocks: test.blocks.map((block) => block.bytes),
    hops: trace.map(([name, lifetime]) => {
      const { peer, crypto } = realm.identity(name)
      return signPayload(crypto, 'vguard/hop/1', encodeHop({ chain, ...head, lifetime, peer }))
    })
  }
}

export function withoutMiddle(): Spread {
  const whole = spread([['p', 2]])
  return { ...whole, blocks: whole.blocks.filter((_, i) => i !== 1) }
}
