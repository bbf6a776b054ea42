/**
 * The plays: what can be asked of vehicles in each, by the engine whose messages are to be seen.
 */
import { toUtf8 } from '../../core/bytes.ts'
import type { GroupEngine } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'
import { encodeOperation, encodeQuery, jsonValue, keyOfText } from '../../state/kv/index.ts'
import { encodeRecord } from '../../state/records/index.ts'
import type { GroupOpened, VehicleRequest } from '../../vehicle/requests.ts'

/** What an action may know when it is asked for. */
export interface Scene {
  /** Whoever is asked. */
  readonly self: PeerId
  /** Of the booth or group that is to be opened, in the order of their names. */
  readonly members: readonly PeerId[]
  /** The chain of the first vehicle, or of the group once it is open. */
  readonly chain: string | undefined
  /** Steps made so far, so that no two values are alike. */
  readonly step: number
  /** World time in ms. */
  readonly nowMs: number
}

export interface Action {
  readonly name: string
  readonly label: string
  /** Whom it is meant for: the first vehicle, or any. */
  readonly who: 'first' | 'any'
  /** It needs a chain that is open. */
  readonly needsChain: boolean
  requestOf(scene: Scene): VehicleRequest
}

export interface Play {
  readonly name: string
  readonly title: string
  /** Members of its booth or group where nothing else is asked for, of so many vehicles. */
  membersOf(vehicles: number): number
  readonly actions: readonly Action[]
  /** The chain that an answer has opened, if it has. */
  chainOf(value: unknown): string | undefined
}

const KEY = keyOfText('x')

const BOOTH: Play = {
  name: 'booth',
  title: 'A booth certifies records, backups keep them, readers are sent on',
  membersOf: (vehicles) => Math.min(vehicles, 4),
  actions: [
    {
      name: 'open',
      label: 'open a booth of the members',
      who: 'first',
      needsChain: false,
      requestOf: ({ members }) => ({ type: 'openBooth', members })
    },
    {
      name: 'append',
      label: 'append a record',
      who: 'first',
      needsChain: true,
      requestOf: ({ step, nowMs }) => ({ type: 'append', entries: [recordOf(step, nowMs)] })
    },
    {
      name: 'end',
      label: 'end the booth, two backups',
      who: 'first',
      needsChain: true,
      requestOf: ({ step }) => ({ type: 'endBooth', operation: `end-${step}`, backups: 2 })
    },
    {
      name: 'read',
      label: 'read the newest record',
      who: 'any',
      needsChain: true,
      requestOf: ({ chain = '' }) => ({ type: 'read', chain, selector: { latest: 1 } })
    }
  ],
  chainOf: (value) => textField(value, 'chain')
}

function group(engine: GroupEngine, title: string): Play {
  return {
    name: engine,
    title,
    membersOf: (vehicles) => vehicles,
    actions: [
      {
        name: 'open',
        label: 'open a group of the members',
        who: 'first',
        needsChain: false,
        requestOf: ({ members }) => ({
          type: 'openGroup',
          engine,
          state: 'kv',
          members,
          name: engine,
          workBits: 0
        })
      },
      {
        name: 'put',
        label: 'put x',
        who: 'any',
        needsChain: true,
        requestOf: ({ chain = '', step }) => ({
          type: 'submit',
          chain,
          operation: encodeOperation({
            type: 'put',
            key: KEY,
            value: jsonValue(String(step)),
            ttlMs: 0,
            wantsPrevious: false
          })
        })
      },
      {
        name: 'get',
        label: 'get x',
        who: 'any',
        needsChain: true,
        requestOf: ({ chain = '' }) => ({
          type: 'query',
          chain,
          question: encodeQuery({ type: 'get', key: KEY })
        })
      }
    ],
    chainOf: (value) => textField(value, 'chain') ?? (value as GroupOpened | undefined)?.chain
  }
}

export const PLAYS: readonly Play[] = [
  BOOTH,
  group('paxos', 'A group agrees on a log: leader, ballots, blocks'),
  group('quorum', 'A leader elected by id writes to a quorum of versioned values'),
  group('twophase', 'Owners on a ring prepare, vote, and commit')
]

export function playOf(name: string): Play | undefined {
  return PLAYS.find((play) => play.name === name)
}

function recordOf(step: number, timeMs: number): Uint8Array {
  return encodeRecord({ kind: 'bytes', key: 'step', timeMs, payload: toUtf8(`record ${step}`) })
}

function textField(value: unknown, name: string): string | undefined {
  const found = (value as Readonly<Record<string, unknown>> | undefined)?.[name]
  return typeof found === 'string' ? found : undefined
}
