/**
 * A member of a group whose chain is to be placed: one replicate machine alone, and what others tell it.
 */
import { createGroupBlock, type FullBlock } from '../../../../src/core/block.ts'
import {
  type Booth,
  createCertificate,
  createGroupBooth,
  voteBytes
} from '../../../../src/core/booth.ts'
import { NO_HASH } from '../../../../src/core/bytes.ts'
import { OPEN_FLEET } from '../../../../src/core/fleet.ts'
import { createChain } from '../../../../src/core/genesis.ts'
import type { Disk, Effect, Reply } from '../../../../src/core/machine.ts'
import { signStewardVote } from '../../../../src/core/steward-vote.ts'
import { type SealedTable, sealTable, signHoldAck, signTable } from '../../../../src/core/table.ts'
import {
  createReplicate,
  type GroupView,
  type PlaceChainRequest,
  type ReplicateMessage
} from '../../../../src/protocols/replicate/index.ts'
import { createCryptoRealm, type Identity } from '../../../../src/sim/crypto.ts'
import { groupGenesis, testEntries } from '../../../support/chain.ts'
import { createTestEnvironment, EMPTY_DISK } from '../../../support/environment.ts'

export const BLOCKS = 6
const realm = createCryptoRealm(9)
export const self = realm.identity('self')
export const [second, third] = ['second', 'third'].map((name) => realm.identity(name)) as [
  Identity,
  Identity
]
export const [x, y, outsider] = ['x', 'y', 'outsider'].map((name) => realm.identity(name)) as [
  Identity,
  Identity,
  Identity
]
const members = [self, second, third]
export const chain = createChain(self.crypto, groupGenesis(members.map(({ peer }) => peer)))

export const booth: Booth = createGroupBooth(self.crypto, OPEN_FLEET, {
  chain: chain.id,
  number: 1,
  members: new Map(members.map(({ peer }) => [peer, '00'.repeat(16)])),
  openedAtMs: 1,
  opener: self.peer
})

export const blocks: FullBlock[] = []
for (let i = 0; i < BLOCKS; i++) {
  const prev = blocks.at(-1)?.hash ?? NO_HASH
  const entries = testEntries(1, 40, i)
  const draft = { chain: chain.id, height: i + 1, prev, timeMs: i, entries }
  blocks.push(createGroupBlock(self.crypto, draft, 0))
}
export const head = blocks[BLOCKS - 1] as FullBlock

/** A member of the group, which holds the chain and is connected to the others. */
export function setUp(disk: Disk = EMPTY_DISK) {
  const environment = createTestEnvironment('self', realm, { disk })
  let view: GroupView = { booth, sealHeight: 0, isVoter: true, leader: self.peer }
  const machine = createReplicate(environment, { backups: 2 }, disk, { groupOf: () => view })
  const effects: Effect[] = []
  let nowMs = 1_000
  let looked = 0
  const { holdings } = environment
  holdings.adopt(chain, effects)
  for (const block of blocks) {
    holdings.put(block, effects)
  }
  const subject = { chain: chain.id, height: BLOCKS, hash: head.hash, booth: booth.id }
  const votes = new Map(members.map((one) => [one.peer, one.crypto.sign(voteBytes(subject))]))
  const certificate = createCertificate(booth, subject, votes)
  holdings.certify(certificate, booth, effects)
  const step = (event: Parameters<typeof machine.step>[1]): void => {
    machine.step(nowMs, event, effects)
    holdings.flush(effects)
  }
  const connect = (...all: readonly Identity[]): void => {
    for (const { peer } of all) {
      environment.peers.connected.add(peer)
      step({ type: 'connected', peer })
    }
  }
  step({ type: 'start' })
  connect(second, third)
  return {
    environment,
    lead: (leader: Identity | undefined) => {
      view = { ...view, leader: leader?.peer }
    },
    be: (change: Partial<GroupView>) => {
      view = { ...view, ...change }
    },
    connect,
    disconnect: ({ peer }: Identity) => {
      environment.peers.connected.delete(peer)
      step({ type: 'disconnected', peer })
    },
    placement: () => machine.status(nowMs).placements[chain.id],
    tell: (from: Identity, message: ReplicateMessage) =>
      step({ type: 'message', from: from.peer, message }),
    request: (id: string, change: Partial<PlaceChainRequest> = {}) =>
      step({ type: 'request', id, request: { type: 'place', chain: chain.id, ...change } }),
    signal: (signal: Parameters<typeof step>[0] & { readonly type: 'signal' }) => step(signal),
    after: (ms: number) => {
      nowMs += ms
      step({ type: 'timer', id: 'replicate:tick' })
    },
    sent: () => {
      const fresh = effects.slice(looked)
      looked = effects.length
      return fresh.flatMap((effect) =>
        effect.type === 'send' ? [{ ...(effect.message as ReplicateMessage), to: effect.to }] : []
      )
    },
    replies: () =>
      effects.flatMap((effect): Reply[] => (effect.type === 'reply' ? [effect.reply] : [])),
    disk: (): Disk => {
      const state = new Map<string, Uint8Array>()
      for (const effect of effects) {
        for (const op of effect.type === 'write' ? effect.ops : []) {
          if (op.type === 'put' && op.key.startsWith('s/replicate')) {
            state.set(op.key, op.value)
          }
        }
      }
      return { ...EMPTY_DISK, state }
    }
  }
}

export const ask = (epoch: number) =>
  ({ type: 'stewardAsk', chain: chain.id, epoch, booth: booth.id }) as const

export const vote = (voter: Identity, epoch: number, steward = self) =>
  ({
    type: 'stewardAnswer',
    chain: chain.id,
    epoch,
    vote: signStewardVote(voter.crypto, {
      chain: chain.id,
      epoch,
      steward: steward.peer,
      voter: voter.peer
    }),
    refusal: undefined,
    knownEpoch: epoch
  }) as const

/** A table that `issuer` has sealed on these. */
export function sealedBy(
  issuer: Identity,
  epoch: number,
  height = BLOCKS,
  holders: readonly Identity[] = [x, y]
): SealedTable {
  const headHash = blocks[height - 1]?.hash ?? ''
  const backups = holders.toSorted((a, b) => (a.peer < b.peer ? -1 : 1))
  const table = {
    chain: chain.id,
    epoch,
    previous: undefined,
    height,
    headHash,
    members: backups.map(({ peer }) => peer),
    chainBytes: 1,
    issuedAtMs: 1,
    steward: issuer.peer
  }
  const acks = new Map(
    backups.map(({ peer, crypto }) => [
      peer,
      signHoldAck(crypto, { chain: chain.id, epoch, height, headHash, peer })
    ])
  )
  const electors = [second, third].map((voter) => vote(voter, epoch, issuer).vote)
  return sealTable(issuer.crypto, signTable(issuer.crypto, table), acks, { electors, booth })
}

export const seal = (sealed: SealedTable) =>
  ({ type: 'seal', genesis: chain.bytes, sealed: sealed.bytes }) as const
