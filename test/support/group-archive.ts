/**
 * The chain of a group on a store in memory, with a key-value store's commands in its blocks.
 */
import { createGroupBlock, type FullBlock } from '../../src/core/block.ts'
import { NO_HASH } from '../../src/core/bytes.ts'
import { encodeCommand } from '../../src/core/command.ts'
import { OPEN_FLEET } from '../../src/core/fleet.ts'
import { createChain } from '../../src/core/genesis.ts'
import { createHoldings, type Held } from '../../src/core/holdings.ts'
import type { Effect, WriteOp } from '../../src/core/machine.ts'
import type { Store } from '../../src/core/store.ts'
import type { ArchiveSource } from '../../src/node/archive.ts'
import { createCryptoRealm } from '../../src/sim/crypto.ts'
import { encodeOperation, jsonValue, keyOfText } from '../../src/state/kv/index.ts'
import { openMemoryStore } from '../../src/storage/index.ts'
import { groupGenesis } from './chain.ts'
import { collect, SELECT_ALL } from './environment.ts'

export interface GroupArchive {
  readonly source: ArchiveSource
  readonly store: Store
  readonly held: Held
  readonly blocks: readonly FullBlock[]
  /** A block behind the last one, of no more than the work that is asked for. */
  next(entries: readonly Uint8Array[], change?: NextBlock): FullBlock
  /** Keeps a block as decided. */
  decide(block: FullBlock): Promise<void>
  write(ops: readonly WriteOp[]): Promise<void>
}

export interface NextBlock {
  readonly workBits?: number
  readonly timeMs?: number
}

/** The command of one client that puts a number. */
export function putCommand(seq: number, key: string, value: number): Uint8Array {
  const operation = encodeOperation({
    type: 'put',
    key: keyOfText(key),
    value: jsonValue(`${value}`),
    ttlMs: 0,
    wantsPrevious: false
  })
  const client = '0123456789abcdef0123456789abcdef'
  return encodeCommand({ type: 'operation', client, seq, ackedTo: 0, openedAt: 0, operation })
}

export async function createGroupArchive(workBits = 0): Promise<GroupArchive> {
  const realm = createCryptoRealm(1)
  const { peer, crypto } = realm.identity('a')
  const store = await openMemoryStore({ crypto })
  const holdings = createHoldings(crypto, SELECT_ALL, store.disk)
  const chain = createChain(crypto, groupGenesis([peer], { workBits, state: 'kv' }))
  const out = collect<Effect>()
  const held = holdings.adopt(chain, out)
  const blocks: FullBlock[] = []
  const flush = async (): Promise<void> => {
    holdings.flush(out)
    const ops = out.splice(0).flatMap((effect) => (effect.type === 'write' ? effect.ops : []))
    await store.write(ops)
  }
  await flush()
  return {
    source: { store, crypto, fleet: OPEN_FLEET },
    store,
    held,
    blocks,
    next(entries, change = {}) {
      const top = blocks.at(-1)
      const height = (top?.header.height ?? 0) + 1
      const draft = {
        chain: chain.id,
        height,
        prev: top?.hash ?? NO_HASH,
        timeMs: change.timeMs ?? 1_000 * height,
        entries
      }
      return createGroupBlock(crypto, draft, change.workBits ?? workBits)
    },
    async decide(block) {
      blocks.push(block)
      holdings.put(block, out)
      await flush()
    },
    write: (ops) => store.write(ops)
  }
}
