/**
 * Networks on loopback for integration tests: made-up protocols, mDNS off, port 0, everything closed at the
 * end of a test whatever happened, and no unhandled error anywhere.
 */
import { generateKeyPair } from '@libp2p/crypto/keys'
import { afterEach, expect } from 'vitest'
import { fromUtf8, toUtf8 } from '../../src/core/bytes.ts'
import { InvalidMessageError } from '../../src/core/errors.ts'
import { createFleetBook, createMembership, type Membership } from '../../src/core/fleet.ts'
import type { Fact } from '../../src/core/machine.ts'
import type { PeerId } from '../../src/core/peer.ts'
import type { ProtocolSpec } from '../../src/core/spec.ts'
import type { FleetCredentials } from '../../src/node/fleet-files.ts'
import { identityOf, type NodeIdentity } from '../../src/node/identity.ts'
import { SILENT } from '../../src/node/logger.ts'
import {
  type AnySpec,
  createNetwork,
  type Network,
  type NetworkConfig,
  type NetworkCounter,
  type NetworkOptions
} from '../../src/node/network/index.ts'

/** A made-up protocol: any text. Messages that begin with `!` cannot be decoded. */
export function textSpec(
  name: string,
  limits: Partial<ProtocolSpec<string, unknown>> = {}
): AnySpec {
  const spec: ProtocolSpec<string, string> = {
    name,
    id: `/vguard-test/${name}/1.0.0`,
    bytesMax: 1024 * 1024,
    inboundMessagesMax: 1024,
    outboundBytesMax: 8 * 1024 * 1024,
    encode: toUtf8,
    decode(bytes) {
      const text = fromUtf8(bytes)
      if (text.startsWith('!')) {
        throw new InvalidMessageError('the text begins with !')
      }
      return text
    }
  }
  return { ...(spec as AnySpec), ...limits }
}

export const CHAT: AnySpec = textSpec('chat')
export const GOSSIP: AnySpec = textSpec('gossip', { bytesMax: 64 * 1024 })

export interface Heard {
  readonly from: PeerId
  readonly protocol: string
  readonly message: string
}

export interface TestNetwork {
  readonly network: Network
  readonly identity: NodeIdentity
  readonly peer: PeerId
  readonly messages: Heard[]
  readonly gossip: { readonly author: PeerId; readonly message: string }[]
  readonly facts: Fact[]
  /** `+<peer>` and `-<peer>`, in order. */
  readonly comings: string[]
  readonly revocations: Uint8Array[]
  /** Sum of a counter over all labels that contain these. */
  counted(name: NetworkCounter, labels?: Readonly<Record<string, string>>): number
  /** A multiaddr with the peer id, for others to dial. */
  address(): string
}

export interface TestNetworkConfig {
  readonly identity?: NodeIdentity
  readonly credentials?: FleetCredentials
  readonly options?: NetworkOptions
  readonly specs?: readonly AnySpec[]
  readonly overrides?: Partial<NetworkConfig>
  readonly onMessage?: (from: PeerId, protocol: string, message: string) => boolean
}

/** Quick enough for tests, slow enough for two busy cores. */
export const TEST_OPTIONS: NetworkOptions = {
  listen: ['/ip4/127.0.0.1/tcp/0'],
  mdns: false,
  admissionTimeoutMs: 5_000,
  redialMsMin: 50,
  redialMsMax: 500,
  politenessMs: 300
}

const closers: (() => unknown)[] = []
const unhandled: unknown[] = []
const onUnhandled = (error: unknown): void => {
  unhandled.push(error)
}
process.on('unhandledRejection', onUnhandled)
process.on('uncaughtException', onUnhandled)

/** Runs at the end of the test, whatever has happened. */
export function atEnd(close: () => unknown): void {
  closers.push(close)
}

/** Time to end a test with many networks on a busy machine. */
const CLOSING_MS = 120_000

afterEach(async () => {
  const closed = await Promise.allSettled(closers.splice(0).map(async (close) => await close()))
  expect(closed.filter(({ status }) => status === 'rejected')).toEqual([])
  expect(unhandled.splice(0), 'errors that nobody handled').toEqual([])
}, CLOSING_MS)

export async function testIdentity(): Promise<NodeIdentity> {
  return identityOf(await generateKeyPair('Ed25519'))
}

/** A fleet key that signs memberships. */
export interface TestFleet {
  readonly key: NodeIdentity
  membership(peer: PeerId, change?: Partial<Membership>): Uint8Array
  credentials(identity: NodeIdentity, change?: Partial<Membership>): FleetCredentials
}

export async function testFleet(): Promise<TestFleet> {
  const key = await testIdentity()
  let serials = 0
  const membership = (peer: PeerId, change: Partial<Membership> = {}): Uint8Array => {
    serials += 1
    return createMembership(key.crypto, {
      fleet: key.peer,
      peer,
      name: `car-${serials}`,
      role: 'vehicle',
      issuedAtMs: Date.now() - 1000,
      expiresAtMs: 0,
      serial: new Uint8Array(16).fill(serials),
      ...change
    })
  }
  return {
    key,
    membership,
    credentials: (identity, change) => ({
      fleet: key.peer,
      membership: membership(identity.peer, change),
      book: createFleetBook(identity.crypto, key.peer)
    })
  }
}

/** A started network; stopped at the end of the test. */
export async function startNetwork(config: TestNetworkConfig = {}): Promise<TestNetwork> {
  const made = await makeNetwork(config)
  await made.network.start()
  return made
}

/** A network that is not started yet; stopped at the end of the test. */
export async function makeNetwork(config: TestNetworkConfig = {}): Promise<TestNetwork> {
  const identity = config.identity ?? (await testIdentity())
  const messages: Heard[] = []
  const gossip: { author: PeerId; message: string }[] = []
  const facts: Fact[] = []
  const comings: string[] = []
  const revocations: Uint8Array[] = []
  const counts = new Map<string, number>()
  const network = await createNetwork({
    identity,
    credentials: config.credentials,
    name: 'car',
    version: '0.0.0-test',
    specs: config.specs ?? [CHAT],
    gossipSpec: GOSSIP,
    log: SILENT,
    nowMs: () => Date.now(),
    wallMs: () => Date.now(),
    count(name, labels, value = 1) {
      const key = JSON.stringify([name, labels])
      counts.set(key, (counts.get(key) ?? 0) + value)
    },
    handlers: {
      onMessage(from, protocol, message) {
        const text = String(message)
        if (config.onMessage !== undefined) {
          return config.onMessage(from, protocol, text)
        }
        messages.push({ from, protocol, message: text })
        return true
      },
      onGossip: (author, message) => gossip.push({ author, message: String(message) }),
      checkGossip: (_author, message) => (String(message).startsWith('bad') ? 'reject' : 'accept'),
      onConnected: (peer) => comings.push(`+${peer}`),
      onDisconnected: (peer) => comings.push(`-${peer}`),
      onRevocations: (bytes) => revocations.push(bytes),
      onFact: (fact) => facts.push(fact)
    },
    ...config.overrides,
    options: { ...TEST_OPTIONS, ...config.options }
  })
  atEnd(() => network.stop())
  return {
    network,
    identity,
    peer: identity.peer,
    messages,
    gossip,
    facts,
    comings,
    revocations,
    counted(name, labels = {}) {
      let sum = 0
      for (const [key, value] of counts) {
        const [counted, has] = JSON.parse(key) as [string, Record<string, string>]
        const fits = Object.entries(labels).every(([label, wanted]) => has[label] === wanted)
        sum += counted === name && fits ? value : 0
      }
      return sum
    },
    address() {
      const [first] = network.addresses()
      if (first === undefined) {
        throw new Error('the network listens nowhere')
      }
      return first
    }
  }
}

/** Tells `from` where `to` listens. */
export function hint(from: TestNetwork, to: TestNetwork): void {
  from.network.dialHint(to.peer, [to.address()])
}

/** Waits until it holds; looks every 20 ms. */
export async function until(what: string, holds: () => boolean, ms = 20_000): Promise<void> {
  await expect.poll(holds, { message: what, timeout: ms, interval: 20 }).toBe(true)
}

export function isConnected(a: TestNetwork, b: TestNetwork): boolean {
  return a.network.connected().some(({ peer }) => peer === b.peer)
}

/** Makes both connected, in both directions. */
export async function connect(a: TestNetwork, b: TestNetwork): Promise<void> {
  hint(a, b)
  await until('both are admitted', () => isConnected(a, b) && isConnected(b, a))
}
