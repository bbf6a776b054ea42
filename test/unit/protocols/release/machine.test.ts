/** Release and forward: when a copy may go, and when it must stay. */
import { describe, expect, it } from 'vitest'
import { parseHeightKey } from '../../../../src/core/keyspace.ts'
import type { Disk, Effect, WriteOp } from '../../../../src/core/machine.ts'
import { NO_SUMMARY } from '../../../../src/core/selector.ts'
import type { Signal } from '../../../../src/core/signal.ts'
import { encodeStoredBlock } from '../../../../src/core/stored-block.ts'
import type { SealedTable } from '../../../../src/core/table.ts'
import { createRelease, type ReleaseMessage } from '../../../../src/protocols/release/index.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { createTestChain, type TestChain, testEntries, testSealed } from '../../../support/chain.ts'
import { createTestEnvironment, EMPTY_DISK } from '../../../support/environment.ts'

const realm = createCryptoRealm(9)
const proposer = realm.identity('proposer')
const self = realm.identity('holder').peer
const BLOCKS = 8

interface TableDraft {
  readonly epoch?: number
  readonly height?: number
  readonly members?: readonly string[]
  readonly of?: TestChain
}

function sealedTable(test: TestChain, draft: TableDraft = {}): SealedTable {
  const { epoch = 2, height = BLOCKS, members = ['a', 'b'], of = test } = draft
  return testSealed(proposer, {
    ...{ chain: test.chain.id, epoch, height, headHash: of.block(height).hash },
    members: members.map((name) => realm.identity(name))
  })
}

/** A backup that acknowledged blocks 1..held at epoch 1, one of two. */
function setUp(
  held = BLOCKS,
  pinned: readonly number[] = [],
  disk: Disk = EMPTY_DISK,
  keepsLog = false
) {
  const test = createTestChain(proposer)
  for (let i = 0; i < BLOCKS; i++) {
    test.add(testEntries(1, 8, i))
  }
  const chain = test.chain.id
  const environment = createTestEnvironment('holder', realm)
  const out: Effect[] = []
  environment.holdings.adopt(test.chain, out)
  for (const block of test.blocks.slice(0, held)) {
    environment.holdings.put(block, out)
  }
  const isPinned = (_: string, height: number): boolean => pinned.includes(height)
  const ports = { isPinned, keepsLog: () => keepsLog }
  const machine = createRelease(environment, {}, disk, ports)
  const signal = (of: Signal): void => machine.step(0, { type: 'signal', signal: of }, out)
  const hold = (epoch = 1, height = held, issuer?: string): void =>
    signal({
      type: 'holding',
      chain,
      epoch,
      head: { height, hash: test.block(height).hash },
      backups: 2,
      issuer
    })
  if (held > 0) {
    hold()
  }
  const tell = (message: ReleaseMessage, from = proposer.peer): Effect[] => {
    const effects: Effect[] = []
    machine.step(1, { type: 'message', from, message }, effects)
    out.push(...effects)
    return effects
  }
  const release = (draft: TableDraft = {}): Effect[] => {
    const { bytes } = sealedTable(test, draft)
    return tell({ type: 'release', genesis: test.chain.bytes, sealed: bytes })
  }
  const deleteAll = (): void => {
    for (let i = 1; machine.isDeleting(chain) && i < 100; i++) {
      machine.step(i * 1_000, { type: 'timer', id: 'release:tick' }, out)
    }
  }
  const heights = (): number[] =>
    test.blocks
      .map(({ header }) => header.height)
      .filter((height) => environment.holdings.get(chain)?.hashAt(height) !== undefined)
  return { test, chain, environment, machine, out, signal, hold, tell, release, deleteAll, heights }
}

const sent = (effects: readonly Effect[]): readonly ReleaseMessage[] =>
  effects.flatMap((effect) => (effect.type === 'send' ? [effect.message as ReleaseMessage] : []))
const opsOf = (effects: readonly Effect[]): readonly WriteOp[] =>
  effects.flatMap((effect) => (effect.type === 'write' ? effect.ops : []))
const stateOf = (effects: readonly Effect[]): Disk => {
  const state = new Map<string, Uint8Array>()
  for (const op of opsOf(effects)) {
    if (op.type === 'put') {
      state.set(op.key, op.value)
    } else {
      state.delete(op.key)
    }
  }
  return { ...EMPTY_DISK, state }
}

describe('release: the holder', () => {
  it('release: a proven table is answered, remembered, and the copy goes', () => {
    const test = setUp()
    const effects = test.release()
    expect(sent(effects)).toEqual([{ type: 'released', chain: test.chain, epoch: 2 }])
    expect(test.machine.forwardOf(test.chain)?.table.epoch).toBe(2)
    test.deleteAll()
    expect(test.heights()).toEqual([])
  })

  it('release: the pointer is on disk in the step that answers, before any block goes', () => {
    const test = setUp()
    const effects = test.release()
    const keys = opsOf(effects).map((op) => `${op.type} ${op.key.split('/').slice(0, 3).join('/')}`)
    expect(keys).toContain('put s/release/forward')
    expect(keys).toContain('put s/release/delete')
    expect(opsOf(effects).some((op) => parseHeightKey(op.key) !== undefined)).toBe(false)
  })

  it('release: a table that does not bind this vehicle leaves everything as it was', () => {
    const other = createTestChain(proposer, 7)
    for (let i = 0; i < BLOCKS; i++) {
      other.add(testEntries(1, 8, 100 + i))
    }
    const cases: readonly (readonly [TableDraft, string])[] = [
      [{ members: ['a', 'holder'] }, 'member'],
      [{ members: ['a'] }, 'short'],
      [{ height: BLOCKS - 1 }, 'behind'],
      [{ of: other }, 'fork']
    ]
    for (const [draft, reason] of cases) {
      const test = setUp()
      const effects = test.release(draft)
      expect(sent(effects), reason).toMatchObject([{ type: 'releaseRefused', reason }])
      test.deleteAll()
      expect(test.heights().length, reason).toBe(BLOCKS)
      expect(test.machine.forwardOf(test.chain), reason).toBeUndefined()
    }
  })

  it('release: a table older than what this vehicle gave its word for is stale', () => {
    const test = setUp()
    test.hold(3)
    expect(sent(test.release({ epoch: 2 }))).toMatchObject([{ reason: 'stale' }])
    expect(test.heights().length).toBe(BLOCKS)
  })

  it('release: who was replaced before the table was sealed lets go at the same epoch', () => {
    const test = setUp()
    expect(sent(test.release({ epoch: 1 }))).toMatchObject([{ type: 'released', epoch: 1 }])
  })

  it('release: at the epoch of its word only the issuer it gave it to releases it', () => {
    const test = setUp()
    test.hold(1, BLOCKS, realm.identity('other issuer').peer)
    expect(sent(test.release({ epoch: 1 }))).toMatchObject([{ reason: 'stale' }])
    expect(sent(test.release({ epoch: 2 }))).toMatchObject([{ type: 'released', epoch: 2 }])
  })

  it('release: who keeps the log of a group gives up its word and no block', () => {
    const test = setUp(BLOCKS, [], EMPTY_DISK, true)
    const effects = test.release()
    expect(sent(effects)).toMatchObject([{ type: 'released', epoch: 2 }])
    const released = { type: 'released', chain: test.chain, epoch: 2 }
    expect(effects).toContainEqual({ type: 'signal', signal: expect.objectContaining(released) })
    test.deleteAll()
    expect(test.heights()).toHaveLength(BLOCKS)
    expect(test.machine.forwardOf(test.chain)).toBeUndefined()
  })

  it('release: a copy whose word never arrived goes when its table is heard of', () => {
    const test = setUp()
    const sealed = sealedTable(test.test)
    test.environment.tables.learn(test.test.chain, sealed, [])
    const out: Effect[] = []
    const signal = { type: 'table', chain: test.chain, sealed } as const
    test.machine.step(1, { type: 'signal', signal }, out)
    expect(sent(out)).toEqual([{ type: 'released', chain: test.chain, epoch: 2 }])
    test.deleteAll()
    expect(test.heights()).toEqual([])
  })

  it('release: a copy that could not be judged is looked at again', () => {
    const test = setUp(5)
    test.environment.tables.learn(test.test.chain, sealedTable(test.test), [])
    test.environment.peers.connected.add(proposer.peer)
    const out: Effect[] = []
    test.machine.step(60_000, { type: 'timer', id: 'release:tick' }, out)
    expect(sent(out)).toMatchObject([{ type: 'proofAsk', from: 6 }])
    const again: Effect[] = []
    test.machine.step(80_000, { type: 'timer', id: 'release:tick' }, again)
    expect(sent(again), 'the first proof never came').toMatchObject([{ type: 'proofAsk' }])
  })

  it('B15: forged acknowledgements or authority of a table are refused and distrusted', () => {
    const test = setUp()
    const bytes = Uint8Array.from(sealedTable(test.test).bytes)
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1
    const effects = test.tell({ type: 'release', genesis: test.test.chain.bytes, sealed: bytes })
    expect(sent(effects)).toMatchObject([{ reason: 'forged' }])
    expect(effects.some((e) => e.type === 'signal' && e.signal.type === 'distrust')).toBe(true)
    expect(test.heights().length).toBe(BLOCKS)
  })

  it('release: garbage is counted and answered by nothing', () => {
    const test = setUp()
    const effects = test.tell({
      type: 'release',
      genesis: Uint8Array.of(1, 2),
      sealed: Uint8Array.of(3)
    })
    expect(effects.map((effect) => effect.type)).toEqual(['fact'])
  })

  it('release: a head beyond the own one is proven header by header', () => {
    const test = setUp(5)
    const first = test.release()
    expect(sent(first)).toEqual([{ type: 'proofAsk', chain: test.chain, from: 6, to: BLOCKS }])
    expect(test.machine.forwardOf(test.chain)).toBeUndefined()
    const headers = test.test.blocks.slice(5).map((block) => block.headerBytes)
    const part = test.tell({
      type: 'proof',
      chain: test.chain,
      from: 6,
      headers: headers.slice(0, 1)
    })
    expect(sent(part)).toMatchObject([{ type: 'proofAsk', from: 7 }])
    const rest = test.tell({ type: 'proof', chain: test.chain, from: 7, headers: headers.slice(1) })
    expect(sent(rest)).toMatchObject([{ type: 'released', epoch: 2 }])
  })

  it('release: headers that do not link, or end elsewhere, prove a fork', () => {
    for (const count of [1, 3]) {
      const test = setUp(5)
      const other = createTestChain(proposer, 8)
      for (let i = 0; i < BLOCKS; i++) {
        other.add(testEntries(1))
      }
      test.release()
      const headers = other.blocks.slice(5, 5 + count).map((block) => block.headerBytes)
      const effects = test.tell({ type: 'proof', chain: test.chain, from: 6, headers })
      expect(sent(effects), `${count} headers`).toMatchObject([{ reason: 'fork' }])
      expect(test.heights().length).toBe(5)
    }
  })

  it('release: a proof from somebody else, or unasked, is not taken', () => {
    const test = setUp(5)
    test.release()
    const headers = test.test.blocks.slice(5).map((block) => block.headerBytes)
    const message = { type: 'proof', chain: test.chain, from: 6, headers } as const
    expect(test.tell(message, realm.identity('stranger').peer)).toEqual([])
    expect(setUp(5).tell(message)).toEqual([])
  })

  it('release: a vehicle chosen for the next table keeps its copy', () => {
    const test = setUp()
    test.signal({ type: 'reserved', chain: test.chain, untilMs: 9 })
    expect(sent(test.release())).toMatchObject([{ reason: 'chosen' }])
    test.signal({ type: 'reserved', chain: test.chain, untilMs: undefined })
    expect(sent(test.release({ epoch: 3 }))).toMatchObject([{ type: 'released' }])
  })

  it('release: a vehicle chosen again stops deleting and forgets its pointer', () => {
    const test = setUp()
    test.release()
    test.signal({ type: 'reserved', chain: test.chain, untilMs: 9 })
    test.deleteAll()
    expect(test.heights().length).toBe(BLOCKS)
    expect(test.machine.forwardOf(test.chain)).toBeUndefined()
  })

  it('release: a damaged holder gives nothing up', () => {
    const test = setUp()
    const damaged = createTestEnvironment('holder', realm, { isDamaged: true })
    damaged.holdings.adopt(test.test.chain, [])
    const machine = createRelease(damaged, {}, EMPTY_DISK, {
      isPinned: () => false,
      keepsLog: () => false
    })
    const head = { height: BLOCKS, hash: test.test.block(BLOCKS).hash }
    const signal = { type: 'holding', chain: test.chain, epoch: 1, head, backups: 2 } as const
    machine.step(0, { type: 'signal', signal }, [])
    const out: Effect[] = []
    const { bytes } = sealedTable(test.test)
    const message = { type: 'release', genesis: test.test.chain.bytes, sealed: bytes } as const
    machine.step(1, { type: 'message', from: proposer.peer, message }, out)
    expect(sent(out)).toMatchObject([{ reason: 'busy' }])
  })

  it('release: told again it answers again; without a copy there is nothing to give up', () => {
    const test = setUp()
    test.release()
    expect(sent(test.release())).toEqual([{ type: 'released', chain: test.chain, epoch: 2 }])
    const none = setUp(0)
    expect(sent(none.release())).toMatchObject([{ type: 'released' }])
    expect(none.machine.forwardOf(none.chain)).toBeUndefined()
  })

  it('release: deletion goes on after a crash, pinned blocks stay', () => {
    const test = setUp(BLOCKS, [3, 4])
    test.release()
    const again = setUp(BLOCKS, [3, 4], stateOf(test.out))
    again.deleteAll()
    expect(again.heights()).toEqual([3, 4])
  })

  it('release: blocks behind the table stay', () => {
    const test = setUp()
    test.hold(1, 5)
    test.release({ height: 6 })
    test.deleteAll()
    expect(test.heights()).toEqual([7, 8])
  })
})

describe('release: the proposer', () => {
  function proposing() {
    const test = createTestChain(proposer)
    for (let i = 0; i < BLOCKS; i++) {
      test.add(testEntries(1, 8, i))
    }
    const environment = createTestEnvironment('proposer', realm)
    environment.holdings.adopt(test.chain, [])
    environment.tables.learn(test.chain, sealedTable(test), [])
    environment.peers.connected.add(self)
    const machine = createRelease(environment, {}, EMPTY_DISK, {
      isPinned: () => false,
      keepsLog: () => false
    })
    const chain = test.chain.id
    const step = (nowMs: number, event: Parameters<typeof machine.step>[1]): Effect[] => {
      const out: Effect[] = []
      machine.step(nowMs, event, out)
      return out
    }
    const obsolete = (peers: readonly string[]): Effect[] =>
      step(0, { type: 'signal', signal: { type: 'obsolete', chain, peers } })
    return { test, chain, environment, machine, step, obsolete }
  }

  it('release: obsolete holders are told until they confirm', () => {
    const { chain, step, obsolete, machine } = proposing()
    expect(sent(obsolete([self])).length).toBe(1)
    const tick = (nowMs: number): number =>
      sent(step(nowMs, { type: 'timer', id: 'release:tick' })).length
    expect([tick(100), tick(500), tick(600), tick(1_500)]).toEqual([0, 1, 0, 1])
    const message = { type: 'released', chain, epoch: 2 } as const
    const effects = step(1_600, { type: 'message', from: self, message })
    const signal = { type: 'released', chain, peer: self, epoch: 2 }
    expect(effects).toContainEqual({ type: 'signal', signal })
    obsolete([])
    expect([tick(99_000), machine.status(0).pending]).toEqual([0, {}])
  })

  it('release: who is away is told when it comes back', () => {
    const { step, obsolete, environment } = proposing()
    environment.peers.connected.delete(self)
    expect(sent(obsolete([self]))).toEqual([])
    environment.peers.connected.add(self)
    expect(sent(step(5, { type: 'connected', peer: self })).length).toBe(1)
  })

  it('release: a confirmation of somebody who was never a holder says nothing', () => {
    const { chain, step } = proposing()
    const message = { type: 'released', chain, epoch: 2 } as const
    expect(step(1, { type: 'message', from: self, message })).toEqual([])
  })

  it('release: headers asked for are loaded and shown in order, up to the first gap', () => {
    const { test, chain, step } = proposing()
    const ask = { type: 'proofAsk', chain, from: 2, to: 5 } as const
    const [load] = step(1, { type: 'message', from: self, message: ask })
    if (load?.type !== 'load') {
      throw new RangeError('nothing is loaded')
    }
    const records = [2, 3, 5].map((height) => ({
      key: '',
      value: encodeStoredBlock({ block: test.block(height), summary: NO_SUMMARY })
    }))
    const effects = step(2, { type: 'loaded', token: load.token, records, more: false })
    const headers = [2, 3].map((height) => test.block(height).headerBytes)
    expect(sent(effects)).toEqual([{ type: 'proof', chain, from: 2, headers }])
  })
})
