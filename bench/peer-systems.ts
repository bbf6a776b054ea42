/**
 * What is compared: the stores, what an answer of each is worth, and what each is made for.
 *
 * Keeps: figures of different worth are never told without it.
 */

import type { Load, LoadResult } from '../src/cli/bench/load.ts'

/** One of them while it runs. */
export interface RunningSystem {
  readonly version: string
  /** Of all its processes, that of the clients too. */
  readonly pids: readonly number[]
  load(load: Load): Promise<LoadResult>
  end(): Promise<void>
}

/** What is true of a value once its put was answered. From the strongest to the weakest. */
export const CLASSES = {
  synced: 'on the disks of a majority, synced, before the answer',
  primary: 'on the disk of the primary, synced, and received by both replicas, before the answer',
  written: 'written by a majority before the answer, synced to disk later',
  received: 'received by both replicas before the answer, synced to disk later'
} as const
export type DurabilityClass = keyof typeof CLASSES

export interface SystemWords {
  /** Shown to people. */
  readonly title: string
  readonly class: DurabilityClass
  /** How it is set up, and what that makes of an answer. */
  readonly acknowledged: string
  /** What a get is worth. */
  readonly reads: string
}

export const SYSTEMS = {
  paxos: {
    title: 'vguard-node, paxos',
    class: 'synced',
    acknowledged: 'three members; the clients are a fourth vehicle; 2 of 3 have synced the put',
    reads: 'linearizable'
  },
  quorum: {
    title: 'vguard-node, quorum',
    class: 'synced',
    acknowledged: 'three members; the clients are a fourth vehicle; 2 of 3 have synced the put',
    reads: 'linearizable, single keys, no transactions'
  },
  etcd: {
    title: 'etcd',
    class: 'synced',
    acknowledged: 'three members, defaults; 2 of 3 have synced the put',
    reads: 'linearizable'
  },
  redis: {
    title: 'Redis, WAIT 2',
    class: 'primary',
    acknowledged:
      'a primary and two replicas, `appendfsync always`, `SET` and `WAIT 2`; nobody votes, so a ' +
      'failover may lose what was answered',
    reads: 'of the primary, without asking anybody'
  },
  nats: {
    title: 'NATS JetStream KV',
    class: 'written',
    acknowledged:
      'three replicas, file storage, defaults; a majority has written it, and syncs it from time to ' +
      'time: a power cut of all loses the last of it',
    reads: 'of the leader, without asking anybody'
  },
  orbitdb: {
    title: 'OrbitDB',
    class: 'received',
    acknowledged:
      'one writer and two replicas; the bench waits until both have it, OrbitDB itself answers ' +
      'before; entries are signed and checked',
    reads: 'local, of the writer'
  },
  hyperbee: {
    title: 'Hyperbee',
    class: 'received',
    acknowledged:
      'one writer and two replicas; the bench waits until both have it, Hyperbee itself answers ' +
      'before; blocks are signed and checked',
    reads: 'local, of the writer'
  }
} as const satisfies Readonly<Record<string, SystemWords>>

export type SystemName = keyof typeof SYSTEMS
export const SYSTEM_NAMES = Object.keys(SYSTEMS) as readonly SystemName[]

export const isSystemName = (text: string): text is SystemName => Object.hasOwn(SYSTEMS, text)
