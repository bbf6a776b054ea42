/**
 * Groups of vehicles that share one state: open, list, show, change the members, recover.
 */
import { Type } from 'typebox'
import { PIVOTS_MAX } from '../../core/genesis.ts'
import { COPIES_MAX, MEMBERS_MAX, NAME_CHARACTERS_MAX, WORK_BITS_MAX } from '../../core/limits.ts'
import { operation } from './operation.ts'
import { Flag, Name, Names, OperationId, Strings, strict, Text } from './shapes.ts'

export const GroupParams = strict({ group: Name })

const Members = Type.Array(Name, { minItems: 1, maxItems: MEMBERS_MAX })
const Quorum = Type.Optional(Type.Integer({ minimum: 1, maximum: MEMBERS_MAX }))

const State = Type.Enum(['records', 'kv', 'bank'])
const QuorumRules = Type.Object({
  reads: Type.Integer(),
  writes: Type.Integer(),
  leaderless: Type.Boolean(),
  preempt: Type.Boolean()
})

/** What the engine tells of the log of the group. */
const LogStatus = Type.Object({
  chain: Type.String(),
  state: State,
  role: Type.Enum(['leader', 'candidate', 'follower', 'learner']),
  fault: Type.Optional(Type.Enum(['wiped', 'damaged', 'frozen'])),
  booth: Type.Integer(),
  members: Strings,
  incarnations: Strings,
  heights: Type.Array(Type.Union([Type.Integer(), Type.Null()])),
  ballot: Type.String(),
  promised: Type.String(),
  accepted: Type.String(),
  leader: Type.Optional(Type.String()),
  decided: Type.Integer(),
  applied: Type.Integer(),
  certified: Type.Integer(),
  tail: Type.Integer(),
  queue: Type.Integer(),
  reads: Type.Integer(),
  connected: Strings,
  digest: Type.String()
})

const RegistersStatus = Type.Object({
  chain: Type.String(),
  rules: QuorumRules,
  role: Type.Enum(['leader', 'candidate', 'follower', 'peer', 'learner']),
  fault: Type.Optional(Type.Enum(['wiped', 'damaged', 'recovering'])),
  members: Strings,
  booth: Type.Integer(),
  epoch: Type.Integer(),
  leader: Type.Optional(Type.String()),
  registers: Type.Integer(),
  deleted: Type.Integer(),
  writing: Type.Integer(),
  reading: Type.Integer(),
  connected: Strings,
  unarchived: Type.Integer()
})

/** What a vehicle has fetched for the next ring of a group. */
export const MovedBody = Type.Object({
  keys: Type.Integer(),
  sources: Type.Integer(),
  done: Type.Integer()
})

const SiteStatus = Type.Object({
  chain: Type.String(),
  ring: Type.Integer(),
  phase: Type.Enum(['forming', 'stable', 'moving', 'settling']),
  copies: Type.Integer(),
  isClassic: Type.Boolean(),
  nodes: Strings,
  next: Strings,
  ready: Strings,
  unreachable: Strings,
  isOwner: Type.Boolean(),
  isSilent: Type.Boolean(),
  moved: MovedBody,
  keys: Type.Integer(),
  bytes: Type.Integer(),
  prepared: Type.Integer(),
  oldestMs: Type.Number(),
  coordinated: Type.Integer(),
  reads: Type.Integer(),
  telling: Type.Integer()
})

const BranchStatus = Type.Object({
  chain: Type.String(),
  phase: Type.Enum(['idle', 'recovering', 'beginning', 'issuing']),
  epoch: Type.Integer(),
  pending: Type.Integer(),
  kept: Type.Integer(),
  waiting: Type.Integer(),
  lost: Type.Array(
    Type.Object({
      operation: Type.String(),
      account: Type.String(),
      to: Type.String(),
      amount: Type.String(),
      reason: Type.String()
    })
  ),
  money: Type.Optional(
    Type.Object({
      minted: Type.String(),
      total: Type.String(),
      isConserved: Type.Boolean(),
      accounts: Type.Integer(),
      height: Type.Integer()
    })
  )
})

export const GroupMemberBody = Type.Object({
  peer: Type.String(),
  name: Type.String(),
  incarnation: Text,
  decided: Type.Optional(Type.Integer()),
  isLeader: Type.Boolean(),
  isConnected: Type.Boolean(),
  contradicts: Type.Boolean()
})

export const GroupBody = Type.Object({
  chain: Type.String(),
  name: Type.String(),
  engine: Type.Enum(['certified', 'paxos', 'quorum', 'twophase']),
  state: State,
  quorum: Type.Optional(QuorumRules),
  twophase: Type.Optional(Type.Object({ copies: Type.Integer(), classic: Type.Boolean() })),
  workBits: Type.Integer(),
  isMember: Type.Boolean(),
  members: Type.Array(GroupMemberBody),
  status: Type.Optional(LogStatus),
  registers: Type.Optional(RegistersStatus),
  ring: Type.Optional(SiteStatus),
  bank: Type.Optional(BranchStatus)
})

export const GroupOpenedBody = Type.Object({
  chain: Type.String(),
  booth: Type.String(),
  number: Type.Integer(),
  members: Strings
})

export const GROUP_OPERATIONS = {
  listGroups: operation({
    id: 'listGroups',
    method: 'GET',
    path: '/v1/groups',
    tag: 'groups',
    summary: 'The groups known here',
    answer: Type.Object({ groups: Type.Array(GroupBody) })
  }),
  openGroup: operation({
    id: 'openGroup',
    method: 'POST',
    path: '/v1/groups',
    tag: 'groups',
    summary: 'Opens a group of this vehicle and others that share one state',
    key: 'operation',
    body: strict({
      state: Type.Enum(['kv', 'bank']),
      engine: Type.Optional(Type.Enum(['paxos', 'quorum', 'twophase'])),
      quorum: Type.Optional(
        strict({ reads: Quorum, writes: Quorum, leaderless: Flag, preempt: Flag })
      ),
      twophase: Type.Optional(
        strict({
          copies: Type.Optional(Type.Integer({ minimum: 1, maximum: COPIES_MAX })),
          classic: Flag
        })
      ),
      members: Names,
      pivots: Type.Optional(Type.Array(Name, { maxItems: PIVOTS_MAX })),
      name: Type.Optional(Type.String({ maxLength: NAME_CHARACTERS_MAX })),
      workBits: Type.Optional(Type.Integer({ minimum: 0, maximum: WORK_BITS_MAX })),
      operation: OperationId
    }),
    status: 201,
    answer: GroupOpenedBody
  }),
  showGroup: operation({
    id: 'showGroup',
    method: 'GET',
    path: '/v1/groups/{group}',
    tag: 'groups',
    summary: 'A group by the name or the id of its chain',
    params: GroupParams,
    answer: GroupBody
  }),
  changeMembers: operation({
    id: 'changeMembers',
    method: 'POST',
    path: '/v1/groups/{group}/members',
    tag: 'groups',
    summary: 'Puts a group into other hands; a majority of them must be in reach',
    key: 'operation',
    params: GroupParams,
    body: strict({ members: Members, operation: OperationId }),
    answer: GroupOpenedBody
  }),
  recoverGroup: operation({
    id: 'recoverGroup',
    method: 'POST',
    path: '/v1/groups/{group}/recover',
    tag: 'groups',
    summary: 'Lets the survivors of a group go on that has lost a majority for good',
    key: 'operation',
    params: GroupParams,
    body: strict({
      members: Members,
      unsafe: Type.Optional(
        Type.Boolean({
          description: 'That what only the lost members know may be lost for good.'
        })
      ),
      operation: OperationId
    }),
    answer: GroupOpenedBody
  })
}
