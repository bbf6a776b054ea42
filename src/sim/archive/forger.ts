/**
 * A vehicle that forges tables, so that holders let go of what only they have, and replays old ones.
 */
import type { PeerId } from '../../core/peer.ts'
import type { Random } from '../../core/random.ts'
import { type SealedTable, sealTable, signHoldAck, signTable } from '../../core/table.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { ChainBook } from './book.ts'
import type { ArchiveContext } from './context.ts'

const INTERVAL_MS_MAX = 800
const UNTIL_MS = 30_000

export function lieAsForger(
  context: ArchiveContext,
  vehicle: VirtualVehicle,
  random: Random
): void {
  const { world, book } = context
  world.network.tamper(vehicle.peer, (_to, _protocol, message) => [message])

  const forge = (chain: ChainBook, before: SealedTable, to: PeerId): Uint8Array | undefined => {
    const { table } = before
    const others = world.vehicles.map(({ peer }) => peer).filter((peer) => peer !== to)
    const members = random.shuffle(others).slice(0, table.members.length).sort()
    const { height, headHash } = table
    const epoch = table.epoch + 1
    const id = chain.chain.id
    const acks = new Map<PeerId, Uint8Array>()
    const isShort = random.chance(0.5)
    for (const peer of isShort ? members.slice(1) : members) {
      acks.set(peer, signHoldAck(vehicle.crypto, { chain: id, epoch, height, headHash, peer }))
    }
    const signed = signTable(vehicle.crypto, { ...table, epoch, previous: before.hash, members })
    return sealTable(vehicle.crypto, signed, acks).bytes
  }

  const act = (): void => {
    if (world.nowMs() > UNTIL_MS) {
      return
    }
    world.plan(random.next() * INTERVAL_MS_MAX, act)
    const sealed = [...book.chains.values()].filter(({ newest }) => newest !== undefined)
    if (sealed.length === 0 || vehicle.state !== 'up') {
      return
    }
    const chain = random.pick(sealed)
    const { newest } = chain
    const targets = [...chain.copies.keys()].filter((peer) => peer !== vehicle.peer)
    if (newest === undefined || targets.length === 0) {
      return
    }
    const to = random.pick(targets)
    const bytes = random.chance(0.3)
      ? random.pick([...chain.tables.values()]).bytes
      : forge(chain, newest, to)
    const genesis = chain.chain.bytes
    const [protocol, type] = random.chance(0.6) ? ['release', 'release'] : ['replicate', 'seal']
    context.count('forged tables')
    world.network.send(vehicle.peer, to, protocol, { type, genesis, sealed: bytes })
  }
  world.plan(random.next() * INTERVAL_MS_MAX, act)
}
