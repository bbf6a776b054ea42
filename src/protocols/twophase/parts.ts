/**
 * What the roles of one site share.
 */
import type { TwophaseRules } from '../../core/engine-rules.ts'
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import { isKept } from '../../core/lines.ts'
import type { NowMs, WriteOp } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Knowledge } from './knowledge.ts'
import type { LogCalls } from './log-calls.ts'
import type { TwophaseSettings } from './options.ts'
import type { Standing } from './records.ts'
import type { Store } from './store.ts'
import type { Content, LogView, Out, TwophasePorts } from './types.ts'

export interface SiteParts {
  readonly environment: Environment
  readonly settings: TwophaseSettings
  readonly ports: TwophasePorts
  readonly chain: ChainId
  readonly rules: TwophaseRules
  readonly store: Store
  readonly log: LogCalls
  readonly knowledge: Knowledge
  readonly standing: Standing
  /** This vehicle has its part in the ring, or something under way; else it asks nobody for news. */
  isConcerned(): boolean
  /** The log that is kept here. */
  view(): LogView | undefined
  /** To be written with everything else of this step, before anything of it is heard. */
  readonly ops: WriteOp[]
  /** To another vehicle, or to this one: then it is heard when this step is on disk, if it must be. */
  send(to: PeerId, content: Content): void
  /** What of its keys this vehicle may tell others now. */
  readonly allowance: { isSpent(): boolean; spend(bytes: number): void }
  /** Calls back when everything that this step writes is on disk. */
  afterDisk(then: (nowMs: NowMs, out: Out) => void): void
  fact(name: string, detail: Readonly<Record<string, unknown>>, out: Out): void
}

/** Pause before the n-th sending, from 1. */
export function pauseMs({ resendMsMin, resendMsMax }: TwophaseSettings, sent: number): number {
  return Math.min(resendMsMax, Math.ceil(resendMsMin * 1.5 ** Math.min(sent - 1, 10)))
}

/** Whether this vehicle acts by the ring that it knows: it has acted by no later one, and is not silent. */
export function mayAct(parts: Acting): boolean {
  return parts.knowledge.version >= parts.standing.leastVersion && !isSilent(parts)
}

/**
 * Whether it has removed keys that this ring counts on it for, by one that was lost with members of the group:
 * then it says nothing of keys, until a person says what is to become of it.
 */
export function isSilent({ knowledge, standing }: Acting): boolean {
  const { ring, version } = knowledge
  const isNews = ring !== undefined && version >= standing.leastVersion
  return (
    isNews &&
    !isKept(standing.record.removedFor, version, ring.lines) &&
    knowledge.isOwner(ring.nodes)
  )
}

type Acting = Pick<SiteParts, 'knowledge' | 'standing'>
