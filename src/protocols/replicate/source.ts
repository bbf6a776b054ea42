/**
 * Serving pulls: whoever holds blocks sends them as they are stored, a chunk at a time.
 *
 * Keeps: what a peer can make this vehicle load at once is bounded; several backups that pull the
 * same chunk cost one load.
 */
import { decodeCertificate } from '../../core/booth.ts'
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Held } from '../../core/holdings.ts'
import { blockKey, boothKey, certificateKey } from '../../core/keyspace.ts'
import type { LoadQuery, StoredRecord } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { SUMMARY_BYTES } from '../../core/stored-block.ts'
import { note, type Out, send } from './effects.ts'
import {
  CHUNK_BLOCKS_MAX,
  CHUNK_BOOTHS_BYTES,
  CHUNK_BOOTHS_MAX,
  CHUNK_BYTES_MAX,
  CHUNK_CERTIFICATES_BYTES,
  CHUNK_CERTIFICATES_BYTES_MAX,
  CHUNK_CERTIFICATES_MAX,
  LOADS_MAX,
  LOADS_WAITING_MAX
} from './limits.ts'
import type { Chunk, Pull, PullRefusal } from './types.ts'

export interface Source {
  pull(from: PeerId, pull: Pull, out: Out): void
  loaded(token: string, records: readonly StoredRecord[], out: Out): void
}

/** One chunk being loaded, for everybody who asked for it. */
interface Job {
  readonly chain: ChainId
  readonly from: number
  readonly to: number
  /** Of the blocks. */
  readonly bytes: number
  /** With the range as each has asked for it, for a refusal. */
  readonly askers: Map<PeerId, Pull>
  blocks: readonly Uint8Array[] | undefined
  certificates: readonly CertificateOf[] | undefined
}

interface CertificateOf {
  readonly bytes: Uint8Array
  readonly booth: string
}

/** Tokens `replicate:serve:<job>:<what>`. */
export const SERVE_TOKEN = 'replicate:serve:'

/** Bytes of chunks kept after they were sent: the other backups of a placement pull the same soon. */
const RECENT_BYTES_MAX = 4 * CHUNK_BYTES_MAX

/** `served` hears of every chunk that leaves. */
export function createSource(
  { holdings }: Environment,
  served: (chain: ChainId, bytes: number) => void
): Source {
  const jobs = new Map<string, Job>()
  const waiting: string[] = []
  const recent = new Map<string, Chunk>()
  let recentBytes = 0
  let loading = 0

  const deliver = (to: PeerId, chunk: Chunk, out: Out): void => {
    send(out, to, chunk)
    served(chunk.chain, bytesOf(chunk))
  }

  const keep = (key: string, chunk: Chunk): void => {
    recent.set(key, chunk)
    recentBytes += bytesOf(chunk)
    for (const [oldest, left] of recent) {
      if (recentBytes <= RECENT_BYTES_MAX) {
        return
      }
      recent.delete(oldest)
      recentBytes -= bytesOf(left)
    }
  }

  const startNext = (out: Out): void => {
    while (loading < LOADS_MAX) {
      const key = waiting.shift()
      if (key === undefined) {
        return
      }
      const job = jobs.get(key)
      if (job !== undefined) {
        loading++
        load(out, `${SERVE_TOKEN}${key}:blocks`, blocksQuery(job))
        load(out, `${SERVE_TOKEN}${key}:certificates`, certificatesQuery(job))
      }
    }
  }

  const finish = (key: string, out: Out): void => {
    jobs.delete(key)
    loading--
    startNext(out)
  }

  const refuse = (key: string, job: Job, reason: PullRefusal, out: Out): void => {
    for (const [peer, pull] of job.askers) {
      send(out, peer, { ...pull, type: 'pullRefused', reason })
    }
    note(out, 'unreadable', { chain: job.chain, from: job.from, to: job.to, reason })
    finish(key, out)
  }

  const complete = (key: string, job: Job, booths: ReadonlyMap<string, Uint8Array>, out: Out) => {
    const { chain, from, to } = job
    const certificates = (job.certificates ?? []).filter(({ booth }) => booths.has(booth))
    const chunk: Chunk = {
      type: 'chunk',
      chain,
      from,
      to,
      blocks: job.blocks ?? [],
      certificates: certificates.map(({ bytes }) => bytes),
      booths: [...booths.values()]
    }
    keep(key, chunk)
    for (const peer of job.askers.keys()) {
      deliver(peer, chunk, out)
    }
    finish(key, out)
  }

  const blocksLoaded = (key: string, job: Job, records: readonly StoredRecord[], out: Out) => {
    const values = records.flatMap(({ value }) => value ?? [])
    const isHeld = holdings.get(job.chain)?.covers(job.from, job.to) === true
    if (!isHeld || values.length !== job.to - job.from + 1) {
      refuse(key, job, isHeld ? 'damaged' : 'notHere', out)
      return
    }
    job.blocks = values.map((value) => value.subarray(SUMMARY_BYTES))
  }

  /** Goes on when both blocks and certificates are here. */
  const askForBooths = (key: string, job: Job, out: Out): void => {
    if (job.blocks === undefined || job.certificates === undefined) {
      return
    }
    const booths = [...new Set(job.certificates.map(({ booth }) => booth))]
    if (booths.length === 0) {
      complete(key, job, new Map(), out)
      return
    }
    const keys = booths.slice(0, CHUNK_BOOTHS_MAX).map((booth) => boothKey(job.chain, booth))
    load(out, `${SERVE_TOKEN}${key}:booths`, { type: 'get', keys })
  }

  return {
    pull(from, pull, out) {
      const range = chunkOf(holdings.get(pull.chain), pull)
      if (typeof range === 'string') {
        send(out, from, { ...pull, type: 'pullRefused', reason: range })
        return
      }
      const { chain } = pull
      const key = `${chain}:${range.from}:${range.to}`
      const chunk = recent.get(key)
      const job = jobs.get(key)
      if (chunk !== undefined) {
        deliver(from, chunk, out)
      } else if (job !== undefined) {
        job.askers.set(from, pull)
      } else if (jobs.size >= LOADS_WAITING_MAX) {
        send(out, from, { ...pull, type: 'pullRefused', reason: 'busy' })
      } else {
        const askers = new Map([[from, pull]])
        jobs.set(key, { chain, ...range, askers, blocks: undefined, certificates: undefined })
        waiting.push(key)
        startNext(out)
      }
    },
    loaded(token, records, out) {
      const end = token.lastIndexOf(':')
      const key = token.slice(SERVE_TOKEN.length, end)
      const what = token.slice(end + 1)
      const job = jobs.get(key)
      if (job === undefined) {
        return // refused meanwhile
      }
      if (what === 'blocks') {
        blocksLoaded(key, job, records, out)
      } else if (what === 'certificates') {
        job.certificates = readCertificates(records)
      } else {
        complete(key, job, readBooths(records), out)
        return
      }
      if (jobs.has(key)) {
        askForBooths(key, job, out)
      }
    }
  }
}

/** Bytes of its blocks. */
function bytesOf({ blocks }: Chunk): number {
  return blocks.reduce((sum, block) => sum + block.length, 0)
}

function load(out: Out, token: string, query: LoadQuery): void {
  out.push({ type: 'load', token, query })
}

/** The part of a pull that fits one chunk, or why nothing of it can be sent. */
function chunkOf(
  held: Held | undefined,
  pull: Pull
): { readonly from: number; readonly to: number; readonly bytes: number } | PullRefusal {
  const first = pull.fromTop ? pull.to : pull.from
  const run = held?.runs.find((of) => of.from <= first && first <= of.to)
  if (run === undefined) {
    const isDamaged = held?.damage.some((range) => range.from <= first && first <= range.to)
    return isDamaged === true ? 'damaged' : 'notHere'
  }
  const step = pull.fromTop ? -1 : 1
  const blocksMax = CHUNK_BLOCKS_MAX - 1
  const last = pull.fromTop
    ? Math.max(pull.from, run.from, first - blocksMax)
    : Math.min(pull.to, run.to, first + blocksMax)
  let end = first
  let bytes = run.bytesAt(first)
  while (end !== last && bytes + run.bytesAt(end + step) <= CHUNK_BYTES_MAX) {
    end += step
    bytes += run.bytesAt(end)
  }
  return { from: Math.min(first, end), to: Math.max(first, end), bytes }
}

function blocksQuery({ chain, from, to }: Job): LoadQuery {
  return {
    type: 'range',
    gte: blockKey(chain, from),
    lte: blockKey(chain, to),
    recordsMax: to - from + 1,
    bytesMax: Number.MAX_SAFE_INTEGER // bounded by chunkOf
  }
}

/** Newest first: a certificate covers every block below it. */
function certificatesQuery({ chain, from, to, bytes }: Job): LoadQuery {
  return {
    type: 'range',
    gte: certificateKey(chain, from),
    lte: certificateKey(chain, to),
    reverse: true,
    recordsMax: CHUNK_CERTIFICATES_MAX,
    bytesMax: Math.min(CHUNK_CERTIFICATES_BYTES_MAX, Math.max(CHUNK_CERTIFICATES_BYTES, bytes / 4))
  }
}

function readCertificates(records: readonly StoredRecord[]): readonly CertificateOf[] {
  return records.flatMap(({ value }) =>
    value === undefined ? [] : [{ bytes: value, booth: decodeCertificate(value).booth }]
  )
}

/** As many booths as fit a message, by id. */
function readBooths(records: readonly StoredRecord[]): ReadonlyMap<string, Uint8Array> {
  const booths = new Map<string, Uint8Array>()
  let bytes = 0
  for (const { key, value } of records) {
    bytes += value?.length ?? 0
    if (value !== undefined && bytes <= CHUNK_BOOTHS_BYTES) {
      booths.set(key.slice(key.lastIndexOf('/') + 1), value)
    }
  }
  return booths
}
