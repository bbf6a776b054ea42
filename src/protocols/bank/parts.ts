/**
 * What the roles of one branch share.
 */
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'
import type { LogCalls } from './log-calls.ts'
import type { BankSettings } from './options.ts'
import type { PendingBook } from './pending.ts'
import type { BankMessage, BankPorts, Books, Out } from './types.ts'

export interface BranchParts {
  readonly environment: Environment
  readonly settings: BankSettings
  readonly ports: BankPorts
  readonly chain: ChainId
  readonly pending: PendingBook
  readonly log: LogCalls
  /** The bank as it is applied here; undefined when this vehicle has none. */
  books(): Books | undefined
  send(to: PeerId, message: BankMessage, out: Out): void
  fact(name: string, detail: Readonly<Record<string, unknown>>, out: Out): void
}

/** Pause before the n-th sending, from 1. */
export function pauseMs({ resendMsMin, resendMsMax }: BankSettings, sent: number): number {
  return Math.min(resendMsMax, Math.ceil(resendMsMin * 1.5 ** Math.min(sent - 1, 10)))
}
