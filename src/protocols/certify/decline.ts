/**
 * How a member says no, and what both roles report of a peer that says something false.
 */
import type { BoothId } from '../../core/booth.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'
import { expectedHeight } from './judgement.ts'
import { REFUSE_TEXT_CHARACTERS_MAX } from './limits.ts'
import type { Parts } from './parts.ts'
import type { Out, RefuseMessage, RefuseReason } from './types.ts'

/** What is refused; height 0 for the booth itself. */
export interface Place {
  readonly chain: ChainId
  readonly booth: BoothId
  readonly height: number
}

const NO_EVIDENCE = new Uint8Array(0)

/** Why this vehicle votes for no block of this chain, or undefined when it may. */
export function standing(
  { environment, frozen }: Parts,
  chain: ChainId
): readonly [RefuseReason, string] | undefined {
  if (frozen.has(chain)) {
    return ['frozen', 'the chain is frozen']
  }
  const damage = environment.holdings.get(chain)?.damage ?? []
  return environment.isDamaged || damage.length > 0
    ? ['damaged', 'the chain is damaged on this disk']
    : undefined
}

export function refuse(
  parts: Parts,
  to: PeerId,
  { chain, booth, height }: Place,
  reason: RefuseReason,
  text: string,
  out: Out
): void {
  const message: RefuseMessage = {
    type: 'refuse',
    chain,
    booth,
    height,
    reason,
    text: text.slice(0, REFUSE_TEXT_CHARACTERS_MAX),
    evidence: parts.frozen.has(chain) ? parts.frozen.evidenceOf(chain) : NO_EVIDENCE,
    expectedHeight: reason === 'unlinked' ? expectedHeight(parts, chain) : 0
  }
  out.push({ type: 'send', to, protocol: 'certify', message })
  const detail = { chain, booth, height, reason, text: message.text }
  out.push({ type: 'fact', fact: { name: 'certify:declined', detail } })
}

/** A peer said something that no correct vehicle says. */
export function distrust(chain: ChainId, peer: PeerId, reason: string, out: Out): void {
  const detail = { chain, from: peer, reason }
  out.push({ type: 'fact', fact: { name: 'certify:refused', detail } })
  out.push({ type: 'signal', signal: { type: 'distrust', peer, reason } })
}
