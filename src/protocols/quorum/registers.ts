/**
 * What a member keeps of a group: a register for each key, and the greatest epoch that it knows.
 *
 * Keeps: the epoch and the tag of every register only grow, on disk before anybody hears of it.
 */
import { fromHex } from '../../core/bytes.ts'
import { decodeWith } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import type { ChainId } from '../../core/genesis.ts'
import { machineKey } from '../../core/keyspace.ts'
import { toLatin1 } from '../../core/latin1.ts'
import type { Disk, WriteOp } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { createSortedMap, type SortedMap } from '../../core/sorted-map.ts'
import { REGISTER_OVERHEAD_BYTES } from './limits.ts'
import { Meta as MetaCodec } from './messages.ts'
import { decodeRegister, keyText, type Register, type RegisterKey } from './register.ts'
import { compareTags, NO_TAG, type Tag } from './tag.ts'
import type { KeySpan, Out } from './types.ts'

export interface Registers {
  /** Nothing was on disk when the vehicle started, and nothing has come since. */
  readonly isBlank: boolean
  readonly size: number
  /** Those of deleted keys. */
  readonly deleted: number
  /** Memory that they take, about. */
  readonly bytes: number
  /** The greatest that was granted or heard of. */
  readonly epoch: number
  /** Who has it; undefined when it was only heard of. */
  readonly grantee: PeerId | undefined
  /** Booth in which this data directory came to have all that a member has; 0 before. */
  readonly joined: number
  /**
   * Registers of earlier epochs were pulled after the disk was lost: they are shown, and do not count as
   * held.
   */
  readonly heldFrom: number
  /**
   * Deleted keys of epochs up to this one need not be kept: a key without a register was deleted by then,
   * or never written to. 0 for none.
   */
  readonly forgottenTo: number
  /** Deleted keys that need not be kept are off the disk. */
  readonly isSwept: boolean
  get(key: RegisterKey): Register | undefined
  tagOf(key: RegisterKey): Tag
  /** Registers of a span, in its direction. */
  span(span: KeySpan): Iterable<Register>
  /** Keeps those that are newer than what is here. */
  put(registers: readonly Register[], out: Out): void
  /** Knows of an epoch, perhaps of whose it is; does nothing when it is an earlier one. */
  raise(epoch: number, grantee: PeerId | undefined, out: Out): void
  becomeReady(ready: Pick<Meta, 'joined' | 'heldFrom' | 'forgottenTo'>, out: Out): void
  /** All members hold the newest of each key, as far as it is of an epoch up to this one. */
  forgetTo(epoch: number, out: Out): void
  /** Takes deleted keys that need not be kept off the disk, as many as one write takes. */
  sweep(out: Out): void
  /** Takes these off the disk. */
  drop(keys: readonly RegisterKey[], out: Out): void
  /** Forgets some of it, as much as one write takes: this vehicle is a member no more. */
  forget(out: Out): void
}

interface Meta {
  readonly epoch: number
  readonly grantee: PeerId | undefined
  readonly joined: number
  readonly heldFrom: number
  readonly forgottenTo: number
}

/** Registers that are forgotten in one write. */
const FORGET_MAX = 1024

/** Registers that are looked through for those at once. */
const SWEEP_MAX = 8 * FORGET_MAX

const NO_META: Meta = { epoch: 0, grantee: undefined, joined: 0, heldFrom: 0, forgottenTo: 0 }

const WHOLE_SPAN = { from: '', to: '', reverse: false } as const

const metaKey = (chain: ChainId): string => machineKey('quorum', `${chain}/meta`)
const registerPrefix = (chain: ChainId): string => machineKey('quorum', `${chain}/k/`)

/** Chains of which this disk keeps something. */
export function chainsOnDisk({ state }: Disk): readonly ChainId[] {
  const prefix = machineKey('quorum', '')
  const chains = new Set<ChainId>()
  for (const key of state.keys()) {
    if (key.startsWith(prefix)) {
      chains.add(key.slice(prefix.length).split('/')[0] ?? '')
    }
  }
  return [...chains]
}

/**
 * A damaged disk is left as it is: a record that is written over would pass for whole, with less in it
 * than was promised.
 */
export function createRegisters(chain: ChainId, disk: Disk, isDamaged: boolean): Registers {
  const registers = createSortedMap<Register>()
  const prefix = registerPrefix(chain)
  let meta = readMeta(chain, disk)
  let bytes = 0
  let deleted = 0
  let isBlank = meta === NO_META
  /** Last key that was looked through for deleted ones; undefined when all were. */
  let swept: RegisterKey | undefined = meta.forgottenTo > 0 ? '' : undefined
  const keep = (register: Register): void => {
    uncount(register.key)
    bytes += register.bytes.length
    deleted += register.content === undefined ? 1 : 0
    registers.set(register.key, register)
    isBlank = false
  }
  const uncount = (key: RegisterKey): void => {
    const register = registers.get(key)
    if (register !== undefined) {
      bytes -= register.bytes.length
      deleted -= register.content === undefined ? 1 : 0
    }
  }
  for (const [key, value] of disk.state) {
    const register = key.startsWith(prefix)
      ? readRegister(key.slice(prefix.length), value)
      : undefined
    if (register !== undefined) {
      keep(register)
    }
  }

  const push = (ops: WriteOp[], out: Out): void => {
    if (ops.length > 0 && !isDamaged) {
      out.push({ type: 'write', ops })
    }
  }

  const write = (next: Meta, out: Out): void => {
    meta = next
    isBlank = false
    const value = MetaCodec.encode({ ...next, grantee: next.grantee ?? '' })
    push([{ type: 'put', key: metaKey(chain), value }], out)
  }

  const tagOf = (key: RegisterKey): Tag => registers.get(key)?.tag ?? NO_TAG

  const drop = (keys: readonly RegisterKey[], out: Out): void => {
    for (const key of keys) {
      uncount(key)
      registers.delete(key)
    }
    const ops: WriteOp[] = keys.map((key) => ({ type: 'del', key: `${prefix}${keyText(key)}` }))
    push(ops, out)
  }

  return {
    get isBlank() {
      return isBlank
    },
    get size() {
      return registers.size
    },
    get deleted() {
      return deleted
    },
    get bytes() {
      return bytes + registers.size * REGISTER_OVERHEAD_BYTES
    },
    get epoch() {
      return meta.epoch
    },
    get grantee() {
      return meta.grantee
    },
    get joined() {
      return meta.joined
    },
    get heldFrom() {
      return meta.heldFrom
    },
    get forgottenTo() {
      return meta.forgottenTo
    },
    get isSwept() {
      return swept === undefined
    },
    get: (key) => registers.get(key),
    tagOf,
    span: (span) => (span.reverse ? downwards(registers, span) : upwards(registers, span)),
    put(given, out) {
      const ops: WriteOp[] = []
      for (const register of given) {
        if (compareTags(register.tag, tagOf(register.key)) > 0) {
          keep(register)
          const key = `${prefix}${keyText(register.key)}`
          ops.push({ type: 'put', key, value: register.bytes })
        }
      }
      push(ops, out)
    },
    raise(epoch, grantee, out) {
      const isNews = epoch === meta.epoch && meta.grantee === undefined && grantee !== undefined
      if (epoch > meta.epoch || isNews) {
        write({ ...meta, epoch, grantee }, out)
      }
    },
    becomeReady(ready, out) {
      write({ ...meta, ...ready }, out)
      swept = ready.forgottenTo > 0 ? '' : undefined
    },
    forgetTo(epoch, out) {
      if (epoch > meta.forgottenTo) {
        write({ ...meta, forgottenTo: epoch }, out)
        swept = ''
      }
    },
    sweep(out) {
      if (swept === undefined) {
        return
      }
      const gone: RegisterKey[] = []
      let looked = 0
      let last: RegisterKey | undefined
      for (const { key, tag, content } of upwards(registers, { ...WHOLE_SPAN, after: swept })) {
        if (looked === SWEEP_MAX || gone.length === FORGET_MAX) {
          break
        }
        looked++
        last = key
        if (content === undefined && tag.epoch <= meta.forgottenTo) {
          gone.push(key)
        }
      }
      swept = looked < SWEEP_MAX && gone.length < FORGET_MAX ? undefined : last
      drop(gone, out)
    },
    drop,
    forget(out) {
      const some: RegisterKey[] = []
      for (const [key] of registers.entries()) {
        if (some.push(key) === FORGET_MAX) {
          break
        }
      }
      drop(some, out)
      if (registers.size === 0 && meta !== NO_META) {
        meta = NO_META
        push([{ type: 'del', key: metaKey(chain) }], out)
      }
    }
  }
}

function readMeta(chain: ChainId, { state }: Disk): Meta {
  const value = state.get(metaKey(chain))
  if (value === undefined) {
    return NO_META
  }
  const { grantee, ...rest } = decodeWith('meta', value, MetaCodec.decode)
  return { ...rest, grantee: grantee === '' ? undefined : grantee }
}

/** A record under another key than its own was never written here. */
function readRegister(key: string, value: Uint8Array): Register {
  const register = decodeRegister(value)
  if (register.key !== toLatin1(fromHex(key))) {
    throw new InvalidMessageError('a register lies under another key')
  }
  return register
}

type Registered = SortedMap<Register>

function* upwards(
  registers: Registered,
  { from, to, after }: KeySpan
): Generator<Register, void, undefined> {
  for (const [key, register] of registers.entries(after > from ? after : from)) {
    if (to !== '' && key >= to) {
      return
    }
    if (after === '' || key > after) {
      yield register
    }
  }
}

function* downwards(
  registers: Registered,
  { from, to, after }: KeySpan
): Generator<Register, void, undefined> {
  const end = after !== '' && (to === '' || after < to) ? after : to
  const all = end === '' ? registers.entriesReversed() : registers.entriesReversed(end)
  for (const [key, register] of all) {
    if (key < from) {
      return
    }
    if (end === '' || key < end) {
      yield register
    }
  }
}
