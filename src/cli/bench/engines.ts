/**
 * The engines of groups as the bench compares them: how a group of each is opened, what it can do, and
 * for which data it is made.
 */
import type { KvStore } from '../../node/kv/api.ts'
import type { LoadedStore } from './load.ts'

export const COMPARED_ENGINES = ['paxos', 'quorum', 'twophase'] as const
export type ComparedEngine = (typeof COMPARED_ENGINES)[number]

export const isComparedEngine = (text: string): text is ComparedEngine =>
  COMPARED_ENGINES.some((engine) => engine === text)

/** Whether the engine changes several keys at once. */
export function hasTransactions(engine: ComparedEngine): boolean {
  return engine !== 'quorum'
}

/** What asks for a key-value store of this engine, beside its members. */
export function groupOf(engine: ComparedEngine): {
  readonly state: 'kv'
  readonly engine?: ComparedEngine
} {
  return engine === 'paxos' ? { state: 'kv' } : { state: 'kv', engine }
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
    'single keys that change often and are read often, such as positions and readings: no log in the way, ' +
    'reads and writes of quorums whose sizes you choose; nothing that spans keys',
  twophase:
    'more data than one vehicle has room for: every key lives on a few owners of a ring, vehicles join ' +
    'and leave; transactions over several keys, which cost two rounds'
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
    'of them when no other copy is left; others take its place (`ring join`, `group members`)'
}
