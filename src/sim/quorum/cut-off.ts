/**
 * A member that is cut off from the others for a while, but not from its clients.
 */
import type { QuorumContext } from './context.ts'

export interface CutOff {
  readonly peer: string
  /** For the trace: who it is. */
  readonly who: string
  readonly forMs: number
  /** Nobody hears it; so it is unless said otherwise. */
  readonly isMute?: boolean
  /** It hears nobody; so it is unless said otherwise. */
  readonly isDeaf?: boolean
}

export function cutOff(
  { world, booths }: Pick<QuorumContext, 'world' | 'booths'>,
  { peer, who, forMs, isMute = true, isDeaf = true }: CutOff,
  onHealed: () => void = () => undefined
): void {
  world.log('network', `cuts off ${who}`)
  for (const other of booths.newest?.members ?? []) {
    if (other !== peer && isMute) {
      world.network.block(peer, other)
    }
    if (other !== peer && isDeaf) {
      world.network.block(other, peer)
    }
  }
  world.plan(forMs, () => {
    world.log('network', 'heals')
    world.network.heal()
    onHealed()
  })
}
