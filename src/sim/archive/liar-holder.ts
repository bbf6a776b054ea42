/**
 * A backup that says it holds what it has not, and serves what it has changed: flipped bits, blocks of
 * its own making that link perfectly and a head that is higher than it is.
 */
import { createBlock, decodeBlock } from '../../core/block.ts'
import type { Random } from '../../core/random.ts'
import { signHoldAck } from '../../core/table.ts'
import type { ReadMessage } from '../../protocols/read/index.ts'
import type { ReplicateMessage } from '../../protocols/replicate/index.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { ArchiveContext } from './context.ts'
import { drawEntries } from './proposer.ts'

const LIE_SHARE = 0.6

type Blocks = readonly Uint8Array[]
type Data = Extract<ReadMessage, { readonly type: 'data' }>

export function lieAsHolder(
  context: ArchiveContext,
  vehicle: VirtualVehicle,
  random: Random
): void {
  const { world } = context
  const { crypto, peer } = vehicle

  const flip = (blocks: Blocks): Blocks =>
    blocks.map((block) => {
      const changed = block.slice()
      const at = random.integer(0, changed.length - 1)
      changed[at] = (changed[at] ?? 0) ^ (1 << random.integer(0, 7))
      return changed
    })

  /** Other entries under true headers' heights and links, hashed and signed anew by the liar. */
  const remake = (blocks: Blocks): Blocks => {
    let prev: string | undefined
    return blocks.map((bytes) => {
      const { header } = decodeBlock(crypto, bytes)
      const { chain, height, timeMs } = header
      const entries = drawEntries(context, random)
      const block = createBlock(crypto, {
        chain,
        height,
        prev: prev ?? header.prev,
        timeMs,
        entries
      })
      prev = block.hash
      return block.bytes
    })
  }

  const change = (blocks: Blocks): Blocks => {
    if (blocks.length === 0 || !random.chance(LIE_SHARE)) {
      return blocks
    }
    context.count('changed blocks')
    return random.chance(0.5) ? flip(blocks) : remake(blocks)
  }

  const lieToReader = (data: Data): Data => {
    const lie = random.integer(0, 2)
    if (lie === 0 && random.chance(LIE_SHARE)) {
      context.count('raised heads')
      return { ...data, headHeight: data.headHeight + random.integer(1, 3) }
    }
    return { ...data, blocks: change(data.blocks) }
  }

  const lie = (protocol: string, message: unknown): unknown => {
    const said = message as ReplicateMessage | ReadMessage
    if (protocol === 'replicate' && said.type === 'chunk') {
      return { ...said, blocks: change(said.blocks) }
    }
    return protocol === 'read' && said.type === 'data' ? lieToReader(said) : message
  }

  world.network.tamper(peer, (_to, protocol, message) => [lie(protocol, message)])
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
