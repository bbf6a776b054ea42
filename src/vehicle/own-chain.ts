/**
 * The chain that this vehicle proposes: found again at start, or begun with a fresh nonce.
 */
import { type Chain, createChain } from '../core/genesis.ts'
import type { Holdings } from '../core/holdings.ts'
import type { Sink } from '../core/machine.ts'
import type { PeerId } from '../core/peer.ts'
import type { VehicleConfig, VehicleEffect } from './types.ts'

const NONCE_BYTES = 16

/** The own records chain in the holdings, adopted now when there is none. */
export function findOrBeginOwnChain(
  { self, crypto, random }: Pick<VehicleConfig, 'self' | 'crypto' | 'random'>,
  settings: { readonly name: string; readonly pivots: readonly PeerId[] },
  holdings: Holdings,
  nowMs: number,
  out: Sink<VehicleEffect>
): Chain {
  const own = holdings.all().find(({ chain }) => isOwnRecords(chain, self))
  if (own !== undefined) {
    return own.chain
  }
  const chain = createChain(crypto, {
    engine: 'certified',
    state: 'records',
    proposer: self,
    name: settings.name,
    pivots: [...new Set(settings.pivots)].sort(),
    createdAtMs: Math.floor(nowMs),
    nonce: random.bytes(NONCE_BYTES),
    members: [],
    workBits: 0
  })
  return holdings.adopt(chain, out).chain
}

function isOwnRecords({ genesis }: Chain, self: PeerId): boolean {
  return genesis.proposer === self && genesis.state === 'records'
}
