/**
 * Which machine answers which request: by the type of the request, and by the engine of the group that
 * is asked.
 */
import type { Holdings } from '../core/holdings.ts'
import type { CertifyHeadRequest } from '../protocols/paxos/index.ts'
import type { FindChainRequest } from '../protocols/reconcile/index.ts'
import type { BankLogRequest } from './bank-requests.ts'
import type { BoothStep } from './end-booth.ts'
import { engineOf } from './engines.ts'
import { isLogId } from './log-users.ts'
import type { VehicleRequest } from './requests.ts'

export type MachineName =
  | 'certify'
  | 'replicate'
  | 'release'
  | 'read'
  | 'spread'
  | 'paxos'
  | 'reconcile'
  | 'bank'
  | 'quorum'
  | 'twophase'
  | 'retention'

/** Requests that machines answer, the vehicle's own to them included. */
export type MachineRequest =
  | Exclude<
      VehicleRequest,
      | BankLogRequest
      | {
          readonly type: 'endBooth' | 'setOffline' | 'cutLink' | 'fixLink' | 'import' | 'acceptLoss'
        }
    >
  | BoothStep
  | FindChainRequest
  | CertifyHeadRequest

/** Which machine answers which request. */
const MACHINE_OF = {
  openBooth: 'certify',
  append: 'certify',
  seal: 'certify',
  place: 'replicate',
  read: 'read',
  discoverChains: 'read',
  openGroup: 'paxos',
  changeMembers: 'paxos',
  recoverGroup: 'paxos',
  submit: 'paxos',
  query: 'paxos',
  certifyHead: 'paxos',
  findChain: 'reconcile',
  bankTransfer: 'bank',
  bankMove: 'bank',
  bankFlush: 'bank',
  ringJoin: 'twophase',
  ringLeave: 'twophase',
  ringShow: 'twophase',
  pin: 'retention',
  unpin: 'retention'
} as const

/** The machine that answers a request, or a sentence when none may. */
export function machineFor(
  holdings: Holdings,
  id: string,
  request: MachineRequest
): { readonly name: MachineName } | { readonly fault: string } {
  if (isLogId(id)) {
    // What a machine asks of the log of its group is no matter of that machine itself.
    return { name: 'paxos' }
  }
  const chain = 'chain' in request ? holdings.get(request.chain ?? '')?.chain : undefined
  const parts = chain === undefined ? undefined : engineOf(chain.genesis)
  switch (request.type) {
    case 'submit':
    case 'query':
      return { name: parts?.machine ?? 'paxos' }
    case 'changeMembers':
    case 'recoverGroup': {
      const faultOf = request.type === 'recoverGroup' ? parts?.recoveryFault : parts?.membersFault
      const fault = chain && faultOf?.(chain.genesis, request.members)
      return fault === undefined ? { name: 'paxos' } : { fault }
    }
    default:
      return { name: MACHINE_OF[request.type] }
  }
}
