/**
 * Reads of a simulated fleet: who asked for what, and what came of it.
 */
import type { Reply } from '../../core/machine.ts'
import type { Random } from '../../core/random.ts'
import type { ReadResult } from '../../protocols/read/index.ts'
import type { Books, ChainBook } from './books.ts'
import { type Spread, spreadOf } from './statistics.ts'
import type { FleetMember, FleetWorld } from './world.ts'

export interface ReadFigures {
  readonly asked: number
  readonly answered: number
  /** Answered while the proposer was away. */
  readonly withoutProposer: number
  /** Refused although a holder named by the newest table was there all the time. */
  readonly failed: number
  /** Refused while neither proposer nor a backup was there, at the begin or at the end. */
  readonly unavailable: number
  /** The reader left before it had an answer. */
  readonly broken: number
  readonly answerMs: Spread
}

export interface Readers {
  /** Reads the newest block of a neighbour's chain that this vehicle is no holder of. */
  begin(member: FleetMember): void
  replied(member: FleetMember, id: string, reply: Reply): void
  left(member: FleetMember): void
  startCounting(): void
  figures(): ReadFigures
}

interface OpenRead {
  readonly chain: ChainBook
  readonly proposer: number
  readonly wasReadable: boolean
  readonly atMs: number
  readonly isCounted: boolean
}

export const READ_PREFIX = 'read:'

/** Chains looked at for one that can be read. */
const TRIES_MAX = 8

export function createReaders(world: FleetWorld, books: Books, random: Random): Readers {
  const open = new Map<FleetMember, Map<string, OpenRead>>()
  const answerMs: number[] = []
  let isCounting = false
  let asked = 0
  let requests = 0
  let withoutProposer = 0
  let failed = 0
  let unavailable = 0
  let broken = 0

  const drawChain = (member: FleetMember): ChainBook | undefined => {
    for (let i = 0; i < TRIES_MAX; i++) {
      const mate = random.pick(member.mates)
      const chain = books.ofProposer(mate.index)
      const isHolder = mate === member || chain?.members.includes(member.index) === true
      if (chain !== undefined && chain.epoch > 0 && !isHolder) {
        return chain
      }
    }
    return undefined
  }

  return {
    begin(member) {
      const chain = drawChain(member)
      if (chain === undefined) {
        return
      }
      requests++
      asked += isCounting ? 1 : 0
      const id = `${READ_PREFIX}${requests}`
      const { proposer, height } = chain
      const wasReadable = books.isReadable(chain)
      const reads = open.get(member) ?? new Map<string, OpenRead>()
      open.set(member, reads)
      const atMs = world.nowMs()
      reads.set(id, { chain, proposer, wasReadable, atMs, isCounted: isCounting })
      const heights = { from: height, to: height }
      const selector = { heights }
      world.request(member, id, { type: 'read', chain: chain.id, selector, minHeight: height })
    },
    replied(member, id, reply) {
      const read = open.get(member)?.get(id)
      open.get(member)?.delete(id)
      if (read === undefined || !read.isCounted) {
        return
      }
      if (reply.type === 'ok' && (reply.value as ReadResult).entries.length > 0) {
        answerMs.push(world.nowMs() - read.atMs)
        withoutProposer += books.isThere(read.proposer) ? 0 : 1
      } else if (read.wasReadable && books.isReadable(read.chain)) {
        failed++
      } else {
        unavailable++
      }
    },
    left(member) {
      for (const { isCounted } of open.get(member)?.values() ?? []) {
        broken += isCounted ? 1 : 0
      }
      open.delete(member)
    },
    startCounting() {
      isCounting = true
    },
    figures: () => ({
      asked,
      answered: answerMs.length,
      withoutProposer,
      failed,
      unavailable,
      broken,
      answerMs: spreadOf(answerMs)
    })
  }
}
