/**
 * The certify machine: V-Guard's booth consensus by signatures, one vehicle in both roles.
 *
 * The proposer of a chain opens booths, makes blocks of what clients append, and certifies them with
 * the signatures of n - f members; a member keeps each block and its vote before it answers.
 *
 * Keeps: C1 one hash per chain and height is ever signed here; C2 no two certificates of one booth
 * conflict while at most f members lie; C3 the certified prefix is linked by hash; C4 an answer `ok`
 * stands for n - f durable votes.
 * Source: V-Guard (ordering); differs from it: see docs/protocols/certify.md and decision 002.
 */
import type { Environment } from '../../core/environment.ts'
import type { Disk } from '../../core/machine.ts'
import { VOTE_TIMER } from './ballot.ts'
import { createFrozenChains, EVIDENCE_TOKEN } from './frozen.ts'
import { createMember } from './member.ts'
import { type CertifyOptions, resolveCertifyOptions } from './options.ts'
import { createProposer } from './proposer.ts'
import { diskFault } from './room.ts'
import type { CertifyMachine, CertifyMessage, Out } from './types.ts'
import { createVotes } from './votes.ts'

/** @throws InvalidInputError when an option is out of its range */
export function createCertify(
  environment: Environment,
  options: CertifyOptions | undefined,
  disk: Disk
): CertifyMachine {
  const settings = resolveCertifyOptions(options)
  const votes = createVotes(environment, disk)
  const frozen = createFrozenChains(environment, disk)
  const parts = { environment, settings, votes, frozen }
  const proposer = createProposer(parts, disk)
  const member = createMember(parts, disk)

  const message = (nowMs: number, from: string, received: CertifyMessage, out: Out): void => {
    switch (received.type) {
      case 'opened':
      case 'vote':
      case 'refuse':
        proposer.message(nowMs, from, received, out)
        break
      default:
        member.message(nowMs, from, received, out)
    }
  }

  /** Evidence that another machine or another vehicle has found. */
  const learn = (nowMs: number, chain: string, evidence: Uint8Array, out: Out): void => {
    const held = environment.holdings.get(chain)
    if (held !== undefined && frozen.learn(held.chain, evidence, out)) {
      proposer.frozen(nowMs, chain, out)
    }
  }

  return {
    isFrozen: frozen.has,
    step(nowMs, event, out) {
      switch (event.type) {
        case 'start':
          frozen.start(out)
          proposer.start(nowMs, out)
          member.start(nowMs)
          break
        case 'message':
          message(nowMs, event.from, event.message, out)
          break
        case 'timer':
          if (event.id.startsWith(VOTE_TIMER)) {
            member.timer(nowMs, event.id, out)
          } else {
            proposer.timer(nowMs, event.id, out)
          }
          break
        case 'loaded':
          if (event.token.startsWith(EVIDENCE_TOKEN)) {
            const chain = frozen.loaded(event.token, event.records, out)
            if (chain !== undefined) {
              member.convicted(chain, out)
            }
          } else {
            proposer.loaded(nowMs, event.token, event.records, out)
          }
          break
        case 'request':
          proposer.request(nowMs, event.id, event.request, out)
          break
        case 'connected':
          proposer.connected(nowMs, event.peer, out)
          member.connected(nowMs, event.peer, out)
          break
        case 'disconnected':
          break
        case 'signal':
          if (event.signal.type === 'evidence') {
            learn(nowMs, event.signal.chain, event.signal.evidence, out)
          } else if (event.signal.type === 'certified') {
            member.advanced(nowMs, event.signal.chain, out)
          }
          break
      }
    },
    status: () => ({
      proposing: proposer.status(),
      memberOf: member.status(),
      frozen: frozen.all(),
      shortage: diskFault(parts)
    })
  }
}
