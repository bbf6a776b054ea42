/** Paxos: groups of vehicles that share one state through one log of blocks. */
export { createPaxos } from './machine.ts'
export { PAXOS_DEFAULTS, type PaxosOptions } from './options.ts'
export { paxosSpec } from './spec.ts'
export type {
  CertifyHeadRequest,
  ChangeMembersRequest,
  GroupOpened,
  GroupStatus,
  NextMembers,
  OpenGroupRequest,
  PaxosMachine,
  PaxosMessage,
  PaxosRequest,
  PaxosStatus,
  Queried,
  QueryRequest,
  RecoverGroupRequest,
  SubmitRequest,
  Submitted
} from './types.ts'
