/**
 * The truth about the bank: the decided blocks as the first disk has them, and what they make of an
 * empty bank.
 *
 * I1 two disks have the same decided block of a height; B1 to B3 by the plain ledger; B5 a vehicle that
 * has applied as many blocks has the same bank.
 */
import { entriesOf, isFull } from '../../core/block.ts'
import type { Crypto } from '../../core/crypto.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { WriteOp } from '../../core/machine.ts'
import { decodeStoredBlock } from '../../core/stored-block.ts'
import { createSessions } from '../../state/sessions/index.ts'
import { holdBatches } from '../held-batches.ts'
import { type Breaks, createLedger, type Ledger } from './ledger.ts'

export interface Truth {
  readonly ledger: Ledger
  /** The last decided block that is known. */
  readonly height: number
  /** The chain of the bank is known from now on. */
  began(chain: ChainId): void
  /** A batch of a vehicle is on its disk. */
  durable(who: string, ops: readonly WriteOp[]): void
  /** A vehicle shows its bank after this block. */
  shown(who: string, height: number, digest: string): void
}

export function createTruth(crypto: Crypto, breaks: Breaks): Truth {
  const ledger = createLedger(breaks)
  const state = createSessions(crypto, ledger.state)
  const stored = new Map<number, { readonly hash: string; readonly bytes: Uint8Array }>()
  const digests: string[] = [state.digest()]
  let prefix: string | undefined
  let height = 0

  const apply = (): void => {
    for (let next = stored.get(height + 1); next !== undefined; next = stored.get(height + 1)) {
      const { block } = decodeStoredBlock(crypto, next.bytes)
      if (!isFull(block)) {
        return
      }
      height++
      const { seal, timeMs } = block.header
      for (const [index, entry] of (seal === undefined ? entriesOf(block.body) : []).entries()) {
        state.apply(entry, { height, index, timeMs })
      }
      digests[height] = state.digest()
    }
  }

  const { durable, release } = holdBatches((who, ops) => {
    for (const op of ops) {
      if (op.type !== 'put' || prefix === undefined || !op.key.startsWith(prefix)) {
        continue
      }
      const { block } = decodeStoredBlock(crypto, op.value)
      const at = block.header.height
      const known = stored.get(at)
      if (known === undefined) {
        stored.set(at, { hash: block.hash, bytes: op.value })
      } else if (known.hash !== block.hash) {
        breaks('I1', who, `keeps another block of height ${at} than others`)
      }
    }
    apply()
  })

  return {
    ledger,
    get height() {
      return height
    },
    began(chain) {
      prefix = `b/${chain}/`
      release()
    },
    durable,
    shown(who, applied, digest) {
      const known = digests[applied]
      if (known !== undefined && known !== digest) {
        breaks('B5', who, `its bank after block ${applied} is not what the decided blocks make`)
      }
    }
  }
}
