/**
 * Faults on purpose, for researchers and tests: protocols refused, links cut. All protocols honour
 * them, because they are applied where messages enter and leave the vehicle.
 *
 * Source: set_offline of VGuardDB, failLink and fixLink of the Paxos block chain; in memory only.
 */
import type { PeerId } from '../core/peer.ts'
import type { LinkRequest, OfflineRequest } from './requests.ts'
import type { FaultStatus } from './types.ts'

/** What is told where faults on purpose are not allowed. */
export const NOT_ALLOWED = {
  reason: 'notAllowed',
  message: 'this vehicle was not started with faults allowed (--enable-faults)',
  retry: false
} as const

export interface Faults {
  apply(request: OfflineRequest | LinkRequest): FaultStatus
  /** Whether a message of this protocol from or to this peer is lost on purpose. */
  isLost(peer: PeerId, protocol: string): boolean
  status(): FaultStatus
}

/** Stands for all protocols. */
const ALL = '*'

export function createFaults(): Faults {
  const offline = new Set<string>()
  const cuts = new Set<string>()

  const status = (): FaultStatus => ({
    offline: [...offline].sort(),
    cuts: [...cuts].sort()
  })

  return {
    status,
    isLost: (peer, protocol) =>
      (offline.size > 0 && (offline.has(ALL) || offline.has(protocol))) ||
      (cuts.size > 0 && (cuts.has(peer) || cuts.has(`${peer} ${protocol}`))),
    apply(request) {
      if (request.type === 'setOffline') {
        for (const protocol of request.protocols ?? [ALL]) {
          setMember(offline, protocol, request.offline)
        }
        if (!request.offline && request.protocols === undefined) {
          offline.clear()
        }
      } else {
        const { peer, protocol } = request
        const cut = protocol === undefined ? peer : `${peer} ${protocol}`
        setMember(cuts, cut, request.type === 'cutLink')
      }
      return status()
    }
  }
}

function setMember(set: Set<string>, item: string, isMember: boolean): void {
  if (isMember) {
    set.add(item)
  } else {
    set.delete(item)
  }
}
