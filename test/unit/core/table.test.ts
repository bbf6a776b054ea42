/** Backup tables: what makes one believable. */
import { describe, expect, it } from 'vitest'
import { OPEN_FLEET } from '../../../src/core/fleet.ts'
import type { PeerId } from '../../../src/core/peer.ts'
import { signStewardVote } from '../../../src/core/steward-vote.ts'
import {
  decodeSealedTable,
  type SealedTable,
  sealedTableFault,
  sealTable,
  signHoldAck,
  signTable,
  type Table
} from '../../../src/core/table.ts'
import { createTables } from '../../../src/core/tables.ts'
import { createCryptoRealm, type Identity } from '../../../src/sim/crypto.ts'
import { createTestChain } from '../../support/chain.ts'
import { collect, EMPTY_DISK } from '../../support/environment.ts'

const realm = createCryptoRealm(3)
const proposer = realm.identity('proposer')
const { crypto } = proposer
const { chain } = createTestChain(proposer)
const backups = ['a', 'b', 'c', 'd', 'e']
  .map((name) => realm.identity(name))
  .sort((x, y) => (x.peer < y.peer ? -1 : 1))

function tableOf(members: readonly Identity[], changes: Partial<Table> = {}): Table {
  return {
    chain: chain.id,
    epoch: 1,
    previous: undefined,
    height: 9,
    headHash: 'ab'.repeat(32),
    members: members.map((m) => m.peer),
    chainBytes: 900,
    issuedAtMs: 5,
    steward: undefined,
    ...changes
  }
}

interface SealChanges {
  readonly signer?: Identity
  readonly ackChanges?: object
  readonly acking?: readonly Identity[]
  readonly electors?: readonly Uint8Array[]
}

function seal(members: readonly Identity[], table: Table, changes: SealChanges = {}): SealedTable {
  const { signer = proposer, ackChanges = {}, acking = members, electors = [] } = changes
  const acks = new Map<PeerId, Uint8Array>()
  for (const member of acking) {
    const { chain: of, epoch, height, headHash } = table
    const ack = { chain: of, epoch, height, headHash, peer: member.peer, ...ackChanges }
    acks.set(member.peer, signHoldAck(member.crypto, ack))
  }
  return sealTable(crypto, signTable(signer.crypto, table), acks, { electors })
}

const three = backups.slice(0, 3)

describe('sealed table', () => {
  it('sealed table: with the acknowledgement of each member it is believed', () => {
    const sealed = seal(three, tableOf(three))
    expect(sealedTableFault(crypto, OPEN_FLEET, chain, sealed, undefined)).toBeUndefined()
    expect(decodeSealedTable(crypto, sealed.bytes)).toEqual(sealed)
  })

  it('sealed table: of a proposer it carries no votes, which only make it long', () => {
    const sealed = seal(three, tableOf(three), { electors: [Uint8Array.of(1)] })
    expect(sealedTableFault(crypto, OPEN_FLEET, chain, sealed, undefined)).toContain(
      'nobody elects'
    )
  })

  it('sealed table: one acknowledgement short it is not', () => {
    const sealed = seal(three, tableOf(three), { acking: three.slice(1) })
    expect(sealedTableFault(crypto, OPEN_FLEET, chain, sealed, undefined)).toContain(
      '2 acknowledgements for 3'
    )
  })

  it('sealed table: acknowledgements of another height, head or epoch do not count', () => {
    for (const ackChanges of [{ height: 8 }, { headHash: 'cd'.repeat(32) }, { epoch: 2 }]) {
      const sealed = seal(three, tableOf(three), { ackChanges })
      const name = JSON.stringify(ackChanges)
      expect(sealedTableFault(crypto, OPEN_FLEET, chain, sealed, undefined), name).toContain(
        'not of this table'
      )
    }
  })

  it('sealed table: an acknowledgement signed by somebody else does not count', () => {
    const table = tableOf(three)
    const { chain: of, epoch, height, headHash } = table
    const acks = new Map(
      three.map(({ peer }) => [
        peer,
        signHoldAck(proposer.crypto, { chain: of, epoch, height, headHash, peer })
      ])
    )
    const sealed = sealTable(crypto, signTable(crypto, table), acks)
    expect(sealedTableFault(crypto, OPEN_FLEET, chain, sealed, undefined)).toContain(
      'did not sign its ack'
    )
  })

  it('sealed table: without the signature of its authority it is not believed', () => {
    const sealed = seal(three, tableOf(three), { signer: three[0] ?? proposer })
    expect(sealedTableFault(crypto, OPEN_FLEET, chain, sealed, undefined)).toContain('authority')
  })

  it('sealed table: a steward needs a majority of the members before', () => {
    const before = seal(three, tableOf(three))
    const [steward = proposer] = three
    const next = backups.slice(2, 5)
    const table = tableOf(next, { epoch: 2, previous: before.hash, steward: steward.peer })
    const votesOf = (voters: readonly Identity[]) =>
      voters.map((v) =>
        signStewardVote(v.crypto, {
          chain: chain.id,
          epoch: 2,
          steward: steward.peer,
          voter: v.peer
        })
      )
    const faultWith = (voters: readonly Identity[]) => {
      const electors = votesOf(voters)
      return sealedTableFault(
        crypto,
        OPEN_FLEET,
        chain,
        seal(next, table, { signer: steward, electors }),
        before
      )
    }
    expect(faultWith(three.slice(0, 2))).toBeUndefined()
    expect(faultWith(three.slice(0, 1))).toContain('not elected')
    expect(faultWith([steward, steward, steward]), 'one voter three times').toContain('not elected')
    expect(faultWith([steward, ...backups.slice(3)]), 'voters outside').toContain('not elected')
    const electors = votesOf(three)
    const orphan = seal(next, table, { signer: steward, electors })
    expect(sealedTableFault(crypto, OPEN_FLEET, chain, orphan, undefined)).toContain('not elected')
  })
})

describe('tables', () => {
  it('tables: the epoch never goes back, and forged tables leave no trace', () => {
    const tables = createTables(crypto, OPEN_FLEET, EMPTY_DISK)
    const out = collect()
    const first = seal(three, tableOf(three))
    const second = seal(backups.slice(1, 4), tableOf(backups.slice(1, 4), { epoch: 2 }))
    const forged = seal(three, tableOf(three, { epoch: 9 }), { signer: backups[4] ?? proposer })
    expect(tables.learn(chain, second, out).type).toBe('newer')
    expect(tables.learn(chain, first, out).type).toBe('known')
    expect(tables.learn(chain, forged, out).type).toBe('refused')
    expect(tables.get(chain.id)?.table.epoch).toBe(2)
    expect(out.length).toBe(1)
    expect(tables.holders(chain)).toEqual([proposer.peer, ...second.table.members])
  })

  it('tables: restored from disk they are what they were', () => {
    const tables = createTables(crypto, OPEN_FLEET, EMPTY_DISK)
    const out = collect()
    const sealed = seal(three, tableOf(three))
    tables.learn(chain, sealed, out)
    const state = new Map(
      out.flatMap((effect) =>
        effect.type === 'write'
          ? effect.ops.flatMap((op) => (op.type === 'put' ? [[op.key, op.value] as const] : []))
          : []
      )
    )
    expect(createTables(crypto, OPEN_FLEET, { ...EMPTY_DISK, state }).get(chain.id)).toEqual(sealed)
  })
})
