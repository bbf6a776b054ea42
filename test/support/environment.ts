/**
 * Environments for unit tests of machines: simulated signatures, an empty disk, chosen peers.
 */
import type { Advert, Environment } from '../../src/core/environment.ts'
import { OPEN_FLEET } from '../../src/core/fleet.ts'
import { createHoldings } from '../../src/core/holdings.ts'
import type { Disk, Effect, Key } from '../../src/core/machine.ts'
import type { PeerId } from '../../src/core/peer.ts'
import { createRandom } from '../../src/core/random.ts'
import { NO_SUMMARY, type Selection } from '../../src/core/selector.ts'
import { createTables } from '../../src/core/tables.ts'
import { type CryptoRealm, createCryptoRealm } from '../../src/sim/crypto.ts'

export const EMPTY_DISK: Disk = {
  state: new Map<Key, Uint8Array>(),
  chains: new Map(),
  integrity: { stateDamage: undefined }
}

/** Selects every record; enough where the meaning of entries does not matter. */
export const SELECT_ALL: Selection = {
  summarise: () => NO_SUMMARY,
  mayMatch: () => true,
  matches: () => [],
  times: (_body, indexes) => indexes.map(() => Number.NaN)
}

export interface TestEnvironment extends Environment {
  readonly peers: { readonly connected: Set<PeerId>; advert(peer: PeerId): Advert | undefined }
  readonly adverts: Map<PeerId, Advert>
  setQuota(quotaBytes: number, usedBytes: number, diskFreeBytes: number): void
}

/** The environment of the vehicle `name`; the same realm for all vehicles of a test. */
export function createTestEnvironment(
  name: string,
  realm: CryptoRealm = createCryptoRealm(1),
  overrides: Partial<Environment> & { readonly disk?: Disk } = {}
): TestEnvironment {
  const { peer, crypto } = realm.identity(name)
  const disk = overrides.disk ?? EMPTY_DISK
  const selection = overrides.selection ?? SELECT_ALL
  const adverts = new Map<PeerId, Advert>()
  let quota = { quotaBytes: 1 << 30, usedBytes: 0, diskFreeBytes: 2 ** 40 }
  const { disk: _disk, ...rest } = overrides
  return {
    self: peer,
    crypto,
    random: createRandom(1),
    fleet: OPEN_FLEET,
    holdings: createHoldings(crypto, selection, disk, overrides.fleet),
    tables: createTables(crypto, OPEN_FLEET, disk),
    selection,
    isDamaged: false,
    quota: () => quota,
    ...rest,
    peers: { connected: new Set<PeerId>(), advert: (of) => adverts.get(of) },
    adverts,
    setQuota(quotaBytes, usedBytes, diskFreeBytes) {
      quota = { quotaBytes, usedBytes, diskFreeBytes }
    }
  }
}

/** A sink that keeps what is pushed. */
export function collect<E = Effect>(): E[] {
  return []
}
