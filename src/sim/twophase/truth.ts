/**
 * The truth about a ring: what the decided blocks say of it and of transactions, as the first disk has
 * them, and what disks may have because of it.
 *
 * I1 two disks have the same decided block of a height. T1 the first decision of a transaction stands, and
 * an operation is done by one transaction. T2 a key on a disk has a value and version that a committed
 * transaction gave it. T3 a vote is on disk before it is heard, an acknowledged transaction is not, and
 * what was finished is done there.
 */
import { entriesOf, isFull } from '../../core/block.ts'
import { fromHex, fromUtf8, toHex } from '../../core/bytes.ts'
import { decodeCommand } from '../../core/command.ts'
import type { Crypto } from '../../core/crypto.ts'
import type { ChainId } from '../../core/genesis.ts'
import { heightText } from '../../core/keyspace.ts'
import { toLatin1 } from '../../core/latin1.ts'
import type { WriteOp } from '../../core/machine.ts'
import { decodeStoredBlock } from '../../core/stored-block.ts'
import type { Acks, TwophaseMessage, Votes } from '../../protocols/twophase/index.ts'
import { DecisionRecord, Entry, PreparedRecord } from '../../protocols/twophase/messages.ts'
import {
  createRing,
  decodeAnswer,
  decodeOperation,
  decodeResult,
  encodeQuery,
  type RingOptions
} from '../../state/ring/index.ts'
import { createSessions } from '../../state/sessions/index.ts'
import { holdBatches } from '../held-batches.ts'
import { hexOfValue } from '../paxos/workload.ts'
import { createKeptRule, type KeptRule, type Watched } from './kept-rule.ts'

/** Reports a broken rule. */
export type Breaks = (rule: string, who: string, message: string) => void

export interface Truth {
  /** The last decided block that is known. */
  readonly height: number
  /** How often the ring has changed, by the blocks that are on a disk. */
  readonly ringChanges: number
  began(chain: ChainId, options: RingOptions): void
  /** A batch of a vehicle is on its disk. */
  durable(who: string, ops: readonly WriteOp[]): void
  sent(who: string, message: TwophaseMessage, has: (key: string) => boolean): void
  /** A vehicle shows its log after this block. */
  shown(who: string, height: number, digest: string): void
  /** Whether an operation is done. */
  isDone(operation: string): boolean
  /** The newest value of a key; undefined when it is not there. */
  valueOf(key: string): string | undefined
  keys(): readonly string[]
  /** What each committed operation has written, as far as anybody prepared it. */
  changes(): readonly Change[]
  /** In the end: everything on disks follows from what was decided. */
  check(): void
}

/** What a committed operation has written; without a value it deleted the key. */
export interface Change {
  readonly operation: string
  readonly writes: readonly {
    readonly key: string
    readonly version: number
    readonly value: string | undefined
  }[]
}

/** A transaction as those who prepared it have it, key by key. */
interface Known {
  readonly keys: Map<
    number,
    { readonly key: string; readonly whenTrue: string; readonly whenFalse: string }
  >
}

/** What a committed transaction has done. */
interface Committed {
  readonly branch: boolean
  readonly versions: readonly number[]
}

/** From when it began: where its blocks and its records lie, and what judges them. */
interface Group {
  readonly blocks: string
  readonly records: string
  readonly state: ReturnType<typeof createSessions>
  readonly kept: KeptRule
}

/** Stands for no value. */
const GONE = '-'

/** `vehicleOf` finds a vehicle by its name; its disk is as it is after the write that is told. */
export function createTruth(
  crypto: Crypto,
  breaks: Breaks,
  vehicleOf: (who: string) => Watched | undefined
): Truth {
  const stored = new Map<number, { readonly hash: string; readonly bytes: Uint8Array }>()
  const known = new Map<string, Known>()
  const committed = new Map<string, Committed>()
  const aborted = new Set<string>()
  /** Operations by the transaction that has done them. */
  const operations = new Map<string, string>()
  /** Vehicle and transaction. */
  const prepared = new Set<string>()
  /** Key, version and value of entries on disks that nothing explains so far. */
  const claims = new Map<string, string>()
  /** By key: version and value of the newest. */
  const newest = new Map<string, { readonly version: number; readonly value: string }>()
  const given = new Map<string, string>()
  const digests: string[] = []
  let group = undefined as Group | undefined
  let height = 0
  /** Changes of the ring that were seen. */
  let changes = 0

  /** Says what the committed transaction has given its keys, as far as it is known. */
  const explain = (name: string): void => {
    const effects = committed.get(name)
    for (const [index, { key, whenTrue, whenFalse }] of known.get(name)?.keys ?? []) {
      const version = effects?.versions[index] ?? 0
      const value = effects?.branch === true ? whenTrue : whenFalse
      if (effects === undefined || version === 0) {
        continue
      }
      const place = `${key} ${version}`
      const before = given.get(place)
      if (before !== undefined && before !== `${name} ${value}`) {
        breaks('T2', 'the log', `${before} and ${name} both give ${toText(key)} version ${version}`)
      }
      given.set(place, `${name} ${value}`)
      if ((newest.get(key)?.version ?? 0) < version) {
        newest.set(key, { version, value })
      }
    }
  }

  const commit = (name: string, effects: Committed, operation: string): void => {
    if (aborted.has(name)) {
      breaks('T1', 'the log', `commits ${name}, which it had aborted`)
    }
    const other = operations.get(operation)
    if (other !== undefined && other !== name) {
      breaks('T1', 'the log', `${other} and ${name} both do ${operation}`)
    }
    operations.set(operation, name)
    committed.set(name, effects)
    explain(name)
    group?.kept.committed(name, effects.versions)
  }

  const follow = (entry: Uint8Array, result: Uint8Array): void => {
    const command = decodeCommand(entry)
    const operation = command.type === 'operation' ? decodeOperation(command.operation) : undefined
    const told = result.length === 2 && result[0] === 0 ? undefined : decodeResult(result)
    if (operation === undefined || told?.type !== 'decided') {
      return
    }
    if (operation.type === 'decide') {
      operation.commits.forEach((one, i) => {
        if (told.outcomes[i]?.word === 'committed') {
          commit(`${operation.coordinator}:${one.number}`, one, `${one.client}:${one.seq}`)
        }
      })
    } else if (operation.type === 'resolve') {
      operation.transactions.forEach(({ coordinator, number }, i) => {
        const name = `${coordinator}:${number}`
        // One that is committed may be forgotten when all have done it; a late copy of it is dropped.
        if (told.outcomes[i]?.word === 'aborted' && !committed.has(name)) {
          aborted.add(name)
        }
      })
    }
  }

  const followRing = (answer: Uint8Array): void => {
    const told = decodeAnswer(answer)
    if (told.type === 'ring' && told.shape !== undefined) {
      changes = told.changes
      group?.kept.changed(told.shape)
    }
  }

  const apply = (): void => {
    for (let next = stored.get(height + 1); next !== undefined; next = stored.get(height + 1)) {
      const { block } = decodeStoredBlock(crypto, next.bytes)
      if (!isFull(block) || group === undefined) {
        return
      }
      const { state } = group
      height++
      const { seal, timeMs } = block.header
      for (const [index, entry] of (seal === undefined ? entriesOf(block.body) : []).entries()) {
        follow(entry, state.apply(entry, { height, index, timeMs }))
      }
      digests[height] = state.digest()
      followRing(state.query(encodeQuery({ type: 'ring', known: changes }), { height, timeMs }))
    }
  }

  const block = (who: string, bytes: Uint8Array): void => {
    const decoded = decodeStoredBlock(crypto, bytes).block
    const at = decoded.header.height
    const before = stored.get(at)
    if (before === undefined) {
      stored.set(at, { hash: decoded.hash, bytes })
    } else if (before.hash !== decoded.hash) {
      breaks('I1', who, `keeps another block of height ${at} than others`)
    }
  }

  const learn = (who: string, bytes: Uint8Array): void => {
    const { coordinator, portion, ring } = PreparedRecord.decode(bytes)
    const name = `${toHex(coordinator)}:${portion?.number ?? 0}`
    prepared.add(`${who} ${name}`)
    const one = known.get(name) ?? { keys: new Map() }
    known.set(name, one)
    for (const { key, index, whenTrue, whenFalse } of portion?.keys ?? []) {
      const [a, b] = [whenTrue, whenFalse].map((write) =>
        write === undefined || write.remove ? GONE : hexOfValue(write.value)
      )
      one.keys.set(index, { key: toHex(key), whenTrue: a ?? GONE, whenFalse: b ?? GONE })
    }
    const keys = (portion?.keys ?? []).map(({ key, index }) => ({ key: toLatin1(key), index }))
    group?.kept.prepared(who, name, { ring, keys })
    explain(name)
  }

  const claim = (who: string, bytes: Uint8Array): void => {
    const { key, version, changes, value } = Entry.decode(bytes)
    claims.set(`${toHex(key)} ${version} ${changes === 0 ? GONE : hexOfValue(value)}`, who)
  }

  /** In classic mode the coordinator's disk is the log. */
  const classic = (bytes: Uint8Array): void => {
    const { coordinator, outcome, client, seq } = DecisionRecord.decode(bytes)
    if (outcome !== undefined) {
      const { number, branch, versions } = outcome
      commit(`${toHex(coordinator)}:${number}`, { branch, versions }, `${toHex(client)}:${seq}`)
    }
  }

  const write = (who: string, op: WriteOp): void => {
    if (op.type !== 'put' || group === undefined) {
      return
    }
    const { blocks, records } = group
    if (op.key.startsWith(blocks)) {
      block(who, op.value)
    } else if (op.key.startsWith(`${records}p/`)) {
      learn(who, op.value)
    } else if (op.key.startsWith(`${records}k/`)) {
      claim(who, op.value)
    } else if (op.key.startsWith(`${records}c/`)) {
      classic(op.value)
    }
  }

  const checkClaims = (isLast: boolean): void => {
    for (const [text, who] of claims) {
      const [key = '', version = '', value = ''] = text.split(' ')
      const by = given.get(`${key} ${version}`)
      if (by?.endsWith(` ${value}`) === true) {
        claims.delete(text)
      } else if (by !== undefined || isLast) {
        const why = by === undefined ? 'that nobody decided' : `other than ${by}`
        breaks('T2', who, `has version ${version} of ${toText(key)} ${why}`)
        return
      }
    }
  }

  const noteFinished = (who: string, { type, key }: WriteOp): void => {
    const vehicle = vehicleOf(who)
    const records = group?.records ?? ''
    if (type === 'del' && key.startsWith(`${records}p/`) && vehicle !== undefined) {
      const [coordinator = '', number = ''] = key.slice(records.length + 2).split('/')
      group?.kept.finished(who, vehicle, `${coordinator}:${Number.parseInt(number, 16)}`)
    }
  }

  const { durable, release } = holdBatches((who, ops) => {
    for (const op of ops) {
      write(who, op)
      noteFinished(who, op)
    }
    apply()
    checkClaims(false)
    group?.kept.judge(height, false)
  })

  const checkVotes = (who: string, { coordinator, votes }: Votes): void => {
    for (const { number, verdict } of votes) {
      const name = `${coordinator}:${number}`
      if (verdict === 'yes' && !prepared.has(`${who} ${name}`)) {
        breaks('T3', who, `votes for ${name}, which is not on its disk`)
      }
    }
  }

  const checkAcks = (
    who: string,
    { coordinator, numbers }: Acks,
    has: (key: string) => boolean
  ): void => {
    for (const number of numbers) {
      if (has(`${group?.records}p/${coordinator}/${heightText(number)}`)) {
        breaks('T3', who, `acknowledges ${number}, which is prepared on its disk`)
      }
    }
  }

  return {
    get height() {
      return height
    },
    get ringChanges() {
      return changes
    },
    began(chain, options) {
      const { crypto, copies } = options
      group = {
        blocks: `b/${chain}/`,
        records: `s/twophase/${chain}/`,
        state: createSessions(crypto, createRing(options)),
        kept: createKeptRule(crypto, { chain, copies }, breaks)
      }
      digests[0] = group.state.digest()
      release()
    },
    durable,
    sent(who, { contents }, has) {
      for (const content of contents) {
        if (content.type === 'votes') {
          checkVotes(who, content)
        } else if (content.type === 'acks') {
          checkAcks(who, content, has)
        }
      }
    },
    shown(who, applied, digest) {
      const right = digests[applied]
      if (right !== undefined && right !== digest) {
        breaks('T4', who, `its ring after block ${applied} is not what the decided blocks make`)
      }
    },
    isDone: (operation) => operations.has(operation),
    valueOf(key) {
      const { value = GONE } = newest.get(key) ?? {}
      return value === GONE ? undefined : value
    },
    keys: () => [...newest.keys()],
    changes: () => changesOf(operations, committed, known),
    check() {
      checkClaims(true)
      group?.kept.judge(height, true)
    }
  }
}

function toText(hex: string): string {
  return toLatin1(fromHex(hex))
}

function changesOf(
  operations: ReadonlyMap<string, string>,
  committed: ReadonlyMap<string, Committed>,
  known: ReadonlyMap<string, Known>
): readonly Change[] {
  return [...operations]
    .map(([operation, name]) => ({
      operation,
      writes: writesOf(committed.get(name), known.get(name))
    }))
    .filter(({ writes }) => writes.length > 0)
}

/** Only of keys that a decision has given a version. */
function writesOf(effects: Committed | undefined, known: Known | undefined): Change['writes'] {
  return [...(known?.keys ?? [])].flatMap(([index, { key, whenTrue, whenFalse }]) => {
    const version = effects?.versions[index] ?? 0
    const value = effects?.branch === true ? whenTrue : whenFalse
    const text = value === GONE ? undefined : fromUtf8(fromHex(value))
    return version > 0 ? [{ key: toText(key), version, value: text }] : []
  })
}
