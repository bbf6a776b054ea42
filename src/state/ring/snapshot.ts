/**
 * A ring and its decisions as a stream of records: a head, then clients, then transactions.
 */
import { fromHex } from '../../core/bytes.ts'
import { decodeWith, readBytes, readList, readNumber } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { cutParts, joinParts } from '../../core/snapshot-parts.ts'
import type { Snapshot } from '../../core/state-machine.ts'
import type { Decisions } from './decisions.ts'
import { ANSWERED_MAX, RESULT_BYTES_MAX, ROSTER_MAX } from './limits.ts'
import { RingSnapshot as RecordCodec, type Session as SessionMessage } from './messages.ts'
import type { Nodes } from './nodes.ts'
import { rawDecision, rawNode, rawShape, readDecision, readNode, readShape } from './query-spec.ts'
import type { Answered, Session } from './sessions.ts'
import { readClient, readCoordinator, readDigest } from './spec.ts'

const VERSION = 1
/** A client with as many results as it may have, and what frames them. */
const RECORD_BYTES_MAX: number = ANSWERED_MAX * (RESULT_BYTES_MAX + 64)

export interface Ring {
  readonly nodes: Nodes
  readonly decisions: Decisions
  digest(): string
}

export function saveRing({ nodes, decisions, digest }: Ring): Snapshot {
  const { changes, shape, roster, usualBytes } = nodes
  const { horizon, abortHorizon } = decisions
  const [sessions, all] = [decisions.sessions(), decisions.all()]
  const head = {
    ...{ version: VERSION, changes, usualBytes, horizon, abortHorizon, digest: digest() },
    shape: rawShape(shape),
    roster: roster.map(rawNode),
    sessions: sessions.length,
    decisions: all.length
  }
  function* records(): Generator<Uint8Array, void> {
    yield RecordCodec.encode({ head })
    for (const { client, coordinator, firstHeight, floor, answered } of sessions) {
      const results = [...answered].map(([seq, { digest: of, result }]) => {
        return { seq, result, digest: fromHex(of) }
      })
      const names = { client: fromHex(client), coordinator: fromHex(coordinator ?? '') }
      const session = { ...names, firstHeight, floor, answered: results }
      yield RecordCodec.encode({ session })
    }
    for (const decision of all) {
      yield RecordCodec.encode({ decision: rawDecision(decision) })
    }
  }
  return { parts: () => cutParts(records()) }
}

/** @throws InvalidMessageError when the parts are no whole snapshot; then the ring is empty */
export function loadRing(ring: Ring, parts: Iterable<Uint8Array>): void {
  clear(ring)
  try {
    readRecords(ring, joinParts(parts, RECORD_BYTES_MAX))
  } catch (error) {
    clear(ring)
    throw error
  }
}

function clear({ nodes, decisions }: Ring): void {
  nodes.clear()
  decisions.clear()
}

function readRecords({ nodes, decisions, digest }: Ring, records: Iterable<Uint8Array>): void {
  let head: RecordCodec['head']
  for (const bytes of records) {
    const record = decodeWith('ring snapshot', bytes, RecordCodec.decode)
    if (head === undefined) {
      head = record.head
      readNumber('ring snapshot.version', head?.version ?? 0, VERSION, VERSION)
      if (head?.shape === undefined) {
        throw new InvalidMessageError('a ring snapshot has no ring')
      }
      const { changes, usualBytes, shape, roster } = head
      const known = readList('ring snapshot.roster', roster, ROSTER_MAX).map(readNode)
      nodes.restore({ changes, usualBytes, shape: readShape(shape), roster: known })
      decisions.setHorizons(head.horizon, head.abortHorizon)
    } else if (record.session !== undefined) {
      decisions.restoreSession(readSession(record.session))
    } else if (record.decision !== undefined) {
      decisions.restore(readDecision(record.decision))
    }
  }
  if (
    head === undefined ||
    decisions.sessions().length !== head.sessions ||
    decisions.all().length !== head.decisions ||
    digest() !== head.digest
  ) {
    throw new InvalidMessageError('a ring snapshot has other records than its head says')
  }
}

function readSession(message: SessionMessage): Session {
  const { client, coordinator, firstHeight, floor, answered } = message
  const results = readList('session.answered', answered, ANSWERED_MAX).map(
    ({ seq, digest, result }): readonly [number, Answered] => [
      // Snapshots of earlier programs may have results that are not above the floor.
      readNumber('answered.seq', seq, 1),
      {
        digest: readDigest('answered.digest', digest),
        result: new Uint8Array(readBytes('answered.result', result, RESULT_BYTES_MAX))
      }
    ]
  )
  return {
    client: readClient('session.client', client),
    // Snapshots of earlier programs do not tell it.
    coordinator:
      coordinator.length === 0 ? undefined : readCoordinator('session.coordinator', coordinator),
    firstHeight: readNumber('session.firstHeight', firstHeight),
    floor: readNumber('session.floor', floor),
    answered: new Map(results)
  }
}
