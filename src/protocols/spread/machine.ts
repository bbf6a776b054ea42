/**
 * V-Guard's gossip of booth results: a result travels hop by hop beyond its booth, each hop signs the
 * trace, each receiver keeps the blocks in temporary storage and says so to the proposer and the pivots.
 *
 * Keeps: a result is taken only if it is new, every hop of its trace is signed, lifetimes fall
 * strictly and the last is above 0, and the certificate and links prove the blocks.
 * Source: V-Guard, appendix A; differs from it in that a registered holder signs what it holds.
 */
import type { FullBlock } from '../../core/block.ts'
import { decodeCertificate } from '../../core/booth.ts'
import type { Hash } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Held, PutResult } from '../../core/holdings.ts'
import type { Disk, Effect, Machine, Sink } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { signPayload } from '../../core/signed.ts'
import { type CheckedResult, checkResult } from './check.ts'
import { createRegistry } from './holder-registry.ts'
import { resolveSpreadOptions, type SpreadOptions } from './options.ts'
import { createOrigin } from './origin.ts'
import { encodeHolder, encodeHop } from './spec.ts'
import type { Hop, Spread, SpreadMessage, SpreadStatus } from './types.ts'

type Out = Sink<Effect<{ readonly protocol: 'spread'; readonly message: SpreadMessage }>>

/** The spread machine also answers who is registered as a holder of a chain. */
export interface SpreadMachine extends Machine<'spread', SpreadMessage, never, SpreadStatus> {
  holdersOf(chain: ChainId, nowMs: number): readonly PeerId[]
}

/** Results remembered so that each is taken once. */
const SEEN_MAX = 4096

/** Pieces of one chain to which results add more; its record, written with each change, tells them all. */
const RUNS_MAX = 64

export function createSpread(
  environment: Environment,
  options: SpreadOptions | undefined,
  disk: Disk
): SpreadMachine {
  const { lifetime, keepMs } = resolveSpreadOptions(options)
  const registry = createRegistry(environment, disk)
  const origin = createOrigin(environment)
  const seen = createSeen()

  const receive = (nowMs: number, from: PeerId, spread: Spread, out: Out): void => {
    // Known ones are told apart before anything is verified; only what is genuine becomes known.
    const result = tryCheck(environment, from, spread, seen.has, out)
    if (result === undefined) {
      return
    }
    seen.add(result.certificate.hash)
    const { chain, blocks, certificate, booth } = result
    if (keep(environment, result, out)) {
      acknowledge(environment, result, Math.floor(nowMs + keepMs), out)
    }
    if (result.lifetime > 1) {
      const { height, hash } = certificate
      const left = result.lifetime - 1
      const hop = { chain: chain.id, height, hash, lifetime: left, peer: environment.self }
      forward(environment, spread, hop, new Set([from, ...booth.members]), out)
    }
    const head = { height: certificate.height, hash: certificate.hash }
    out.push({ type: 'signal', signal: { type: 'certified', chain: chain.id, head } })
    out.push({
      type: 'fact',
      fact: { name: 'spread:received', detail: { chain: chain.id, from, blocks: blocks.length } }
    })
  }

  return {
    holdersOf: registry.holdersOf,
    status: (nowMs) => ({ registered: registry.all(nowMs) }),
    step(nowMs, event, out) {
      if (event.type === 'signal' && event.signal.type === 'sealed' && lifetime > 0) {
        origin.begin(event.signal, out)
      } else if (event.type === 'loaded') {
        const own = origin.loaded(event.token, event.records)
        if (own !== undefined && !seen.has(own.hash)) {
          seen.add(own.hash)
          const { spread, chain, height, hash, members } = own
          const hop = { chain, height, hash, lifetime, peer: environment.self }
          forward(environment, spread, hop, new Set(members), out)
        }
      } else if (event.type === 'message' && event.message.type === 'spread') {
        // Who has it switched off keeps nothing for others either.
        if (lifetime > 0) {
          receive(nowMs, event.from, event.message, out)
        }
      } else if (event.type === 'message' && event.message.type === 'spreadAck') {
        registry.register(nowMs, event.from, event.message.holder, out)
      }
    }
  }
}

/** Hashes of results; forgets the older half of many. */
interface Seen {
  has(hash: Hash): boolean
  add(hash: Hash): void
}

function createSeen(): Seen {
  let newer = new Set<Hash>()
  let older = new Set<Hash>()
  return {
    has: (hash) => newer.has(hash) || older.has(hash),
    add(hash) {
      if (newer.size >= SEEN_MAX / 2) {
        older = newer
        newer = new Set()
      }
      newer.add(hash)
    }
  }
}

function tryCheck(
  environment: Environment,
  from: PeerId,
  spread: Spread,
  isKnown: (hash: Hash) => boolean,
  out: Out
): CheckedResult | undefined {
  try {
    const { hash } = decodeCertificate(spread.certificate)
    return isKnown(hash) ? undefined : checkResult(environment, from, spread)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'malformed'
    out.push({ type: 'fact', fact: { name: 'spread:refused', detail: { from, reason } } })
    return undefined
  }
}

/** Sends a result on with this vehicle's own entry in the trace. */
function forward(
  { crypto, peers, self }: Environment,
  spread: Spread,
  hop: Hop,
  without: ReadonlySet<PeerId>,
  out: Out
): void {
  const signed = signPayload(crypto, 'vguard/hop/1', encodeHop(hop))
  const message = { ...spread, hops: [...spread.hops, signed] }
  const to = [...peers.connected].filter((peer) => peer !== self && !without.has(peer))
  for (const peer of to) {
    out.push({ type: 'send', to: peer, protocol: 'spread', message })
  }
  const { chain, height, lifetime } = hop
  const detail = { chain, height, lifetime, to }
  out.push({ type: 'fact', fact: { name: 'spread:forwarded', detail } })
}

/** Takes the blocks into temporary storage if there is room; false when they are not all held. */
function keep(
  environment: Environment,
  { chain, blocks, certificate, booth }: CheckedResult,
  out: Out
): boolean {
  const { holdings } = environment
  const proofBytes = certificate.bytes.length + booth.bytes.length
  const bytes = blocks.reduce((sum, block) => sum + block.bytes.length, proofBytes)
  const { quotaBytes, usedBytes, diskFreeBytes } = environment.quota()
  const room = Math.min(quotaBytes - usedBytes, diskFreeBytes)
  const known = holdings.get(chain.id)
  const isSound = !environment.isDamaged && (known?.damage.length ?? 0) === 0
  if (!isSound || bytes > room || !holdings.admits(chain) || isScattered(known, blocks)) {
    return false
  }
  const held = holdings.adopt(chain, out)
  const results = new Set<PutResult>()
  for (const block of blocks) {
    results.add(holdings.put(block, out))
    if (results.has('conflict')) {
      return false
    }
  }
  // What says nothing new is not stored: a proposer makes any number of booths for one block.
  if (results.has('stored') || certificate.height > (held.certified?.height ?? 0)) {
    holdings.certify(certificate, booth, out)
  }
  return true
}

/** Whether they would be one more piece of a chain that is here in many: its record tells each of them. */
function isScattered(held: Held | undefined, blocks: readonly FullBlock[]): boolean {
  if (held === undefined || held.runs.length < RUNS_MAX) {
    return false
  }
  const heights = blocks.map(({ header }) => header.height)
  const around = [Math.min(...heights) - 1, ...heights, Math.max(...heights) + 1]
  return around.every((height) => held.hashAt(height) === undefined)
}

function acknowledge(
  { crypto, self }: Environment,
  { chain, blocks, certificate }: CheckedResult,
  untilMs: number,
  out: Out
): void {
  const { height, hash } = certificate
  const from = blocks[0]?.header.height ?? height
  const body = encodeHolder({ chain: chain.id, from, to: height, hash, peer: self, untilMs })
  const holder = signPayload(crypto, 'vguard/holder/1', body)
  const { proposer, pivots } = chain.genesis
  for (const to of new Set([...(proposer === undefined ? [] : [proposer]), ...pivots])) {
    out.push({ type: 'send', to, protocol: 'spread', message: { type: 'spreadAck', holder } })
  }
}
