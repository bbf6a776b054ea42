/**
 * The report of a sealed placement: answered once the former holders that can be reached have let
 * their copies go, or after a short wait.
 */
import type { ChainId } from '../../core/genesis.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { PlacementReport } from '../../core/signal.ts'
import type { SealedTable } from '../../core/table.ts'
import { type Draft, targetsIn } from './draft.ts'
import { earliestOf, note, type Out, tell } from './effects.ts'

export interface Reports {
  /** `isConnected` tells whose release is waited for. */
  sealed(
    nowMs: NowMs,
    sealed: SealedTable,
    bytesSent: number,
    obsolete: readonly PeerId[],
    waiters: readonly string[],
    out: Out
  ): void
  /** What is known of the table in force, for a request that it satisfies already. */
  ofTable(sealed: SealedTable, obsolete: readonly PeerId[]): PlacementReport
  released(chain: ChainId, peer: PeerId, out: Out): void
  tick(nowMs: NowMs, out: Out): void
  dueAtMs(): NowMs | undefined
}

interface Open {
  readonly report: PlacementReport
  readonly waiters: readonly string[]
  readonly untilMs: NowMs
}

export function createReports(
  releaseWaitMs: number,
  isConnected: (peer: PeerId) => boolean
): Reports {
  const open = new Map<ChainId, Open>()

  const close = ({ report, waiters }: Open, out: Out): void => {
    open.delete(report.chain)
    for (const id of waiters) {
      out.push({ type: 'reply', id, reply: { type: 'ok', value: report } })
    }
    tell(out, { type: 'placed', chain: report.chain, report })
    note(out, 'placed', { ...report })
  }

  const closeIfDone = (nowMs: NowMs, of: Open, out: Out): void => {
    if (nowMs >= of.untilMs || !of.report.pending.some(isConnected)) {
      close(of, out)
    }
  }

  const ofTable = ({ table }: SealedTable, obsolete: readonly PeerId[]): PlacementReport => ({
    chain: table.chain,
    state: 'sealed',
    epoch: table.epoch,
    height: table.height,
    chosen: table.members,
    released: [],
    pending: obsolete,
    bytesSent: 0
  })

  return {
    ofTable,
    sealed(nowMs, sealed, bytesSent, obsolete, waiters, out) {
      const before = open.get(sealed.table.chain)
      if (before !== undefined) {
        close(before, out)
      }
      const report = { ...ofTable(sealed, obsolete), bytesSent }
      const of = { report, waiters, untilMs: nowMs + releaseWaitMs }
      open.set(report.chain, of)
      closeIfDone(nowMs, of, out)
    },
    released(chain, peer, out) {
      const of = open.get(chain)
      if (of?.report.pending.includes(peer)) {
        const pending = of.report.pending.filter((left) => left !== peer)
        const released = [...of.report.released, peer]
        const next = { ...of, report: { ...of.report, pending, released } }
        open.set(chain, next)
        closeIfDone(0, next, out)
      }
    },
    tick(nowMs, out) {
      for (const of of [...open.values()]) {
        closeIfDone(nowMs, of, out)
      }
    },
    dueAtMs: () => earliestOf(open.values(), ({ untilMs }) => untilMs)
  }
}

export function emptyReport(
  chain: ChainId,
  state: PlacementReport['state'],
  epoch: number,
  height: number
): PlacementReport {
  return { chain, state, epoch, height, chosen: [], released: [], pending: [], bytesSent: 0 }
}

/** What can be said of a draft that is not sealed in time. */
export function unsealedReport(draft: Draft): PlacementReport {
  const { chain, epoch, head, bytesSent } = draft
  const chosen = targetsIn(draft, 'held').map(({ peer }) => peer)
  return { ...emptyReport(chain.id, 'underReplicated', epoch, head.height), chosen, bytesSent }
}
