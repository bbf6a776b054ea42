/**
 * A court for the rules of the archive suite: hand-made histories are put on the disks of vehicles
 * that never run, and the rules say what they think of them.
 */
import { createBlock, type FullBlock } from '../../src/core/block.ts'
import {
  type Booth,
  type Certificate,
  createBooth,
  createCertificate,
  voteBytes
} from '../../src/core/booth.ts'
import { NO_HASH } from '../../src/core/bytes.ts'
import { OPEN_FLEET } from '../../src/core/fleet.ts'
import { type Chain, createChain } from '../../src/core/genesis.ts'
import {
  blockKey,
  boothKey,
  certificateKey,
  genesisKey,
  tableKey
} from '../../src/core/keyspace.ts'
import type { WriteOp } from '../../src/core/machine.ts'
import type { PeerId } from '../../src/core/peer.ts'
import { createRandom } from '../../src/core/random.ts'
import { NO_SUMMARY } from '../../src/core/selector.ts'
import { encodeStoredBlock } from '../../src/core/stored-block.ts'
import { type SealedTable, sealTable, signHoldAck, signTable } from '../../src/core/table.ts'
import { type ArchiveContext, createContext } from '../../src/sim/archive/context.ts'
import { drawPlan } from '../../src/sim/archive/plan.ts'
import { drawFaults, FAULT_NAMES } from '../../src/sim/faults.ts'
import type { SimProgram } from '../../src/sim/program.ts'
import type { VirtualVehicle } from '../../src/sim/virtual-vehicle.ts'
import { createWorld } from '../../src/sim/world.ts'
import { testGenesis } from './chain.ts'
import { toyProgram } from './toy.ts'

export interface Court {
  readonly context: ArchiveContext
  readonly cars: readonly VirtualVehicle[]
  readonly chain: Chain
  /** Rules broken so far. */
  broken(): readonly string[]
  put(car: VirtualVehicle, ops: readonly WriteOp[]): void
  block(height: number, prev: string, entries: readonly Uint8Array[]): FullBlock
  booth(members: readonly VirtualVehicle[], number?: number): Booth
  certificate(booth: Booth, block: FullBlock, voters: readonly VirtualVehicle[]): Certificate
  sealed(epoch: number, block: FullBlock, members: readonly VirtualVehicle[]): SealedTable
  /** Puts the blocks on the disks of these vehicles. */
  store(block: FullBlock, cars: readonly VirtualVehicle[]): void
  /** Puts a certificate and its booth on the disk of one vehicle. */
  certify(booth: Booth, certificate: Certificate, car: VirtualVehicle): void
  learn(sealed: SealedTable, car: VirtualVehicle): void
}

/** Vehicle 0 is the proposer of the only chain. */
export function openCourt(
  count: number,
  pivots: readonly number[] = [],
  program: SimProgram = toyProgram(() => [])
): Court {
  const faults = drawFaults(createRandom(1), new Set(FAULT_NAMES))
  const world = createWorld({ seed: 1, program, faults })
  const cars = Array.from({ length: count }, (_, i) => world.addVehicle(`car-${i}`))
  const plan = { ...drawPlan(createRandom(1)), backups: 2 }
  const context = createContext(world, plan, faults)
  const proposer = cars[0] as VirtualVehicle
  const { crypto } = proposer
  const pivotPeers = pivots.map((i) => cars[i]?.peer ?? '').sort()
  const chain = createChain(crypto, testGenesis(proposer.peer, { pivots: pivotPeers }))
  const { id } = chain

  const court: Court = {
    context,
    cars,
    chain,
    broken: () => world.violations.map(({ rule }) => rule),
    put(car, ops) {
      car.disk.apply(ops)
      context.book.durable(car, ops)
    },
    block: (height, prev, entries) =>
      createBlock(crypto, { chain: id, height, prev, timeMs: 1_000 + height, entries }),
    booth(members, number = 1) {
      const peers = members.map(({ peer }) => peer)
      return createBooth(crypto, OPEN_FLEET, { chain: id, number, members: peers, openedAtMs: 1 })
    },
    certificate(booth, { header, hash }, voters) {
      const subject = { chain: id, height: header.height, hash, booth: booth.id }
      const votes = new Map<PeerId, Uint8Array>(
        voters.map((car) => [car.peer, car.crypto.sign(voteBytes(subject))])
      )
      return createCertificate(booth, subject, votes)
    },
    sealed(epoch, { header, hash }, members) {
      const peers = members.map(({ peer }) => peer).sort()
      const place = { chain: id, epoch, height: header.height, headHash: hash }
      const table = {
        ...place,
        previous: undefined,
        members: peers,
        chainBytes: 1,
        issuedAtMs: 1,
        steward: undefined
      }
      const acks = new Map(
        members.map((car) => [car.peer, signHoldAck(car.crypto, { ...place, peer: car.peer })])
      )
      return sealTable(crypto, signTable(crypto, table), acks)
    },
    store(block, holders) {
      const value = encodeStoredBlock({ block, summary: NO_SUMMARY })
      for (const car of holders) {
        court.put(car, [{ type: 'put', key: blockKey(id, block.header.height), value }])
      }
    },
    certify(booth, certificate, car) {
      court.put(car, [
        { type: 'put', key: certificateKey(id, certificate.height), value: certificate.bytes },
        { type: 'put', key: boothKey(id, booth.id), value: booth.bytes }
      ])
    },
    learn: (sealed, car) =>
      court.put(car, [{ type: 'put', key: tableKey(id), value: sealed.bytes }])
  }
  court.put(proposer, [{ type: 'put', key: genesisKey(id), value: chain.bytes }])
  return court
}

/** A chain of `count` blocks, each on all disks of `members` and certified by them. */
export function fill(court: Court, count: number, members: readonly VirtualVehicle[]): FullBlock[] {
  const booth = court.booth(members)
  const blocks: FullBlock[] = []
  for (let height = 1; height <= count; height++) {
    const entries = [Uint8Array.of(height), Uint8Array.of(height, height)]
    const block = court.block(height, blocks.at(-1)?.hash ?? NO_HASH, entries)
    court.store(block, members)
    court.certify(booth, court.certificate(booth, block, members), members[0] as VirtualVehicle)
    blocks.push(block)
  }
  return blocks
}
