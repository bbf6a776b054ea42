/**
 * A vehicle that wants no chain to be placed: it makes issuers begin anew, keeps its place by progress
 * that it only tells of, accuses proposers falsely and shows chains that nobody agreed on.
 */
import { createChain } from '../../core/genesis.ts'
import type { Random } from '../../core/random.ts'
import type { ReplicateMessage } from '../../protocols/replicate/index.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { ArchiveContext } from './context.ts'

const INTERVAL_MS_MAX = 800
const UNTIL_MS = 30_000
const STALE_SHARE = 0.5
const GARBAGE_BYTES = 40
const NONCE_BYTES = 16

export function lieAsBlocker(
  context: ArchiveContext,
  vehicle: VirtualVehicle,
  random: Random
): void {
  const { world, book } = context
  let told = 0

  /** What it says in the place of what the real machine says. */
  const lie = (said: ReplicateMessage): ReplicateMessage | undefined => {
    if (said.type === 'offerAnswer' && random.chance(STALE_SHARE)) {
      context.count('false epochs')
      return { ...said, refusal: 'stale', knownEpoch: said.epoch + random.integer(0, 3) }
    }
    if (said.type === 'progress') {
      told++
      return { ...said, blocks: said.blocks + told }
    }
    return said.type === 'hold' ? undefined : said
  }

  world.network.tamper(vehicle.peer, (_to, protocol, message) => {
    const said = protocol === 'replicate' ? lie(message as ReplicateMessage) : message
    return said === undefined ? [] : [said]
  })

  world.observe({
    delivered(to, from, protocol, message) {
      const said = message as ReplicateMessage
      if (to === vehicle && protocol === 'replicate' && said.type === 'manifest') {
        const chains = [...book.chains.values()]
        const chain = chains.find(({ chain: of }) => of.genesis.proposer === from)
        const epoch = (chain?.newest?.table.epoch ?? 0) + 1
        if (chain !== undefined) {
          told++
          const progress = { type: 'progress', chain: chain.chain.id, epoch, blocks: told }
          context.count('false progress')
          world.network.send(vehicle.peer, from, 'replicate', progress)
        }
      }
    }
  })

  const act = (): void => {
    if (world.nowMs() > UNTIL_MS) {
      return
    }
    world.plan(random.next() * INTERVAL_MS_MAX, act)
    const chains = [...book.chains.values()]
    if (chains.length === 0 || vehicle.state !== 'up') {
      return
    }
    const { chain } = random.pick(chains)
    const evidence = random.bytes(GARBAGE_BYTES)
    context.count('false evidence')
    world.network.gossip(vehicle.peer, { type: 'evidence', genesis: chain.bytes, evidence })
    const invented = createChain(vehicle.crypto, {
      ...chain.genesis,
      nonce: random.bytes(NONCE_BYTES)
    })
    const sealed = random.bytes(GARBAGE_BYTES)
    world.network.gossip(vehicle.peer, { type: 'table', genesis: invented.bytes, sealed })
  }
  world.plan(random.next() * INTERVAL_MS_MAX, act)
}
