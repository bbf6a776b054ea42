/**
 * Requests of other vehicles under way: a bounded number at once, the others wait their turn.
 *
 * Keeps: nobody can make this vehicle load or keep more than a written amount; the same request
 * again while it is answered is not answered twice.
 */
import type { PeerId } from '../../core/peer.ts'
import type { Answer, Holder } from './holder.ts'
import type { Loaded, Loading } from './loading.ts'
import type { Out } from './table-exchange.ts'
import type { Read } from './types.ts'

/** Answers under way at once; each holds about one page of blocks. */
const ACTIVE_MAX = 16

/** Requests that wait, and how many of them of one peer. */
const WAITING_MAX = 256
const WAITING_PER_PEER_MAX = 64

/** Where an answer goes, in the step in which it is ready. */
export type Deliver = (answer: Answer, out: Out) => void

export interface Answers {
  readonly active: number
  readonly waiting: number
  /** Begins to answer, or lets the request wait. */
  begin(from: PeerId, read: Read, deliver: Deliver, out: Out): void
  /** Goes on with what was loaded. */
  loaded(token: string, loaded: Loaded, out: Out): void
  /** Forgets what a peer asked that is gone. */
  forget(peer: PeerId): void
}

interface Job {
  readonly from: PeerId
  readonly read: Read
  readonly deliver: Deliver
}

interface ActiveJob extends Job {
  readonly work: Loading<Answer>
  /** Answers of the store to the queries last yielded, by place. */
  results: (Loaded | undefined)[]
}

export function createAnswers(holder: Holder): Answers {
  const jobs = new Map<number, ActiveJob>()
  let waiting: Job[] = []
  let lastId = 0

  const isKnown = (from: PeerId, read: Read): boolean =>
    [...jobs.values(), ...waiting].some((job) => job.from === from && job.read.id === read.id)

  const advance = (id: number, job: ActiveJob, out: Out): void => {
    let step = job.work.next(job.results.map((result) => result ?? NOTHING))
    while (step.done !== true && step.value.length === 0) {
      step = job.work.next([])
    }
    if (step.done === true) {
      jobs.delete(id)
      job.deliver(step.value, out)
      const next = waiting.shift()
      if (next !== undefined) {
        start(next, out)
      }
      return
    }
    job.results = step.value.map(() => undefined)
    for (const [i, query] of step.value.entries()) {
      out.push({ type: 'load', token: `read:${id}:${i}`, query })
    }
  }

  const start = (job: Job, out: Out): void => {
    lastId++
    const active: ActiveJob = { ...job, work: holder.answer(job.read), results: [] }
    jobs.set(lastId, active)
    advance(lastId, active, out)
  }

  return {
    get active() {
      return jobs.size
    },
    get waiting() {
      return waiting.length
    },
    begin(from, read, deliver, out) {
      if (isKnown(from, read)) {
        return
      }
      if (jobs.size < ACTIVE_MAX) {
        start({ from, read, deliver }, out)
        return
      }
      const own = waiting.filter((job) => job.from === from).length
      if (waiting.length >= WAITING_MAX || own >= WAITING_PER_PEER_MAX) {
        deliver({ type: 'notHere', id: read.id, reason: 'busy', headHeight: 0 }, out)
        return
      }
      waiting.push({ from, read, deliver })
    },
    loaded(token, result, out) {
      const [, id, index] = token.split(':').map(Number)
      const job = jobs.get(id ?? -1)
      if (job === undefined || index === undefined || index >= job.results.length) {
        return
      }
      job.results[index] = result
      if (job.results.every((known) => known !== undefined)) {
        advance(id ?? -1, job, out)
      }
    },
    forget(peer) {
      waiting = waiting.filter((job) => job.from !== peer)
    }
  }
}

const NOTHING: Loaded = { records: [], more: false }
