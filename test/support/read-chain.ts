/**
 * Chains that read tests hold, forget and prove: made once, given to vehicles of a read fleet.
 */
import type { FullBlock } from '../../src/core/block.ts'
import type { Booth, Certificate } from '../../src/core/booth.ts'
import { NO_HASH } from '../../src/core/bytes.ts'
import type { Chain } from '../../src/core/genesis.ts'
import type { Effect } from '../../src/core/machine.ts'
import { type SealedTable, sealTable, signHoldAck, signTable } from '../../src/core/table.ts'
import type { Identity } from '../../src/sim/crypto.ts'
import { encodeRecord } from '../../src/state/records/index.ts'
import { createTestChain } from './chain.ts'
import type { TestEnvironment } from './environment.ts'
import { applyWrites, type ReadVehicle } from './read-fleet.ts'

/** A chain that nobody holds yet, with the certificates that holders are to have. */
export interface MadeChain {
  readonly chain: Chain
  readonly proposer: Identity
  readonly booth: Booth
  readonly blocks: readonly FullBlock[]
  /** By height; a block without one is covered by the next. */
  readonly certificates: ReadonlyMap<number, Certificate>
}

/** A chain with these entries in its blocks, and a certificate of each block that is to have one. */
export function makeChain(
  proposer: Identity,
  entries: readonly (readonly Uint8Array[])[],
  isCertified: (height: number) => boolean = () => true
): MadeChain {
  const test = createTestChain(proposer)
  const blocks = entries.map((list) => test.add(list))
  const certified = test.certificates.filter(({ height }) => isCertified(height))
  const certificates = new Map(certified.map((certificate) => [certificate.height, certificate]))
  return { chain: test.chain, proposer, booth: test.booth, blocks, certificates }
}

/** Records with these times, a key and a place each, as entries. */
export function recordsAt(times: readonly number[], key = ''): readonly Uint8Array[] {
  return times.map((timeMs, i) =>
    encodeRecord({
      kind: 'bytes',
      key,
      timeMs,
      position: { latitude: timeMs % 80, longitude: i },
      payload: Uint8Array.of(i)
    })
  )
}

/** Gives a vehicle blocks from..to of a chain, as a booth or a transfer would have. */
export function hold(
  vehicle: ReadVehicle,
  made: MadeChain,
  from = 1,
  to: number = made.blocks.length
): void {
  change(vehicle, ({ holdings }, out) => {
    holdings.adopt(made.chain, out)
    for (const block of made.blocks.slice(from - 1, to)) {
      holdings.put(block, out)
      const certificate = made.certificates.get(block.header.height)
      if (certificate !== undefined) {
        holdings.certify(certificate, made.booth, out)
      }
    }
  })
}

/** Changes what a vehicle holds, as another of its machines would. */
export function change(
  vehicle: ReadVehicle,
  act: (environment: TestEnvironment, out: Effect[]) => void
): void {
  const out: Effect[] = []
  act(vehicle.environment, out)
  vehicle.environment.holdings.flush(out)
  applyWrites(vehicle, out)
}

/** A sealed table of a chain at a height, acknowledged by its members. */
export function makeTable(
  made: MadeChain,
  epoch: number,
  members: readonly { readonly identity: Identity }[],
  height: number = made.blocks.length
): SealedTable {
  const { crypto } = made.proposer
  const headHash = made.blocks[height - 1]?.hash ?? NO_HASH
  const peers = members.map(({ identity }) => identity.peer).sort()
  const signed = signTable(crypto, {
    chain: made.chain.id,
    epoch,
    previous: epoch === 1 ? undefined : NO_HASH,
    height,
    headHash,
    members: peers,
    chainBytes: 1,
    issuedAtMs: 3000,
    steward: undefined
  })
  const acks = new Map(
    members.map(({ identity: { peer, crypto: own } }) => [
      peer,
      signHoldAck(own, { chain: made.chain.id, epoch, height, headHash, peer })
    ])
  )
  return sealTable(crypto, signed, acks)
}

/** Lets a vehicle know a chain, and a table of it. */
export function teach(vehicle: ReadVehicle, made: MadeChain, sealed?: SealedTable): void {
  change(vehicle, ({ holdings, tables }, out) => {
    holdings.adopt(made.chain, out)
    const learned = sealed === undefined ? undefined : tables.learn(made.chain, sealed, out)
    if (learned?.type === 'refused') {
      throw new Error(`the table is not genuine: ${learned.reason}`)
    }
  })
}
