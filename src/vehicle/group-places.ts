/**
 * Placing the chain of a group that this vehicle belongs to: what is decided is signed by its members
 * first, so that the table covers all that the caller has been answered for.
 *
 * Keeps: the placement is asked for once, whatever becomes of the signatures; without them it covers
 * what was signed before.
 */
import type { CertifyHeadRequest } from '../protocols/paxos/index.ts'
import type { PlaceRequest } from './requests.ts'

type Place = PlaceRequest & { readonly chain: string }

export interface GroupPlaces {
  request(id: string, asked: Place): void
  /** The members have signed, or could not. */
  answered(step: string): void
}

/** Signatures of a majority take a round trip; nobody waits longer for them. */
const SIGN_MS = 2_000

/** Ids of requests for signatures; their answers stay inside the vehicle. */
export const SIGN_PREFIX = 'vehicle:sign:'

/** `ask` puts a request to the machine that answers it. */
export function createGroupPlaces(
  ask: (id: string, request: Place | CertifyHeadRequest) => void
): GroupPlaces {
  /** Requests that wait for signatures, SIGN_MS at most. */
  const waiting = new Map<string, { readonly id: string; readonly asked: Place }>()
  let steps = 0

  return {
    request(id, asked) {
      const step = `${SIGN_PREFIX}${++steps}`
      waiting.set(step, { id, asked })
      const { chain, deadlineMs = SIGN_MS } = asked
      ask(step, { type: 'certifyHead', chain, deadlineMs: Math.min(SIGN_MS, deadlineMs) })
    },
    answered(step) {
      const one = waiting.get(step)
      waiting.delete(step)
      if (one !== undefined) {
        ask(one.id, one.asked)
      }
    }
  }
}
