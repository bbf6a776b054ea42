/**
 * What the store of this vehicle has lost of its chains beyond blocks, which are fetched again; and
 * the word of a person who accepts that something will not come back.
 *
 * Keeps: nothing that a promise rests on can be accepted away. Votes and acknowledgements lie in
 * state; blocks that this vehicle proposed or gave its word for are asked for until they are back.
 */
import type { Crypto } from '../core/crypto.ts'
import type { ChainId } from '../core/genesis.ts'
import { createHoldings, type Held, type Holdings } from '../core/holdings.ts'
import type { Disk, Reply, Sink } from '../core/machine.ts'
import type { HeightRange } from '../core/scan.ts'
import { createRecordsSelection } from '../state/records/index.ts'
import type { AcceptedLoss } from './requests.ts'
import type { Duty, VehicleEffect } from './types.ts'

export interface Losses {
  /** Certificates, booths or bare headers that are lost, in words; undefined for none. */
  of(chain: ChainId): string | undefined
  /** Gives up what is lost of a chain, if nothing was promised for it. Reply: AcceptedLoss. */
  accept(held: Held, duty: Duty, out: Sink<VehicleEffect>): Reply
}

export function createLosses({ integrity }: Disk, holdings: Holdings): Losses {
  const known = new Map<ChainId, string>()
  for (const [chain, text] of integrity.chainDamage ?? []) {
    const areBlocksTold = (holdings.get(chain)?.damage.length ?? 0) > 0
    const parts = text
      .split('; ')
      .filter((part) => !(areBlocksTold && part.includes(`b/${chain}`)))
      .map((part) => inWords(chain, part))
    if (parts.length > 0) {
      known.set(chain, parts.join('; '))
    }
  }
  return {
    of: (chain) => known.get(chain),
    accept({ chain, damage }, duty, out) {
      const { id } = chain
      if (integrity.stateDamage !== undefined) {
        const message =
          'the state of this vehicle is damaged, and votes may be lost with it: no loss can be ' +
          'accepted, only a new identity helps (vguard-node new-identity)'
        return refused('damaged', message)
      }
      if (damage.length > 0 && PROMISES[duty] !== undefined) {
        const message = `${PROMISES[duty]}: its lost blocks cannot be given up`
        return refused('promised', `${message}; they are fetched as soon as a holder is connected`)
      }
      const value: AcceptedLoss = { chain: id, blocks: [...damage], records: known.get(id) }
      for (const { from, to } of value.blocks) {
        holdings.remove(id, from, to, out)
      }
      known.delete(id)
      const detail = { ...value }
      out.push({ type: 'fact', fact: { name: 'vehicle:lossAccepted', detail } })
      return { type: 'ok', value }
    }
  }
}

/** What a disk has lost of a chain, looked at without the vehicle that it belongs to. */
export interface ChainLoss {
  readonly chain: ChainId
  /** Blocks that are lost. */
  readonly damage: readonly HeightRange[]
  /** Certificates, booths or bare headers that are lost, in words; undefined for none. */
  readonly records: string | undefined
}

/** Of every chain, also of those that have lost nothing. */
export function chainLosses(crypto: Crypto, disk: Disk): readonly ChainLoss[] {
  const holdings = createHoldings(crypto, createRecordsSelection(), disk)
  const losses = createLosses(disk, holdings)
  return holdings.all().map(({ chain: { id }, damage }) => {
    return { chain: id, damage: [...damage], records: losses.of(id) }
  })
}

/** What this vehicle has promised for a chain by its duty. */
const PROMISES: Readonly<Partial<Record<Duty, string>>> = {
  proposer: 'this vehicle proposes the chain',
  voter: 'this vehicle votes in the group of the chain',
  backup: 'this vehicle has given its word for the chain',
  obsolete: 'this vehicle has given its word for the chain'
}

const KINDS = [
  ['b', 'blocks'],
  ['c', 'certificates'],
  ['o', 'booths']
] as const

/** What the store says of its records, without their keys. */
function inWords(chain: ChainId, part: string): string {
  let text = part
  for (const [prefix, kind] of KINDS) {
    text = text
      .replace(`${prefix}/${chain}/`, `${kind}/`)
      .replace(`records of ${prefix}/${chain}`, kind)
      .replace(`records ${prefix}/${chain} should have`, `${kind} there should be`)
      .replace(new RegExp(`${prefix}/${chain} has (\\d+) records`), `$1 ${kind}`)
  }
  return text.replace(
    /\/([0-9a-f]{12})\b/,
    (_, height) => ` of block ${Number.parseInt(height, 16)}`
  )
}

function refused(reason: string, message: string): Reply {
  return { type: 'refused', reason, message, retry: false }
}
