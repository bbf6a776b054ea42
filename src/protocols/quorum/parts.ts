/**
 * What the parts of one group share: its registers, who counts, and how to send.
 */

import type { QuorumRules } from '../../core/engine-rules.ts'
import type { Environment } from '../../core/environment.ts'
import type { Chain } from '../../core/genesis.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { REGISTER_OVERHEAD_BYTES, STORE_BYTES_MAX } from './limits.ts'
import type { QuorumSettings } from './options.ts'
import type { Register, RegisterKey } from './register.ts'
import type { Registers } from './registers.ts'
import type { Roster } from './roster.ts'
import { compareTags } from './tag.ts'
import type { Out, Outcome, QuorumMessage, QuorumPorts } from './types.ts'

type WithoutName<M> = M extends QuorumMessage ? Omit<M, 'chain' | 'incarnation' | 'booth'> : never

/** A message of a group without the names that every message of it carries. */
export type Content = WithoutName<QuorumMessage>

export interface GroupParts {
  readonly environment: Environment
  readonly settings: QuorumSettings
  readonly ports: QuorumPorts
  readonly chain: Chain
  readonly rules: QuorumRules
  readonly registers: Registers
  readonly roster: Roster
  /** Of this vehicle since it started: no earlier one had the same, but for chance. */
  readonly run: number
  nextId(): number
  send(to: PeerId, content: Content, out: Out): void
  /** Sends what rests on nothing that may still be lost, without waiting for the disk. */
  sendEarly(to: PeerId, content: Content, out: Out): void
  /** One message to several, which is encoded once; early as above. */
  sendAll(peers: readonly PeerId[], content: Content, isEarly: boolean, out: Out): void
  fact(name: string, detail: Readonly<Record<string, unknown>>, out: Out): void
  /** What is asked in one turn goes together: `flush` of the group is called when this turn is on disk. */
  turn(nowMs: NowMs, out: Out): void
  /** A member knows of an epoch: whoever leads an earlier one leads no more. */
  heardOf(nowMs: NowMs, epoch: number, out: Out): void
}

/**
 * Whether a value may still come to be held here: its epoch has not ended, or it makes no difference,
 * because this value, or one that its own leader wrote after it, is held already. A newer one of a later
 * epoch is no successor: its leader may never have seen this one. Nor is what was only pulled held.
 */
export function mayHold(registers: Registers, { key, tag }: Register): boolean {
  const own = registers.tagOf(key)
  const isHeld = own.epoch === tag.epoch && tag.epoch >= registers.heldFrom
  return tag.epoch >= registers.epoch || (isHeld && compareTags(own, tag) >= 0)
}

/** Why a value does not fit, or undefined; one of a known key that is not longer than before always does. */
export function roomFault(
  registers: Registers,
  key: RegisterKey,
  before: Uint8Array | undefined,
  after: Uint8Array | undefined
): Extract<Outcome, { readonly type: 'refused' }> | undefined {
  const { bytes } = registers
  const length = key.length + (after?.length ?? 0)
  const isNew = registers.get(key) === undefined
  const growth = isNew
    ? length + REGISTER_OVERHEAD_BYTES
    : length - key.length - (before?.length ?? 0)
  const text = `the registers take ${bytes} bytes, at most ${STORE_BYTES_MAX} are allowed`
  return growth > 0 && bytes + growth > STORE_BYTES_MAX
    ? { type: 'refused', reason: 'full', text }
    : undefined
}

/** What a question for a key takes, with the answer, as far as this member knows. */
export function shownBytes(registers: Registers): (key: RegisterKey) => number {
  return (key) => key.length + (registers.get(key)?.bytes.length ?? 0)
}

/** The slowest link on which a large message is not sent again while it is on its way: 10 Mbit/s. */
const BYTES_PER_MS = 1_250

/** Pause behind the n-th sending, from 1, of something that goes, or whose answer goes, in so many bytes. */
export function pauseMs(
  { resendMsMin, resendMsMax }: QuorumSettings,
  sent: number,
  bytes: number
): number {
  const pause = Math.min(resendMsMax, Math.ceil(resendMsMin * 1.5 ** Math.min(sent - 1, 10)))
  return pause + Math.floor(bytes / BYTES_PER_MS)
}
