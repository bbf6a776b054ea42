/**
 * One seeded run of certify under faults: a proposer with clients, members that crash and restart, a
 * network that misbehaves, perhaps liars; then everything heals and must come to an end.
 */
import { createBlock, decodeBlock } from '../../../../src/core/block.ts'
import { createCertificate, decodeBooth, voteBytes } from '../../../../src/core/booth.ts'
import type { Reply } from '../../../../src/core/machine.ts'
import { faultsTolerated } from '../../../../src/core/quorum.ts'
import type { CertifyAppended } from '../../../../src/protocols/certify/types.ts'
import { createWatch } from './invariants.ts'
import { type Actor, createStage, type Stage } from './stage.ts'

export interface Play {
  readonly seed: number
  /** Members of the booth, proposer included. */
  readonly members: number
  /** Vehicles beside the first booth, for `auto` booths. */
  readonly spare?: number
  readonly auto?: boolean
  readonly crashes?: boolean
  readonly lossMax?: number
  /** The proposer shows two blocks; f - 1 members vote for everything. */
  readonly forks?: boolean
  /** So many members vote for everything and lie to the proposer. */
  readonly liars?: number
}

export interface Outcome {
  readonly violations: readonly string[]
  readonly appended: number
  readonly height: number
  readonly frozen: number
  readonly messages: number
}

const NAMES = 'ABCDEFGHIJKLMNOPQRST'.split('')
const FAULTS_MS = 8_000
const HEALED_MS = 40_000

export function play(options: Play): Outcome {
  const { seed, members, spare = 0, forks = false, lossMax = 0.2 } = options
  const f = faultsTolerated(members)
  const liarsCount = forks ? Math.max(0, f - 1) : (options.liars ?? 0)
  const names = NAMES.slice(0, members + spare)
  const liarNames = names.slice(1, 1 + liarsCount)
  const watch = createWatch(new Set(forks ? ['A', ...liarNames] : liarNames))
  const acknowledged: { readonly value: CertifyAppended; readonly entry: string }[] = []
  const asked = new Map<string, string>()
  let stage: Stage | undefined
  const started = createStage(names, {
    seed,
    crypto: 'fast',
    syncMsMax: 8,
    sent: (from, _to, message) => watch.sent(from, message),
    stepped: (actor) => watch.stepped(actor),
    replied(actor, id, reply) {
      if (stage !== undefined) {
        watch.replied(stage, actor, reply)
      }
      const entry = asked.get(id)
      if (entry !== undefined && reply.type === 'ok') {
        acknowledged.push({ value: reply.value as CertifyAppended, entry })
      }
    },
    signalled(actor, signal) {
      if (signal.type === 'distrust' && !forks && liarsCount === 0) {
        watch.violations.push(`${actor.name} distrusts ${signal.peer}: ${signal.reason}`)
      }
      // Evidence is gossiped.
      if (signal.type === 'evidence' && stage !== undefined) {
        for (const other of stage.actors.filter((each) => each !== actor)) {
          stage.deliver(other.name, { type: 'signal', signal })
        }
      }
    }
  })
  stage = started
  const { random, weather } = started
  weather.loss = random.next() * lossMax
  weather.duplication = random.next() * 0.2
  weather.delayMsMax = random.integer(1, 60)
  if (forks) {
    lieAsForker(started)
  }
  for (const name of liarNames) {
    sayYes(started, started.actor(name))
  }
  keepOpen(started, options)
  keepAppending(started, asked)
  if (options.crashes === true) {
    keepCrashing(started, names)
  }
  started.run(FAULTS_MS)
  weather.loss = 0
  weather.duplication = 0
  started.run(HEALED_MS)

  const chain = started.chainOf('A')
  const own = started.actor('A').environment.holdings.get(chain.id)
  const violations = [...watch.violations]
  if (!forks) {
    violations.push(...unfinished(started, options, acknowledged.length))
    for (const { value, entry } of acknowledged) {
      if (own?.hashAt(value.to) !== value.hash) {
        violations.push(`C3: the answered append ${entry} is not in the chain at ${value.to}`)
      }
    }
  }
  return {
    violations,
    appended: acknowledged.length,
    height: own?.certified?.height ?? 0,
    frozen: started.actors.filter((each) => each.machine?.isFrozen(chain.id)).length,
    messages: started.log.length
  }
}

/** After the faults have ended everything proposed must be certified, and members must know. */
function unfinished(stage: Stage, { liars = 0 }: Play, answered: number): readonly string[] {
  const status = stage.actor('A').machine?.status(stage.nowMs()).proposing[0]
  const faults: string[] = []
  if (status?.inFlight !== 0 || status.waitingEntries !== 0) {
    faults.push(`liveness: ${status?.inFlight} blocks are still in flight`)
  }
  if (answered === 0) {
    faults.push('liveness: nothing was answered')
  }
  const chain = stage.chainOf('A').id
  const head = status?.head.height ?? 0
  const behind = (status?.booth?.members ?? []).filter((peer) => {
    const actor = stage.actors.find((each) => each.peer === peer)
    return (actor?.environment.holdings.get(chain)?.certified?.height ?? 0) < head
  })
  if (behind.length > liars) {
    faults.push(`liveness: ${behind.length} members do not know the newest certificate`)
  }
  return faults
}

/** Opens a booth whenever there is none, and now and then another one. */
function keepOpen(stage: Stage, { members, auto = false, spare = 0 }: Play): void {
  const chain = stage.chainOf('A')
  const others = stage.actors.slice(1).map(({ peer }) => peer)
  const open = (): void => {
    const status = stage.actor('A').machine?.status(stage.nowMs()).proposing[0]
    const isOpen = status?.booth !== undefined
    const picked = spare > 0 ? stage.random.shuffle(others).slice(0, members - 1) : others
    if (!isOpen || (!auto && spare > 0 && stage.random.chance(0.1))) {
      stage.request('A', {
        type: 'openBooth',
        chain,
        members: auto ? { auto: members } : picked.slice(0, members - 1)
      })
    }
    stage.plan(200, open)
  }
  open()
}

function keepAppending(stage: Stage, asked: Map<string, string>): void {
  const chain = stage.chainOf('A').id
  const endMs = stage.nowMs() + FAULTS_MS + 2_000
  let count = 0
  const append = (): void => {
    const size = stage.random.integer(1, 4)
    const entries = Array.from({ length: size }, (_, i) =>
      Uint8Array.of(count >> 8, count & 0xff, i, stage.random.integer(0, 255))
    )
    count++
    asked.set(stage.request('A', { type: 'append', chain, entries }), `append ${count}`)
    if (stage.nowMs() < endMs) {
      stage.plan(stage.random.integer(1, 120), append)
    }
  }
  stage.plan(50, append)
}

/** Kills and restarts vehicles at random; half of the batches on their way to the disk are lost. */
function keepCrashing(stage: Stage, names: readonly string[]): void {
  const endMs = stage.nowMs() + FAULTS_MS
  const crash = (): void => {
    const name = stage.random.pick(names)
    if (stage.actor(name).machine !== undefined) {
      stage.crash(name, stage.random.chance(0.5))
      stage.plan(stage.random.integer(1, 1_500), () => stage.restart(name))
    }
    if (stage.nowMs() < endMs) {
      stage.plan(stage.random.integer(20, 900), crash)
    }
  }
  stage.plan(stage.random.integer(20, 900), crash)
}

/** The proposer shows half of its booth another block of the same height, and certifies both if it can. */
function lieAsForker(stage: Stage): void {
  const forger = stage.actor('A')
  const { crypto, peer } = forger.identity
  const forks = new Map<number, ReturnType<typeof createBlock> | undefined>()
  const votes = new Map<string, Map<string, Uint8Array>>()
  const booths = new Map<string, ReturnType<typeof decodeBooth>>()
  const isDeceived = (to: Actor): boolean => to.name.charCodeAt(0) % 2 === 0

  forger.tamper = (to, message) => {
    if (message.type === 'open') {
      const booth = decodeBooth(crypto, message.booth)
      booths.set(booth.id, booth)
    }
    if (message.type !== 'propose' || !isDeceived(to)) {
      return [message]
    }
    const { header } = decodeBlock(crypto, message.block)
    const { chain, height, timeMs } = header
    if (!forks.has(height)) {
      const prev = forks.get(height - 1)?.hash ?? header.prev
      const entries = [Uint8Array.of(height)]
      const isForked = forks.has(height - 1) || stage.random.chance(0.2)
      const fork = isForked
        ? createBlock(crypto, { chain, height, prev, timeMs, entries })
        : undefined
      forks.set(height, fork)
    }
    const fork = forks.get(height)
    if (fork === undefined) {
      return [message]
    }
    const forked = { ...message, block: fork.bytes }
    return stage.random.chance(0.05) ? [message, forked] : [forked]
  }
  stage.passes = (from, to, message) => {
    if (to === forger && message.type === 'vote') {
      const fork = forks.get(message.height)
      const booth = booths.get(message.booth)
      if (fork !== undefined && booth !== undefined && fork.hash === message.hash) {
        const { chain, height, hash } = message
        const subject = { chain, height, hash, booth: booth.id }
        const key = `${booth.id} ${hash}`
        const collected = votes.get(key) ?? new Map([[peer, crypto.sign(voteBytes(subject))]])
        votes.set(key, collected.set(from.peer, message.signature))
        const certificate = createCertificate(booth, subject, collected)
        for (const other of stage.actors.filter((each) => each !== forger)) {
          stage.plan(5, () => stage.say('A', other.name, { type: 'certified', certificate }))
        }
      }
    }
    return true
  }
}

/** Votes for whatever is shown, besides what its machine does. */
function sayYes(stage: Stage, liar: Actor): void {
  const { crypto } = liar.identity
  const before = stage.passes
  stage.passes = (from, to, message) => {
    if (to === liar && message.type === 'propose') {
      const { header, hash } = decodeBlock(crypto, message.block)
      const { chain, height } = header
      const subject = { chain, height, hash, booth: message.booth }
      const signature = crypto.sign(voteBytes(subject))
      stage.plan(3, () => stage.say(liar.name, from.name, { type: 'vote', ...subject, signature }))
    }
    return before(from, to, message)
  }
  liar.tamper = (to, message) => {
    const draw = stage.random.next()
    if (message.type === 'vote' && draw < 0.2) {
      return [{ ...message, signature: new Uint8Array(64) }]
    }
    if (message.type === 'vote' && draw < 0.4) {
      const { chain, booth, height } = message
      const nothing = { text: 'no', evidence: new Uint8Array(0), expectedHeight: 1 }
      const reason = stage.random.pick(['unlinked', 'frozen', 'full', 'unknownBooth'] as const)
      return [{ type: 'refuse', chain, booth, height, reason, ...nothing }]
    }
    return to.name === 'A' && draw > 0.9 ? [] : [message]
  }
}

/** How a reply ended, for messages of assertions. */
export function endOf(reply: Reply | undefined): string {
  return reply?.type === 'refused' ? `refused ${reply.reason}` : (reply?.type ?? 'nothing')
}
