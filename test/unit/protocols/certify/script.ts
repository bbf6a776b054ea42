/**
 * One machine alone, with everything it hears written by the test: a proposer and members made of
 * identities, so that each message can be right but for one thing.
 */
import { createBlock, type FullBlock, type SealNote } from '../../../../src/core/block.ts'
import {
  type Booth,
  type Certificate,
  createBooth,
  createCertificate,
  voteBytes
} from '../../../../src/core/booth.ts'
import { NO_HASH } from '../../../../src/core/bytes.ts'
import { OPEN_FLEET } from '../../../../src/core/fleet.ts'
import { type Chain, createChain } from '../../../../src/core/genesis.ts'
import type { Effect, WriteOp } from '../../../../src/core/machine.ts'
import type { Signal } from '../../../../src/core/signal.ts'
import {
  type CertifyMachine,
  type CertifyMessage,
  type CertifyOptions,
  createCertify
} from '../../../../src/protocols/certify/index.ts'
import type { OpenMessage } from '../../../../src/protocols/certify/types.ts'
import { createCryptoRealm, type Identity } from '../../../../src/sim/crypto.ts'
import { createDisk, type VirtualDisk } from '../../../../src/sim/disk.ts'
import { testGenesis } from '../../../support/chain.ts'
import { createTestEnvironment, type TestEnvironment } from '../../../support/environment.ts'

type CertifyEvent = Parameters<CertifyMachine['step']>[1]
export type CertifyEffect = Effect<{
  readonly protocol: 'certify'
  readonly message: CertifyMessage
}>

const realm = createCryptoRealm(1)

export const NOW = 1_700_000_000_000

export const identity = (name: string): Identity => realm.identity(name)
export const peerOf = (name: string): string => identity(name).peer

/** The chain of a vehicle; another nonce makes another chain. */
export function chainOf(name: string, pivots: readonly string[] = [], nonce = 7): Chain {
  return createChain(
    identity(name).crypto,
    testGenesis(peerOf(name), {
      pivots: pivots.map(peerOf).sort(),
      nonce: new Uint8Array(16).fill(nonce)
    })
  )
}

/** A booth of the chain, signed by `signer`, as a rule the proposer. */
export function boothOf(
  chain: Chain,
  names: readonly string[],
  number = 1,
  signer = names[0] ?? ''
): Booth {
  const members = names.map(peerOf)
  const draft = { chain: chain.id, number, members, openedAtMs: NOW }
  return createBooth(identity(signer).crypto, OPEN_FLEET, draft)
}

export interface BlockScript {
  readonly height?: number
  readonly prev?: string
  readonly timeMs?: number
  readonly entries?: readonly Uint8Array[]
  readonly seal?: SealNote
}

export function blockOf(chain: Chain, signer: string, script: BlockScript = {}): FullBlock {
  const { height = 1, prev = NO_HASH, timeMs = NOW + height, seal } = script
  const entries = script.entries ?? [Uint8Array.of(height)]
  const draft = { chain: chain.id, height, prev, timeMs, entries }
  return createBlock(identity(signer).crypto, seal === undefined ? draft : { ...draft, seal })
}

/** Blocks first..last, linked; the first links to `before`. */
export function blocksOf(
  chain: Chain,
  signer: string,
  last: number,
  first = 1,
  before: string = NO_HASH
): readonly FullBlock[] {
  const blocks: FullBlock[] = []
  for (let height = first; height <= last; height++) {
    blocks.push(blockOf(chain, signer, { height, prev: blocks.at(-1)?.hash ?? before }))
  }
  return blocks
}

/** A certificate by these members. */
export function certificateOf(
  booth: Booth,
  block: FullBlock,
  names: readonly string[]
): Certificate {
  const { chain, height } = block.header
  const subject = { chain, height, hash: block.hash, booth: booth.id }
  const votes = new Map(
    names.map((name) => [peerOf(name), identity(name).crypto.sign(voteBytes(subject))])
  )
  return createCertificate(booth, subject, votes)
}

export function openOf(
  chain: Chain,
  booth: Booth,
  certificate?: Certificate,
  certificateBooth?: Booth
): OpenMessage {
  return {
    type: 'open',
    genesis: chain.bytes,
    booth: booth.bytes,
    certificate,
    certificateBooth: certificateBooth?.bytes
  }
}

export function proposeOf(booth: Booth, block: FullBlock): CertifyMessage {
  return { type: 'propose', chain: booth.chain, booth: booth.id, block: block.bytes }
}

export function voteOf(name: string, booth: Booth, block: FullBlock): CertifyMessage {
  const { chain, height } = block.header
  const subject = { chain, height, hash: block.hash, booth: booth.id }
  const signature = identity(name).crypto.sign(voteBytes(subject))
  return { type: 'vote', ...subject, signature }
}

export interface Solo {
  readonly disk: VirtualDisk
  readonly environment: TestEnvironment
  readonly machine: CertifyMachine
  /** Effects since the last `take`. */
  take(): readonly CertifyEffect[]
  step(event: CertifyEvent, atMs?: number): readonly CertifyEffect[]
  hear(from: string, message: CertifyMessage, atMs?: number): readonly CertifyEffect[]
  /** The same vehicle anew from what is on its disk, started. */
  restart(options?: CertifyOptions): Solo
}

/** A machine with its disk; writes are durable at once. */
export function createSolo(
  name: string,
  options?: CertifyOptions,
  disk: VirtualDisk = createDisk()
): Solo {
  const found = disk.open(identity(name).crypto)
  const environment = createTestEnvironment(name, realm, { disk: found })
  const machine = createCertify(environment, options, found)
  let effects: CertifyEffect[] = []

  const step: Solo['step'] = (event, atMs = NOW) => {
    const out: CertifyEffect[] = []
    machine.step(atMs, event, out)
    environment.holdings.flush(out)
    const ops: WriteOp[] = out.flatMap((effect) => (effect.type === 'write' ? effect.ops : []))
    disk.apply(ops)
    effects.push(...out)
    for (const effect of out) {
      if (effect.type === 'load') {
        step({ type: 'loaded', token: effect.token, ...disk.load(effect.query) }, atMs)
      }
    }
    return out
  }

  const solo: Solo = {
    disk,
    environment,
    machine,
    take() {
      const taken = effects
      effects = []
      return taken
    },
    step,
    hear: (from, message, atMs) => step({ type: 'message', from: peerOf(from), message }, atMs),
    restart(next = options) {
      const fresh = createSolo(name, next, disk)
      fresh.step({ type: 'start' })
      return fresh
    }
  }
  return solo
}

/** Messages sent, with their receivers. */
export function sentIn(
  effects: readonly CertifyEffect[]
): readonly { readonly to: string; readonly message: CertifyMessage }[] {
  return effects.flatMap((effect) =>
    effect.type === 'send' ? [{ to: effect.to, message: effect.message }] : []
  )
}

/** Messages of one type. */
export function messagesIn<T extends CertifyMessage['type']>(
  effects: readonly CertifyEffect[],
  type: T
): readonly Extract<CertifyMessage, { readonly type: T }>[] {
  return sentIn(effects).flatMap(({ message }) =>
    message.type === type ? [message as Extract<CertifyMessage, { readonly type: T }>] : []
  )
}

export function signalsIn(effects: readonly CertifyEffect[]): readonly Signal[] {
  return effects.flatMap((effect) => (effect.type === 'signal' ? [effect.signal] : []))
}

export function factsIn(effects: readonly CertifyEffect[]): readonly string[] {
  return effects.flatMap((effect) => (effect.type === 'fact' ? [effect.fact.name] : []))
}
