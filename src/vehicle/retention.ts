/**
 * Retention: copies that a vehicle keeps only because it sat in a booth, or heard a result, are
 * temporary. Their bodies go once a sealed table covers them, when they are too old, or when they
 * take too much room; headers and certificates stay. A person may pin blocks for ever.
 *
 * Keeps: nothing pinned, nothing of the vehicle's own chain and nothing it holds as a backup is ever
 * stripped here; nothing uncertified is, unless a sealed table covers it.
 * Source: V-Guard, appendix B (temporary and permanent storage, tau, FIFO by size).
 */
import { withoutBody } from '../core/block.ts'
import { fromUtf8, toUtf8 } from '../core/bytes.ts'
import type { Environment } from '../core/environment.ts'
import { InvalidInputError } from '../core/errors.ts'
import type { ChainId } from '../core/genesis.ts'
import type { Held } from '../core/holdings.ts'
import { blockKey, machineKey } from '../core/keyspace.ts'
import type { Disk, Effect, MachineEvent, Sink, StoredRecord } from '../core/machine.ts'
import type { HeightRange } from '../core/scan.ts'
import { decodeStoredBlock } from '../core/stored-block.ts'
import { strangersIn } from '../core/tables.ts'
import type { PinRequest } from './requests.ts'

export interface RetentionOptions {
  /** Age at which temporary copies go, in milliseconds: tau. Range 1 s to 10 years. */
  readonly temporaryAgeMs?: number
  /** Bytes of temporary copies; the oldest go first when there are more. */
  readonly temporaryBytesMax?: number
  /** Time between two sweeps, in milliseconds. Range 100 ms to 1 day. */
  readonly sweepIntervalMs?: number
}

export const RETENTION_DEFAULTS: Readonly<Required<RetentionOptions>> = {
  temporaryAgeMs: 24 * 3_600_000, // tau of V-Guard's appendix
  temporaryBytesMax: 256 * 1024 * 1024, // a quarter of the default quota
  sweepIntervalMs: 5_000
}

type Out = Sink<Effect<never>>
type RetentionEvent = MachineEvent<never, PinRequest>

/** Blocks up to `to` were here at `atMs` at the latest. */
interface Mark {
  readonly to: number
  readonly atMs: number
}

/** What retention must know of the other machines. */
export interface RetentionPorts {
  /** True when the copy of this chain is temporary: neither own, nor a group's, nor a backup, nor being released. */
  isTemporary(chain: ChainId): boolean
}

export interface Retention {
  step(nowMs: number, event: RetentionEvent, out: Out): void
  pinned(chain: ChainId): readonly HeightRange[]
  isPinned(chain: ChainId, height: number): boolean
}

const MARKS_MAX = 64
const PINS_MAX = 256
const STRIP_BYTES = 1024 * 1024
const STRIP_RECORDS = 1024
const SWEEP_TIMER = 'retention:sweep'
const PIN_PREFIX = machineKey('retention', 'pins/')
const MARK_PREFIX = machineKey('retention', 'marks/')

/** @throws InvalidInputError when a setting is out of its range */
export function resolveRetentionOptions(
  options: RetentionOptions = {}
): Required<RetentionOptions> {
  const resolved = { ...RETENTION_DEFAULTS, ...options }
  const { temporaryAgeMs, temporaryBytesMax, sweepIntervalMs } = resolved
  if (!(temporaryAgeMs >= 1000 && temporaryAgeMs <= 10 * 365 * 86_400_000)) {
    throw new InvalidInputError(`temporaryAgeMs is ${temporaryAgeMs}, allowed are 1 s to 10 years`)
  }
  if (!(temporaryBytesMax >= 0)) {
    throw new InvalidInputError(
      `temporaryBytesMax is ${temporaryBytesMax}, it must not be negative`
    )
  }
  if (!(sweepIntervalMs >= 100 && sweepIntervalMs <= 86_400_000)) {
    throw new InvalidInputError(
      `sweepIntervalMs is ${sweepIntervalMs}, allowed are 100 ms to 1 day`
    )
  }
  return resolved
}

export function createRetention(
  environment: Environment,
  options: RetentionOptions | undefined,
  disk: Disk,
  ports: RetentionPorts
): Retention {
  const settings = resolveRetentionOptions(options)
  const { holdings } = environment
  const pins = restoreRanges(disk, PIN_PREFIX)
  const marks = restoreMarks(disk)
  const stripping = new Set<ChainId>()

  const pinned = (chain: ChainId): readonly HeightRange[] => pins.get(chain) ?? []
  const isPinned = (chain: ChainId, height: number): boolean =>
    pinned(chain).some(({ from, to }) => from <= height && height <= to)

  const changePins = (id: string, request: PinRequest, out: Out): void => {
    const { type, chain, from, to } = request
    const before = pinned(chain)
    const after =
      type === 'pin' ? joinRanges([...before, { from, to }]) : cutRange(before, from, to)
    const fault = pinFault(holdings.get(chain), request, after)
    if (fault !== undefined) {
      out.push({ type: 'reply', id, reply: { type: 'refused', retry: false, ...fault } })
      return
    }
    pins.set(chain, [...after])
    const value = toUtf8(JSON.stringify(after.map((range) => [range.from, range.to])))
    out.push({ type: 'write', ops: [{ type: 'put', key: `${PIN_PREFIX}${chain}`, value }] })
    const list = after.map((range) => [range.from, range.to])
    out.push({ type: 'reply', id, reply: { type: 'ok', value: { pinned: list } } })
  }

  const sweep = (nowMs: number, out: Out): void => {
    const temporary = holdings
      .all()
      .filter((held) => held.runs.length > 0 && ports.isTemporary(held.chain.id))
    for (const held of temporary) {
      remember(marks, nowMs, held, out)
    }
    let excess = temporary.reduce((sum, held) => sum + held.bytes, 0) - settings.temporaryBytesMax
    for (const held of byAge(temporary, marks)) {
      const aged = agedTo(marks.get(held.chain.id) ?? [], nowMs - settings.temporaryAgeMs)
      const excessTo = excess > 0 ? held.lastHeight : 0
      excess -= excess > 0 ? held.bytes : 0
      // Without a table that covers it, an uncertified block may be the only proof of a vote.
      const uncovered = Math.min(Math.max(aged, excessTo), held.certified?.height ?? 0)
      strip(held, Math.max(coveredTo(environment, nowMs, held), uncovered), out)
    }
  }

  /** Loads the next slice of blocks up to this height; the rest follows in later sweeps. */
  const strip = (held: Held, upTo: number, out: Out): void => {
    const chain = held.chain.id
    const first = held.runs[0]
    const isNeeded = first !== undefined && first.from <= upTo && !stripping.has(chain)
    if (!isNeeded || held.damage.length > 0) {
      return
    }
    const from = firstUnpinned(held, upTo, (height) => isPinned(chain, height))
    if (from === undefined) {
      return
    }
    stripping.add(chain)
    out.push({
      type: 'load',
      token: `retention:${chain}:${upTo}`,
      query: {
        type: 'range',
        gte: blockKey(chain, from),
        lte: blockKey(chain, upTo),
        recordsMax: STRIP_RECORDS,
        bytesMax: STRIP_BYTES
      }
    })
  }

  const loaded = (
    token: string,
    records: readonly StoredRecord[],
    more: boolean,
    out: Out
  ): void => {
    const [, chain = '', upTo = '0'] = token.split(':')
    stripping.delete(chain)
    const held = holdings.get(chain)
    if (held === undefined || !ports.isTemporary(chain)) {
      return
    }
    const blocks = records.flatMap(({ value }) => {
      const block =
        value === undefined ? undefined : decodeStoredBlock(environment.crypto, value).block
      const isHere = block !== undefined && held.hashAt(block.header.height) === block.hash
      return isHere && !isPinned(chain, block.header.height) ? [withoutBody(block)] : []
    })
    holdings.strip(blocks, out)
    if (blocks.length > 0) {
      out.push({
        type: 'fact',
        fact: { name: 'retention:stripped', detail: { chain, blocks: blocks.length } }
      })
    }
    if (more && blocks.length > 0) {
      strip(held, Number(upTo), out)
    }
  }

  return {
    pinned,
    isPinned,
    step(nowMs, event, out) {
      if (event.type === 'start') {
        out.push({ type: 'timer', id: SWEEP_TIMER, atMs: nowMs + settings.sweepIntervalMs })
      } else if (event.type === 'timer') {
        sweep(nowMs, out)
        out.push({ type: 'timer', id: SWEEP_TIMER, atMs: nowMs + settings.sweepIntervalMs })
      } else if (event.type === 'loaded') {
        loaded(event.token, event.records, event.more, out)
      } else if (event.type === 'request') {
        changePins(event.id, event.request, out)
      }
    }
  }
}

function pinFault(
  held: Held | undefined,
  { type, chain, from, to }: PinRequest,
  after: readonly HeightRange[]
): { readonly reason: string; readonly message: string } | undefined {
  if (!(Number.isSafeInteger(from) && from >= 1 && Number.isSafeInteger(to) && to >= from)) {
    return { reason: 'invalid', message: `blocks ${from} to ${to} are no range of heights` }
  }
  if (type === 'pin' && !(held?.covers(from, to) ?? false)) {
    const message = `this vehicle does not hold all blocks ${from} to ${to} of chain ${chain}; read them first`
    return { reason: 'notHere', message }
  }
  if (after.length > PINS_MAX) {
    return {
      reason: 'full',
      message: `at most ${PINS_MAX} separate ranges of a chain can be pinned`
    }
  }
  return undefined
}

/** Height up to which a sealed table that leaves this vehicle out says that others hold the chain. */
function coveredTo({ fleet, tables, self }: Environment, nowMs: number, held: Held): number {
  const sealed = tables.get(held.chain.id)
  const isElsewhere = sealed !== undefined && !sealed.table.members.includes(self)
  return isElsewhere && strangersIn(fleet, sealed, nowMs).length === 0 ? sealed.table.height : 0
}

function agedTo(marks: readonly Mark[], beforeMs: number): number {
  return marks.filter((mark) => mark.atMs <= beforeMs).at(-1)?.to ?? 0
}

function remember(marks: Map<ChainId, Mark[]>, nowMs: number, held: Held, out: Out): void {
  const chain = held.chain.id
  const list = marks.get(chain) ?? []
  const last = list.at(-1)
  if (last !== undefined && last.to >= held.lastHeight) {
    return
  }
  list.push({ to: held.lastHeight, atMs: Math.floor(nowMs) })
  if (list.length > MARKS_MAX) {
    list.splice(0, 1) // its blocks then count as old as the next mark's, so they stay longer
  }
  marks.set(chain, list)
  const value = toUtf8(JSON.stringify(list))
  out.push({ type: 'write', ops: [{ type: 'put', key: `${MARK_PREFIX}${chain}`, value }] })
}

function byAge(held: readonly Held[], marks: ReadonlyMap<ChainId, readonly Mark[]>): Held[] {
  const ageOf = (of: Held): number => marks.get(of.chain.id)?.[0]?.atMs ?? Number.MAX_VALUE
  return [...held].sort((a, b) => ageOf(a) - ageOf(b))
}

function firstUnpinned(
  held: Held,
  upTo: number,
  isPinned: (height: number) => boolean
): number | undefined {
  for (const run of held.runs) {
    for (let height = run.from; height <= Math.min(run.to, upTo); height++) {
      if (!isPinned(height)) {
        return height
      }
    }
  }
  return undefined
}

function joinRanges(ranges: readonly HeightRange[]): readonly HeightRange[] {
  const joined: HeightRange[] = []
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last !== undefined && range.from <= last.to + 1) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, range.to) }
    } else {
      joined.push(range)
    }
  }
  return joined
}

function cutRange(
  ranges: readonly HeightRange[],
  from: number,
  to: number
): readonly HeightRange[] {
  return ranges.flatMap((range) =>
    [
      { from: range.from, to: Math.min(range.to, from - 1) },
      { from: Math.max(range.from, to + 1), to: range.to }
    ].filter((part) => part.from <= part.to)
  )
}

function restoreRanges(disk: Disk, prefix: string): Map<ChainId, HeightRange[]> {
  const ranges = new Map<ChainId, HeightRange[]>()
  for (const [key, value] of disk.state) {
    if (key.startsWith(prefix)) {
      const list = JSON.parse(fromUtf8(value)) as [number, number][]
      ranges.set(
        key.slice(prefix.length),
        list.map(([from, to]) => ({ from, to }))
      )
    }
  }
  return ranges
}

function restoreMarks(disk: Disk): Map<ChainId, Mark[]> {
  const marks = new Map<ChainId, Mark[]>()
  for (const [key, value] of disk.state) {
    if (key.startsWith(MARK_PREFIX)) {
      marks.set(key.slice(MARK_PREFIX.length), JSON.parse(fromUtf8(value)) as Mark[])
    }
  }
  return marks
}
