/**
 * vguard-node as a library: a vehicle in your program.
 *
 *   import { createVGuardNode } from 'vguard-node'
 *
 *   await using node = await createVGuardNode({ dataDir: './car-1', open: true })
 *   await node.endBooth({ participants, records, operation: 'trip-7' })
 *   for await (const { record } of node.readAll('car-2', { latest: 10 })) …
 */
import './polyfill.ts'

export type { QuorumRules, TwophaseRules } from './core/engine-rules.ts'
export { InvalidInputError, InvalidMessageError } from './core/errors.ts'
export type { ChainId, Engine, GroupEngine } from './core/genesis.ts'
export type { PeerId } from './core/peer.ts'
export type { HeightRange } from './core/scan.ts'
export type { Box, Cursor, Selector } from './core/selector.ts'
export type { PlacementReport } from './core/signal.ts'
export { type ControlAddress, parseControlAddress } from './http/address.ts'
export type { CompatServer } from './http/compat/mount.ts'
export type { CompatOptions, KvstoreOptions, VguarddbOptions } from './http/compat/options.ts'
export {
  type ControlServer,
  type ControlServerOptions,
  startControlServer
} from './http/server.ts'
export { loadOrCreateToken } from './http/token.ts'
export {
  IngestError,
  type IngestFormat,
  type IngestOptions,
  type IngestProgress,
  type IngestSource,
  ingest,
  openFile
} from './ingest/index.ts'
export { parseTriplets, type Triplet } from './ingest/triplets.ts'
export type {
  AppendAllOptions,
  AppendOptions,
  AppendProgress,
  BoothView,
  ChainView,
  ChangeMembersOptions,
  EndBoothOptions,
  GroupMemberView,
  GroupView,
  Health,
  NodeStatus,
  OpenBoothOptions,
  OpenGroupOptions,
  PeerView,
  PinnedRanges,
  PlaceOptions,
  ReadOptions,
  ReadPage,
  ReadRecord,
  RecordInput,
  RecoverGroupOptions,
  VGuardNode
} from './node/api.ts'
export type { BlockRange, ChainReport, VerifiedBlock } from './node/archive.ts'
export type * from './node/bank/api.ts'
export type { CallOptions } from './node/calls.ts'
export {
  NotFoundError,
  OutcomeUnknownError,
  RefusedError,
  StartError,
  TimedOutError,
  VGuardError
} from './node/errors.ts'
export type { NodeEventMap, NodeEventName } from './node/event-map.ts'
export type { NodeEvent, NodeEvents, WatchOptions } from './node/events.ts'
export { createFleet, type InviteOptions, inviteVehicle, joinFleet } from './node/fleet-files.ts'
export { loadOrCreateIdentity, type NodeIdentity } from './node/identity.ts'
export type * from './node/kv/api.ts'
export { KV_FEATURES, type KvFeature, type KvGroup, kvPromises } from './node/kv/promises.ts'
export { type JsonText, jsonText } from './node/kv/values.ts'
export { createLogger, type Logger } from './node/logger.ts'
export { createVGuardNode } from './node/node.ts'
export type { NodeOptions } from './node/options.ts'
export type * from './node/ring-api.ts'
export { IdentityError } from './node/secret-files.ts'
export type { ImportReport } from './node/transfer.ts'
export { VERSION } from './node/version.ts'
export type { BranchStatus } from './protocols/bank/index.ts'
export type { GroupStatus } from './protocols/paxos/index.ts'
export type { QuorumGroupStatus } from './protocols/quorum/index.ts'
export type { SiteStatus } from './protocols/twophase/index.ts'
export {
  type BytesRecord,
  type DriveOptions,
  decodeRecord,
  encodeRecord,
  type Gps,
  type GpsRecord,
  type GpsRow,
  generateDrive,
  gpsRecord,
  type JsonRecord,
  type PlainRecord,
  type Position,
  recordEntryFault,
  toGpsLine,
  toGpsRow,
  toPlainRecord,
  type VehicleRecord
} from './state/records/index.ts'
export type { VehicleOptions } from './vehicle/options.ts'
export type {
  AcceptedLoss,
  Appended,
  BoothEnded,
  BoothOpened,
  GroupOpened,
  ReadStep
} from './vehicle/requests.ts'
export type { ChainStatus, Duty, FaultStatus, VehicleStatus } from './vehicle/types.ts'
