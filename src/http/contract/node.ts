/**
 * The node: life signs, metrics, status, peers, its end.
 */
import { Type } from 'typebox'
import { ChainStatusBody } from './chains.ts'
import { FaultsBody } from './faults.ts'
import { GroupBody } from './groups.ts'
import { operation } from './operation.ts'
import { Anything, Strings } from './shapes.ts'

const Health = Type.Enum(['ok', 'degraded', 'damaged', 'halted'])
const Numbers = Type.Record(Type.String(), Type.Number())

export const ReadyBody = Type.Object({
  isReady: Type.Boolean(),
  health: Health,
  problems: Strings
})

export const PeerBody = Type.Object({
  peer: Type.String(),
  name: Type.String(),
  addresses: Strings,
  isConnected: Type.Boolean(),
  version: Type.Optional(Type.String()),
  direction: Type.Optional(Type.Enum(['inbound', 'outbound'])),
  connectedAtMs: Type.Optional(Type.Number()),
  clockAheadMs: Type.Optional(Type.Number())
})

const VehicleBody = Type.Object({
  peer: Type.String(),
  ownChain: Type.String(),
  isDamaged: Type.Boolean(),
  stateDamage: Type.Optional(Type.String()),
  connected: Strings,
  chains: Type.Array(ChainStatusBody),
  quota: Type.Object({
    quotaBytes: Type.Number(),
    usedBytes: Type.Number(),
    diskFreeBytes: Type.Number()
  }),
  faults: FaultsBody,
  machines: Anything
})

export const StatusBody = Type.Object({
  version: Type.String(),
  peer: Type.String(),
  name: Type.String(),
  fleet: Type.Optional(Type.String()),
  isOpen: Type.Boolean(),
  addresses: Strings,
  uptimeMs: Type.Number(),
  health: Health,
  problems: Strings,
  peers: Type.Object({
    discovered: Type.Integer(),
    connected: Type.Integer(),
    subscribed: Type.Integer(),
    inBooth: Type.Integer()
  }),
  gossip: Type.Object({ topics: Strings, subscribers: Strings }),
  groups: Type.Array(GroupBody),
  storeBytes: Type.Number(),
  traffic: Type.Object({
    sentBytes: Type.Number(),
    receivedBytes: Type.Number(),
    sentBy: Numbers,
    receivedBy: Numbers
  }),
  notes: Strings,
  vehicle: VehicleBody,
  runtime: Type.Object({
    queued: Type.Integer(),
    timers: Type.Integer(),
    pending: Type.Integer(),
    unreleased: Type.Integer(),
    steps: Type.Integer(),
    batches: Type.Integer(),
    batchedOps: Type.Integer(),
    syncMs: Type.Number(),
    dropped: Type.Integer()
  })
})

/** Records with their checksums, as they are stored; values are base64. */
const CopyLine = Type.Union([
  Type.Object({
    type: Type.Literal('records'),
    records: Type.Array(Type.Tuple([Type.String(), Type.String()]))
  }),
  Type.Object({ type: Type.Literal('end'), records: Type.Integer() })
])

const get = { method: 'GET', tag: 'node' } as const
const post = { method: 'POST', tag: 'node' } as const

export const NODE_OPERATIONS = {
  livez: operation({
    ...get,
    id: 'livez',
    path: '/livez',
    summary: 'The process answers',
    isOpen: true,
    text: 'text/plain'
  }),
  readyz: operation({
    ...get,
    id: 'readyz',
    path: '/readyz',
    summary: 'Whether the vehicle does its work; 503 when it is halted or damaged',
    isOpen: true,
    answer: ReadyBody,
    also: 503
  }),
  version: operation({
    ...get,
    id: 'version',
    path: '/version',
    summary: 'The version of the program',
    isOpen: true,
    answer: Type.Object({ version: Type.String() })
  }),
  openapi: operation({
    ...get,
    id: 'openapi',
    path: '/openapi.json',
    summary: 'This document',
    isOpen: true,
    answer: Anything
  }),
  metrics: operation({
    ...get,
    id: 'metrics',
    path: '/metrics',
    summary: 'Metrics in the text format of Prometheus',
    text: 'text/plain; version=0.0.4'
  }),
  status: operation({
    ...get,
    id: 'status',
    path: '/v1/status',
    summary: 'What the node tells of itself',
    answer: StatusBody
  }),
  config: operation({
    ...get,
    id: 'config',
    path: '/v1/config',
    summary: 'The settings in force, without secrets',
    answer: Anything
  }),
  peers: operation({
    ...get,
    id: 'peers',
    path: '/v1/peers',
    summary: 'Vehicles that are connected or were',
    answer: Type.Object({ peers: Type.Array(PeerBody) })
  }),
  copyStore: operation({
    ...get,
    id: 'copyStore',
    path: '/v1/store',
    summary: 'Every record of the store at one moment, for a backup; no key is among them',
    lines: CopyLine
  }),
  reloadFleet: operation({
    ...post,
    id: 'reloadFleet',
    path: '/v1/fleet/reload',
    summary: 'Takes over revocations that were written into the data directory',
    answer: Type.Object({ isNewer: Type.Boolean() })
  }),
  stop: operation({
    ...post,
    id: 'stop',
    path: '/v1/stop',
    summary: 'Ends the process',
    status: 202,
    answer: Type.Object({ stopping: Type.Boolean() })
  })
}
