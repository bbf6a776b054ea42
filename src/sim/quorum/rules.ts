/**
 * The rules of a quorum group, checked on everything that reaches a disk or leaves a vehicle.
 */

import { fromHex, toHex } from '../../core/bytes.ts'
import { decodeWith } from '../../core/codec.ts'
import type { QuorumRules } from '../../core/engine-rules.ts'
import { machineKey } from '../../core/keyspace.ts'
import { toLatin1 } from '../../core/latin1.ts'
import type { Fact, WriteOp } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { Meta as MetaCodec } from '../../protocols/quorum/messages.ts'
import { decodeRegister, type Register } from '../../protocols/quorum/register.ts'
import { compareTags, revisionOf } from '../../protocols/quorum/tag.ts'
import type { QuorumMessage } from '../../protocols/quorum/types.ts'
import { isForgotten, keptKeys, neededKey, type OnDisk, tagOn } from './forgotten.ts'
import { createShownRule, type OnShown, type Shown } from './shown.ts'

export interface RegisterRules {
  /** By vehicle: booth in which its disk came to have all that a member has. */
  readonly joined: ReadonlyMap<PeerId, number>
  durable(peer: PeerId, ops: readonly WriteOp[]): void
  sent(peer: PeerId, to: PeerId, message: QuorumMessage): void
  fact(peer: PeerId, fact: Fact): void
  /** A vehicle has lost its disk. */
  wiped(peer: PeerId): void
  /** It has an earlier one again, with these records, and was absent in booths up to this one. */
  putBack(peer: PeerId, records: readonly WriteOp[], booth: number): void
  /** Calls whenever a member shows a key to a leader that takes it over. */
  onShown(listener: OnShown): void
  /** Whether some disk has a value of an ended epoch that was not shown. */
  isMoreHeld(key: string, shown: Shown): boolean
  /** All that ever were on a disk, each once. */
  registers(): readonly Register[]
  /** These values are in the log. */
  logged(registers: readonly Uint8Array[]): void
  /** Keys that are deleted, and kept by a member. */
  kept(): readonly string[]
  /** Keys of which the log lacks the newest value that a client was told of. */
  unlogged(): readonly string[]
  /** The greatest revision of a key that a client was told of by its write. */
  toldOf(key: string): number
  /** A client was told that its write of this key, with this revision, is done; `before` was told by then. */
  acknowledged(key: string, revision: number, before: number): void
}

export type Breaks = (rule: string, peer: PeerId, message: string) => void

/** A revision of an epoch is its number times this, and a counter. */
const COUNTERS_PER_EPOCH = 2 ** 32

const PREFIX = machineKey('quorum', '')

export interface RulesPorts {
  /** Of the newest booth. */
  members(): readonly PeerId[]
  /** It has all that a member has, and none has counted in its place since. */
  counts(peer: PeerId): boolean
}

export function createRules(
  quorum: QuorumRules,
  { members, counts }: RulesPorts,
  breaks: Breaks
): RegisterRules {
  const disks = new Map<PeerId, OnDisk>()
  const joined = new Map<PeerId, number>()
  /**
   * The greatest epoch that this disk has ever had: who is left out of a booth takes all off it, perhaps with
   * the batch that an answer from before waits for. To the others that is an answer that comes late.
   */
  const epochs = new Map<PeerId, number>()
  const leaders = new Map<number, PeerId>()
  /** Who was granted an epoch by whom. */
  const grants = new Map<string, PeerId>()
  /** The register that was written with a tag, and its bytes in hex. */
  const written = new Map<string, { readonly register: Register; readonly text: string }>()
  /** For each key the greatest revision that each vehicle ever had on its disk. */
  const held = new Map<string, Map<PeerId, number>>()

  const shown = createShownRule(breaks)
  /** For each key the greatest revision that is in the log, and that a client was told of. */
  const inLog = new Map<string, number>()
  const told = new Map<string, number>()

  const diskOf = (peer: PeerId): OnDisk => {
    const disk = disks.get(peer) ?? { epoch: 0, forgottenTo: 0, held: new Map<string, Register>() }
    disks.set(peer, disk)
    return disk
  }

  const checkTag = (peer: PeerId, register: Register): void => {
    const { key, tag, bytes } = register
    const name = `${toHex(new TextEncoder().encode(key))} ${tag.epoch}.${tag.counter}.${tag.node}`
    const text = toHex(bytes)
    const known = written.get(name)
    if (known !== undefined && known.text !== text) {
      breaks(
        'Q3',
        peer,
        `two values of ${key} have the tag ${tag.epoch}.${tag.counter}.${tag.node}`
      )
    }
    written.set(name, { register, text })
  }

  const register = (peer: PeerId, value: Uint8Array): void => {
    const one = decodeRegister(value)
    const disk = diskOf(peer)
    if (compareTags(one.tag, tagOn(disk, one.key)) < 0) {
      breaks('Q1', peer, `puts an older value of ${one.key} over a newer one`)
    }
    disk.held.set(one.key, one)
    checkTag(peer, one)
    const all = held.get(one.key) ?? new Map<PeerId, number>()
    held.set(one.key, all)
    all.set(peer, Math.max(all.get(peer) ?? 0, revisionOf(one.tag)))
  }

  const meta = (peer: PeerId, value: Uint8Array): void => {
    const { epoch, joined: booth, forgottenTo } = decodeWith('meta', value, MetaCodec.decode)
    if (booth > 0) {
      joined.set(peer, booth)
    }
    const disk = diskOf(peer)
    if (epoch < disk.epoch) {
      breaks('Q1', peer, `its epoch falls from ${disk.epoch} to ${epoch}`)
    }
    disk.epoch = epoch
    epochs.set(peer, Math.max(epochs.get(peer) ?? 0, epoch))
    if (forgottenTo < disk.forgottenTo && counts(peer)) {
      breaks('Q1', peer, `has forgotten what is of the epoch ${disk.forgottenTo}, and less now`)
    }
    disk.forgottenTo = forgottenTo
  }

  /** Whoever does not count has promised nothing that does. */
  const forgets = (peer: PeerId, record: string): void => {
    if (record.endsWith('/meta')) {
      disks.delete(peer)
      joined.delete(peer)
      return
    }
    const disk = diskOf(peer)
    const key = toLatin1(fromHex(record.slice(record.lastIndexOf('/') + 1)))
    if (counts(peer) && !isForgotten(disk, key)) {
      breaks('Q1', peer, `is a member, and takes ${key} off its disk`)
    }
    disk.held.delete(key)
  }

  /** Its leader says that what was deleted up to this epoch need not be kept. */
  const forgot = (peer: PeerId, epoch: number): void => {
    const all = members()
    const counting = all.filter(counts).map(diskOf)
    const key = neededKey(quorum, all.length, counting, epoch)
    if (key !== undefined) {
      breaks(
        'Q9',
        peer,
        `has ${key} forgotten up to the epoch ${epoch}, which not all members hold`
      )
    }
  }

  const durable = (peer: PeerId, ops: readonly WriteOp[]): void => {
    for (const op of ops) {
      if (!op.key.startsWith(PREFIX)) {
        continue
      }
      if (op.type === 'put') {
        const isMeta = op.key.endsWith('/meta')
        const check = isMeta ? meta : register
        check(peer, op.value)
      } else {
        forgets(peer, op.key)
      }
    }
  }

  return {
    joined,
    durable,
    sent(peer, to, message) {
      shown.sent(peer, to, message)
      if (message.type === 'grant' && !message.probe) {
        const name = `${message.incarnation} ${message.epoch}`
        const other = grants.get(name)
        if (other !== undefined && other !== to) {
          breaks('Q2', peer, `grants the epoch ${message.epoch} to two members`)
        }
        grants.set(name, to)
        if ((epochs.get(peer) ?? 0) < message.epoch) {
          breaks('Q1', peer, `grants the epoch ${message.epoch} before it is on its disk`)
        }
      }
      if (message.type === 'stored' && (epochs.get(peer) ?? 0) < message.epoch) {
        breaks('Q1', peer, `speaks of the epoch ${message.epoch} before it is on its disk`)
      }
    },
    fact(peer, { name, detail }) {
      if (name === 'quorum:elected') {
        const epoch = Number(detail['epoch'])
        const other = leaders.get(epoch)
        if (other !== undefined && other !== peer) {
          breaks('Q2', peer, `leads in the epoch ${epoch}, and so does ${other}`)
        }
        leaders.set(epoch, peer)
      }
      if (name === 'quorum:forgot') {
        forgot(peer, Number(detail['epoch']))
      }
    },
    onShown: shown.onShown,
    isMoreHeld(key, { epoch, tag }) {
      return [...disks.values()].some(({ held }) => {
        const one = held.get(key)?.tag
        return one !== undefined && one.epoch < epoch && compareTags(one, tag) > 0
      })
    },
    wiped(peer) {
      disks.delete(peer)
      epochs.delete(peer)
      joined.delete(peer)
    },
    putBack(peer, records, booth) {
      shown.putBack(peer, booth)
      disks.delete(peer)
      epochs.delete(peer)
      durable(peer, records)
      joined.delete(peer)
    },
    registers: () => [...written.values()].map(({ register }) => register),
    logged(registers) {
      for (const bytes of registers) {
        const { key, tag } = decodeRegister(bytes)
        inLog.set(key, Math.max(inLog.get(key) ?? 0, revisionOf(tag)))
      }
    },
    kept: () => keptKeys(members().map(diskOf)),
    unlogged: () =>
      [...told].flatMap(([key, least]) => ((inLog.get(key) ?? 0) < least ? [key] : [])),
    toldOf: (key) => told.get(key) ?? 0,
    acknowledged(key, revision, before) {
      // What a register remembers of an epoch that has ended is told without its counter.
      const isRemembered = !quorum.leaderless && revision % COUNTERS_PER_EPOCH === 0
      if (revision <= before && !isRemembered) {
        const text = `a write of ${key} has revision ${revision}, and ${before} was told before it began`
        breaks('Q5', 'clients', text)
      }
      told.set(key, Math.max(told.get(key) ?? 0, revision))
      const holders = [...(held.get(key) ?? [])].filter(([, newest]) => newest >= revision)
      if (holders.length < quorum.writes) {
        const text = `a write of ${key} is answered that ${holders.length} disks have, not ${quorum.writes}`
        breaks('Q4', 'clients', text)
      }
    }
  }
}
