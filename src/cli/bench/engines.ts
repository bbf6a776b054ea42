/**
 * The engines of groups as the bench compares them: how a group of each is opened, what it can do, and
 * for which data it is made.
 */
import type { KvStore } from '../../node/kv/api.ts'
import type { LoadedStore } from './load.ts'

/** `classic` is twophase in its classic mode. */
export const COMPARED_ENGINES = ['paxos', 'quorum', 'twophase', 'classic'] as const
/** When nobody says which. */
export const USUAL_ENGINES: readonly ComparedEngine[] = ['paxos', 'quorum', 'twophase']
export type ComparedEngine = (typeof COMPARED_ENGINES)[number]

export const isComparedEngine = (text: string): text is ComparedEngine =>
  COMPARED_ENGINES.some((engine) => engine === text)

/** Whether the engine changes several keys at once. */
export function hasTransactions(engine: ComparedEngine): boolean {
  return engine !== 'quorum'
}

/** Whether the engine keeps each key on some vehicles of a ring, which others join. */
export function hasRing(engine: ComparedEngine): boolean {
  return engine === 'twophase' || engine === 'classic'
}

/** What asks for a key-value store of this engine, beside its members. */
export function groupOf(engine: ComparedEngine): {
  readonly state: 'kv'
  readonly engine?: 'quorum' | 'twophase'
  readonly twophase?: { readonly classic: boolean }
} {
  switch (engine) {
    case 'paxos':
      return { state: 'kv' }
    case 'classic':
      return { state: 'kv', engine: 'twophase', twophase: { classic: true } }
    default:
      return { state: 'kv', engine }
  }
}

/** A store of a group under load. */
export function loadedStore(kv: KvStore): Required<LoadedStore> {
  return {
    async put(key, value) {
      await kv.put(key, value)
    },
    async get(key) {
      const entry = await kv.get(key)
      return entry === undefined ? undefined : String(entry.value)
    },
    async putAll(keys, value) {
      await kv.transact({ whenTrue: keys.map((key) => ({ type: 'put', key, value })) })
    }
  }
}

/** Which replication for which data: for people who have to choose. */
export const ADVICE: Readonly<Record<ComparedEngine, string>> = {
  paxos:
    'one order of everything: transactions over any keys, watches, times to live, scans at one moment; ' +
    'every member has all data, and each change passes through all of them',
  quorum:
    'single keys apart from all others, such as positions and readings, when few clients at once wait for ' +
    'an answer: no log in the way, reads and writes of quorums whose sizes you choose; nothing that spans ' +
    'keys, and many clients at once get no more done than by paxos',
  twophase:
    'more data than one vehicle has room for: every key lives on a few owners of a ring, vehicles join ' +
    'and leave; transactions over several keys, which cost two rounds',
  classic:
    'twophase as it was first described, to compare: each coordinator decides by its own disk alone; no ' +
    'decision passes through a log'
}

/** What is so when a vehicle is lost: it decides more often than figures do. */
export const WHEN_LOST: Readonly<Record<ComparedEngine, string>> = {
  paxos:
    'it goes on while a majority of its members runs; others take the places of the lost ' +
    '(`group members`), also when a majority is lost for good (`group recover`)',
  quorum:
    'it goes on while as many are left as the greater of `--reads` and `--writes`; others take the ' +
    'places of the lost while a majority is left (`group members`), not without a leader, and ' +
    '`group recover` is refused',
  twophase:
    'one owner that is away stops writes of its keys until it is back or `ring leave --gone`, and reads ' +
    'of them when no other copy is left; others take its place (`ring join`, `group members`)',
  classic:
    'as twophase; besides, the keys of what it coordinated and had not told wait until it is back with its ' +
    'disk'
}
