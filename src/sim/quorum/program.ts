/**
 * Vehicles of the suite `quorum`: the quorum machine with its real codec, books and state; booths and the
 * log are played by the world.
 */
import { fromUtf8, toHex, toUtf8 } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import { OPEN_FLEET } from '../../core/fleet.ts'
import { decodeChain } from '../../core/genesis.ts'
import { createHoldings } from '../../core/holdings.ts'
import { machineKey } from '../../core/keyspace.ts'
import { INCARNATION_BYTES } from '../../core/limits.ts'
import type { Effect, Sink } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { NO_SUMMARY, type Selection } from '../../core/selector.ts'
import { createTables } from '../../core/tables.ts'
import {
  type ArchiveBatch,
  createQuorum,
  type QuorumMessage,
  type QuorumOptions,
  type QuorumPorts,
  type QuorumRequest,
  quorumSpec,
  type RegisterState
} from '../../protocols/quorum/index.ts'
import {
  addAnswers,
  answerFromEntries,
  applyToEntry,
  keyOfOperation,
  planOfQuestion
} from '../../state/kv/index.ts'
import type { SimCodec, SimProgram, SimVehicle, VehicleParts } from '../program.ts'

/** Gives a vehicle the genesis of the group. */
export interface AdoptRequest {
  readonly type: 'adopt'
  readonly genesis: Uint8Array
}

/** What the world plays for the vehicles. */
export interface PlayedPorts {
  boothOf(peer: PeerId): ReturnType<QuorumPorts['boothOf']>
  memberSince(peer: PeerId, of: PeerId): number
  archive(peer: PeerId, id: string, batch: ArchiveBatch): void
  membersOf(peer: PeerId): readonly PeerId[]
  archiveOf(peer: PeerId): ReturnType<QuorumPorts['archiveOf']>
}

/** A batch is in the log. */
export interface ArchivedRequest {
  readonly type: 'archived'
  readonly id: string
  readonly isDone: boolean
}

export const INCARNATION_KEY: string = machineKey('vehicle', 'incarnation')

export const REGISTER_STATE: RegisterState = {
  keyOf: keyOfOperation,
  apply: applyToEntry,
  planOf: planOfQuestion,
  answer: answerFromEntries,
  add: addAnswers
}

/** Nobody selects records here. */
const NO_SELECTION: Selection = {
  summarise: () => NO_SUMMARY,
  mayMatch: () => true,
  matches: () => [],
  times: () => []
}

const SILENT_CODEC: SimCodec = {
  bytesMax: 0,
  inboundMessagesMax: 0,
  encode: () => new Uint8Array(0),
  decode: () => undefined
}

export function quorumProgram(options: QuorumOptions, played: PlayedPorts): SimProgram {
  return {
    protocols: new Map([['quorum', quorumSpec as unknown as SimCodec]]),
    gossip: SILENT_CODEC,
    createVehicle: (parts) => createMember(parts, options, played)
  }
}

function createMember(
  { self, crypto, random, disk }: VehicleParts,
  options: QuorumOptions,
  played: PlayedPorts
): SimVehicle {
  const connected = new Set<PeerId>()
  const stored = disk.state.get(INCARNATION_KEY)
  const incarnation =
    stored === undefined ? toHex(random.bytes(INCARNATION_BYTES)) : fromUtf8(stored)
  const environment: Environment = {
    self,
    crypto,
    random,
    fleet: OPEN_FLEET,
    holdings: createHoldings(crypto, NO_SELECTION, disk),
    tables: createTables(crypto, OPEN_FLEET, disk),
    selection: NO_SELECTION,
    peers: { connected, advert: () => undefined },
    isDamaged: disk.integrity.stateDamage !== undefined,
    quota: () => ({ quotaBytes: 0, usedBytes: 0, diskFreeBytes: 0 })
  }
  const quorum = createQuorum(environment, options, disk, {
    incarnation,
    state: REGISTER_STATE,
    boothOf: () => played.boothOf(self),
    memberSince: (_chain, of) => played.memberSince(self, of),
    archive: (id, _chain, batch) => played.archive(self, id, batch),
    membersOf: () => played.membersOf(self),
    archiveOf: () => played.archiveOf(self)
  })

  const request = (
    nowMs: number,
    id: string,
    asked: QuorumRequest | AdoptRequest | ArchivedRequest,
    out: Sink<Effect>
  ): void => {
    if (asked.type === 'adopt') {
      const chain = decodeChain(crypto, asked.genesis)
      environment.holdings.adopt(chain, out)
      const head = { height: 0, hash: '' }
      const signal = { type: 'decided', chain: chain.id, head } as const
      quorum.step(nowMs, { type: 'signal', signal }, out)
      out.push({ type: 'reply', id, reply: { type: 'ok', value: undefined } })
    } else if (asked.type === 'archived') {
      quorum.archived(asked.id, asked.isDone)
      out.push({ type: 'reply', id, reply: { type: 'ok', value: undefined } })
    } else {
      quorum.step(nowMs, { type: 'request', id, request: asked }, out)
    }
  }

  return {
    step(nowMs, event, out) {
      switch (event.type) {
        case 'start':
          if (stored === undefined) {
            const value = toUtf8(incarnation)
            out.push({ type: 'write', ops: [{ type: 'put', key: INCARNATION_KEY, value }] })
          }
          quorum.step(nowMs, event, out)
          break
        case 'message': {
          const { from, message } = event
          quorum.step(nowMs, { type: 'message', from, message: message as QuorumMessage }, out)
          break
        }
        case 'request':
          request(nowMs, event.id, event.request as QuorumRequest, out)
          break
        case 'connected':
        case 'disconnected':
          connected[event.type === 'connected' ? 'add' : 'delete'](event.peer)
          quorum.step(nowMs, event, out)
          break
        case 'timer':
          quorum.step(nowMs, event, out)
          break
        default:
      }
      environment.holdings.flush(out)
    },
    status: (nowMs) => quorum.status(nowMs)
  }
}
