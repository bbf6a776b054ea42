/**
 * Release and forward: an obsolete backup drops its blocks and keeps only an address.
 *
 * Keeps: a block is never deleted before the forward pointer is durable here and b other vehicles
 * have given their signed word that they hold it.
 * Source: VGuardDB, storage release; PROTOCOLS section 6.5.
 */
import type { Environment } from '../../core/environment.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Disk, Machine, MachineEvent, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Signal } from '../../core/signal.ts'
import type { SealedTable } from '../../core/table.ts'
import { note, type Out } from './effects.ts'
import { CLEAR_TOKEN, createForwards } from './forwards.ts'
import { createHolder } from './holder.ts'
import { type ReleaseOptions, resolveReleaseOptions } from './options.ts'
import { createTeller } from './teller.ts'
import type { ReleaseMessage, ReleasePorts, ReleaseStatus } from './types.ts'

export interface ReleaseMachine extends Machine<'release', ReleaseMessage, never, ReleaseStatus> {
  /** The newest table of a chain that this vehicle has let go; undefined when it has not. */
  forwardOf(chain: ChainId): SealedTable | undefined
  /** Blocks of this chain are on their way out. */
  isDeleting(chain: ChainId): boolean
}

const TIMER = 'release:tick'

export function createRelease(
  environment: Environment,
  options: ReleaseOptions | undefined,
  disk: Disk,
  ports: ReleasePorts
): ReleaseMachine {
  const settings = resolveReleaseOptions(options)
  const forwards = createForwards(environment, settings, disk, ports)
  const holder = createHolder(environment, forwards, settings, ports)
  const teller = createTeller(environment, settings.resendMs)
  let timerAtMs: NowMs | undefined

  const receive = (nowMs: NowMs, from: PeerId, message: ReleaseMessage, out: Out): void => {
    switch (message.type) {
      case 'release':
        holder.release(nowMs, from, message, out)
        break
      case 'released':
        teller.released(from, message, out)
        break
      case 'releaseRefused':
        teller.refused(from, message, out)
        break
      case 'proofAsk':
        teller.proofAsked(from, message, out)
        break
      case 'proof':
        holder.proof(nowMs, from, message, out)
        break
    }
  }

  const hear = (nowMs: NowMs, signal: Signal, out: Out): void => {
    if (signal.type === 'holding') {
      holder.holding(nowMs, signal.chain, signal, out)
    } else if (signal.type === 'reserved') {
      holder.reserved(nowMs, signal.chain, signal.untilMs !== undefined, out)
    } else if (signal.type === 'table') {
      holder.review(nowMs, signal.chain, out)
    } else if (signal.type === 'obsolete') {
      teller.obsolete(nowMs, signal.chain, signal.peers, out)
    }
  }

  const tick = (nowMs: NowMs, out: Out): void => {
    timerAtMs = undefined
    holder.tick(nowMs, out)
    forwards.tick(nowMs, out)
    teller.tick(nowMs, out)
  }

  const handle = (nowMs: NowMs, event: MachineEvent<ReleaseMessage, never>, out: Out): void => {
    if (event.type === 'message') {
      try {
        receive(nowMs, event.from, event.message, out)
      } catch (error) {
        if (!(error instanceof InvalidMessageError)) {
          throw error
        }
        note(out, 'refused', { from: event.from, reason: error.message })
      }
    } else if (event.type === 'signal') {
      hear(nowMs, event.signal, out)
    } else if (event.type === 'loaded') {
      if (event.token.startsWith(CLEAR_TOKEN)) {
        forwards.loaded(event.token, event.records, event.more, out)
      } else {
        teller.loaded(event.token, event.records, out)
      }
    } else if (event.type === 'connected') {
      teller.connected(nowMs, event.peer, out)
    } else if (event.type === 'timer') {
      tick(nowMs, out)
    }
  }

  /** Sets the one timer to whatever is due first. */
  const remind = (out: Out): void => {
    const times = [holder.dueAtMs(), forwards.dueAtMs(), teller.dueAtMs()]
    const due = times.filter((time) => time !== undefined)
    const next = due.length === 0 ? undefined : Math.min(...due)
    if (next !== timerAtMs) {
      timerAtMs = next
      out.push({ type: 'timer', id: TIMER, atMs: next })
    }
  }

  return {
    forwardOf: (chain) =>
      forwards.epochOf(chain) === undefined ? undefined : environment.tables.get(chain),
    isDeleting: forwards.isDeleting,
    status: () => ({
      forwards: forwards.all(),
      deleting: forwards.deleting(),
      pending: teller.pending()
    }),
    step(nowMs, event, out) {
      handle(nowMs, event, out)
      remind(out)
    }
  }
}
