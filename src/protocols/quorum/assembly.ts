/**
 * The parts of one group, and what they know of each other.
 */
import type { PeerId } from '../../core/peer.ts'
import { type Archive, createArchive } from './archive.ts'
import { type Client, createClient } from './client.ts'
import { type Collector, createCollector } from './collect.ts'
import { createElection } from './election.ts'
import type { Election } from './election-types.ts'
import { createForgetting, type Forgetting } from './forgetting.ts'
import { createFreeWriter, type FreeWriter } from './free-writer.ts'
import type { GroupParts } from './parts.ts'
import { createReads, type Reads } from './reads.ts'
import { createRecovery, type Recovery } from './recovery.ts'
import { createReplica, type Replica } from './replica.ts'
import { createRoute } from './route.ts'
import { createService, type Service } from './service.ts'
import { createSpans, type Spans } from './spans.ts'
import { createStores, type Stores } from './stores.ts'
import { createWriteBack, type WriteBack } from './write-back.ts'
import { createWriter, type Writer } from './writer.ts'

export interface Assembly {
  readonly replica: Replica
  readonly collector: Collector
  readonly stores: Stores
  readonly spans: Spans
  readonly writer: Writer
  readonly freeWriter: FreeWriter
  readonly reads: Reads
  readonly recovery: Recovery
  readonly archive: Archive
  readonly forgetting: Forgetting
  readonly election: Election
  readonly service: Service
  readonly client: Client
}

/** With more operations under way the leader takes its time to look through keys. */
const BUSY_WRITES = 64

/** `newName` makes names of sessions. */
export function assemble(parts: GroupParts, newName: () => string): Assembly {
  const { rules, environment } = parts
  const { self } = environment
  const replica = createReplica(parts)
  const collector = createCollector(parts)
  const stores = createStores(parts)
  const spans = createSpans(parts, replica)
  const writeBack = createWriteBack(parts, stores)
  const writer = createWriter(
    parts,
    collector,
    stores,
    (some) => archive.add(some),
    (nowMs, out) => election.renew(nowMs, out)
  )
  const freeWriter = createFreeWriter(parts, collector, stores, (some) => archive.add(some))
  const reads = createReads(parts, collector, spans, writeBack, (nowMs, key, out) =>
    client.settle(nowMs, key, out)
  )
  const recovery = createRecovery(parts)
  const { archive, forgetting } = createHousekeeping(
    parts,
    spans,
    writeBack,
    writer,
    () => election
  )
  const election: Election = createElection(parts, {
    elected(nowMs, epoch, out) {
      writer.begin(epoch)
      archive.begin(nowMs)
      forgetting.begin()
      client.leaderChanged(nowMs, out)
    },
    deposed(nowMs, out) {
      writer.end()
      archive.end()
      client.leaderChanged(nowMs, out)
    },
    cameBack: () => archive.lookAgain(),
    leaderChanged: (nowMs, out) => client.leaderChanged(nowMs, out)
  })
  const isLeading = (): boolean => election.role === 'leader'
  const leader = (): PeerId | undefined => election.leader
  const ownTerm = (): number => (parts.roster.isReady ? freeWriter.term : 0)
  const term = (): number => (rules.leaderless ? ownTerm() : election.leaderEpoch)
  const service = createService(parts, { writer, freeWriter, reads, leader, term, isLeading })
  const route = createRoute(parts, {
    leader,
    leaderEpoch: () => election.leaderEpoch,
    wasHeard: (nowMs, withinMs) => election.wasHeard(nowMs, withinMs),
    ownTerm: () => freeWriter.term
  })
  const client = createClient(parts, {
    route,
    newName,
    take: (nowMs, item, deadlineMs, respond, out) =>
      service.take(nowMs, { name: self, vehicle: self }, item, deadlineMs, respond, out),
    settled: (nowMs, key, out) => reads.settled(nowMs, key, out)
  })
  return {
    replica,
    collector,
    stores,
    spans,
    writer,
    freeWriter,
    reads,
    recovery,
    archive,
    forgetting,
    election,
    service,
    client
  }
}

/** What a leader does beside its clients. */
function createHousekeeping(
  parts: GroupParts,
  spans: Spans,
  { repair }: WriteBack,
  writer: Writer,
  election: () => Election
): Pick<Assembly, 'archive' | 'forgetting'> {
  const { leaderless } = parts.rules
  const archive = createArchive(parts, spans, {
    counter: () => writer.counter,
    acknowledgedTo: () => writer.acknowledgedTo,
    epoch: () => (leaderless ? 0 : election().leaderEpoch),
    isLoaded: () => writer.size > BUSY_WRITES,
    repair,
    rewrite: writer.rewrite
  })
  const forgetting = createForgetting(parts, {
    epoch: () => writer.epoch,
    archive,
    answering: () => election().connected.length + 1,
    close: writer.close
  })
  return { archive, forgetting }
}
