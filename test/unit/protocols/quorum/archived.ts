/** The archive of a leader of the epoch 1 by itself: what comes into the log, and what is told of it. */
import { type Archive, createArchive } from '../../../../src/protocols/quorum/archive.ts'
import type { Respond } from '../../../../src/protocols/quorum/reads.ts'
import type { Register, RegisterKey } from '../../../../src/protocols/quorum/register.ts'
import type { PageThen } from '../../../../src/protocols/quorum/spans.ts'
import type { ArchiveBatch } from '../../../../src/protocols/quorum/types.ts'

export const NOBODY = { push: () => undefined }
const NO_BYTES = new Uint8Array(0)

/** Longer than the pause between two entries of the log. */
const STEP_MS = 5

export const madeOf = (key: string, counter: number, epoch = 1): Register =>
  ({ key, tag: { epoch, counter, node: 0 }, bytes: NO_BYTES }) as unknown as Register

interface ArchivedOptions {
  readonly waitingMax?: number
  /** Of each value. */
  readonly bytes?: number
  /** Who shows the newest of each key; two are as many as a write asks. */
  readonly holders?: readonly string[]
  /** Pages of keys are shown by `show` only. */
  readonly isByHand?: boolean
  /** Much waits at the leader. */
  readonly isLoaded?: boolean
}

export interface Archived {
  /** What came into the log, and up to which write each entry told that nothing is missing. */
  readonly log: string[][]
  readonly told: number[]
  readonly rewritten: string[]
  /** To be answered when they are written. */
  readonly open: Respond[]
  /** What members show besides what was acknowledged. */
  readonly values: Register[]
  /** Last key before each page that was asked for. */
  readonly pages: RegisterKey[]
  readonly archive: Archive
  isSettled(): boolean
  isLooking(): boolean
  /** Every write up to it is acknowledged. */
  acknowledgedTo: number
  counter: number
  /** That members know who show a page, in their order. */
  epochs: readonly number[]
  readonly roster: { number: number }
  asked(): number
  /** Shows the page that is asked for: up to this key, or to the last one. */
  show(end?: RegisterKey): void
  /** Batches one after the other, each in the log at once, or not. */
  run(count: number, isDone?: boolean): void
}

export const archiveOf = ({
  waitingMax = 1_000,
  bytes = 0,
  holders = ['a', 'b'],
  isByHand = false,
  isLoaded = false
}: ArchivedOptions = {}): Archived => {
  const newest = new Map<string, Register>()
  const names = new Map<Uint8Array, string>()
  let asked = 0
  let flying = ''
  let then: PageThen | undefined
  let nowMs = 0
  const ports = {
    archiveOf() {
      asked++
      return { horizons: new Map(), whole: new Map() }
    },
    archive(id: string, _chain: string, { registers, upTo }: ArchiveBatch) {
      world.log.push(registers.map((one) => names.get(one) ?? ''))
      world.told.push(upTo)
      flying = id
    }
  }
  const parts = {
    settings: { archiveMs: 1 },
    ports,
    chain: { id: 'c' },
    rules: {},
    environment: { peers: { connected: new Set(['b', 'c']) } },
    roster: { writes: 2, number: 1, members: ['a', 'b', 'c'], others: ['b', 'c'] }
  }
  const spans = {
    drop: () => undefined,
    ask(_nowMs: number, { span }: { span: { after: RegisterKey } }, next: PageThen) {
      world.pages.push(span.after)
      then = next
      if (!isByHand) {
        world.show()
      }
      return 1
    }
  }
  const own = {
    ...{ epoch: () => 1, isLoaded: () => isLoaded },
    counter: () => world.counter,
    acknowledgedTo: () => world.acknowledgedTo,
    repair: () => undefined,
    rewrite(_nowMs: number, key: string, respond: Respond) {
      world.rewritten.push(key)
      world.open.push(respond)
    }
  }
  const archive = createArchive(parts as never, spans as never, own as never, waitingMax)
  const world: Archived = {
    ...{ log: [], told: [], rewritten: [], values: [], pages: [], open: [] },
    acknowledgedTo: 9,
    counter: 9,
    epochs: [1, 1, 1],
    roster: parts.roster,
    asked: () => asked,
    isSettled: () => archive.isSettled,
    isLooking: () => archive.isLooking,
    archive: {
      ...archive,
      add(some) {
        const given = some.map((one) => ({ ...one, bytes: new Uint8Array(bytes) }))
        for (const one of given) {
          newest.set(one.key, one)
          names.set(one.bytes, `${one.key}:${one.tag.counter}`)
        }
        archive.add(given)
      }
    },
    show(end) {
      const shown = new Map(newest)
      for (const one of world.values) {
        shown.set(one.key, one)
      }
      const seen = [...shown.values()].map((one) => {
        return { key: one.key, newest: one, holders, behind: [], forgottenTo: 0 }
      })
      const epochs = new Map(
        world.epochs.map((epoch, i) => [parts.roster.members[i] ?? '', epoch] as const)
      )
      then?.(nowMs, { seen, end, epochs }, NOBODY)
    },
    run(count, isDone = true) {
      for (let i = 0; i < count; i++) {
        nowMs += STEP_MS
        archive.tick(nowMs, NOBODY)
        archive.archived(flying, isDone)
      }
    }
  }
  return world
}
