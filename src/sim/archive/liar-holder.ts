/**
 * A backup that says it holds what it has not, and serves what it has changed.
 */

import type { Random } from '../../core/random.ts'
import { signHoldAck } from '../../core/table.ts'
import type { ReadMessage } from '../../protocols/read/index.ts'
import type { ReplicateMessage } from '../../protocols/replicate/index.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { ArchiveContext } from './context.ts'

const LIE_SHARE = 0.5

export function lieAsHolder(
  context: ArchiveContext,
  vehicle: VirtualVehicle,
  random: Random
): void {
  const { world } = context
  const { crypto, peer } = vehicle

  const change = (blocks: readonly Uint8Array[]): readonly Uint8Array[] => {
    if (blocks.length === 0 || !random.chance(LIE_SHARE)) {
      return blocks
    }
    context.count('changed blocks')
    return blocks.map((block) => {
      const changed = block.slice()
      const at = random.integer(0, changed.length - 1)
      changed[at] = (changed[at] ?? 0) ^ (1 << random.integer(0, 7))
      return changed
    })
  }

  world.network.tamper(peer, (_to, protocol, message) => {
    if (protocol === 'replicate') {
      const said = message as ReplicateMessage
      return [said.type === 'chunk' ? { ...said, blocks: change(said.blocks) } : said]
    }
    if (protocol === 'read') {
      const said = message as ReadMessage
      return [said.type === 'data' ? { ...said, blocks: change(said.blocks) } : said]
    }
    return [message]
  })
  world.observe({
    delivered(to, from, protocol, message) {
      const said = message as ReplicateMessage
      if (to !== vehicle || protocol !== 'replicate' || said.type !== 'offer') {
        return
      }
      const { chain, epoch, head } = said
      const hold = { chain, epoch, height: head.height, headHash: head.hash, peer }
      const ack = signHoldAck(crypto, hold)
      context.count('false holds')
      world.network.send(peer, from, 'replicate', { type: 'hold', ack })
    }
  })
}
