/**
 * A dialler on a network and a clock of the test, for unit tests with fake timers.
 */
import { vi } from 'vitest'
import { type PeerId, peerOfKey } from '../../src/core/peer.ts'
import { SILENT } from '../../src/node/logger.ts'
import { createDialler, type Dialler, type DiallerPorts } from '../../src/node/network/dialler.ts'
import { type NetworkOptions, resolveNetworkOptions } from '../../src/node/network/options.ts'

export interface Attempt {
  readonly atMs: number
  readonly port: number
  readonly peer: PeerId | undefined
}

export interface Bench {
  readonly dialler: Dialler
  readonly attempts: Attempt[]
  readonly connected: Set<PeerId>
  readonly refused: Set<PeerId>
  /** Who answers at a port; nobody when there is no entry. */
  readonly listening: Map<number, PeerId>
  readonly hosts: Map<string, readonly string[]>
  since(): number
}

/** Peers in ascending order; the vehicle itself is the fifth. */
const PEERS = Array.from({ length: 10 }, (_, i) => peerOfKey(new Uint8Array(32).fill(i + 1))).sort()
export const peer = (i: number): PeerId => PEERS[i] ?? ''
export const SELF = peer(4)
export const SMALLER = peer(0)
export const GREATER = peer(9)

export const address = (port: number): string => `/ip4/10.0.0.1/tcp/${port}`

export function createBench(
  options: NetworkOptions = {},
  ports: Partial<DiallerPorts> = {}
): Bench {
  const attempts: Attempt[] = []
  const connected = new Set<PeerId>()
  const refused = new Set<PeerId>()
  const listening = new Map<number, PeerId>()
  const hosts = new Map<string, readonly string[]>()
  const begin = Date.now()
  const dialler = createDialler({
    self: SELF,
    settings: resolveNetworkOptions({ mdns: false, ...options }),
    memory: undefined,
    count: () => undefined,
    log: SILENT,
    nowMs: () => Date.now(),
    random: () => 0.5,
    async dial(one, signal) {
      const parts = one.toString().split('/')
      const port = Number(parts[4])
      attempts.push({ atMs: Date.now() - begin, port, peer: parts[6] })
      await new Promise((resolve) => setTimeout(resolve, 10))
      const found = listening.get(port)
      if (found === undefined || signal.aborted) {
        throw new Error('nobody there')
      }
      return found
    },
    lookup: (host) => {
      const found = hosts.get(host)
      return found === undefined ? Promise.reject(new Error('no host')) : Promise.resolve(found)
    },
    ownAddresses: () => [address(1)],
    isConnected: (who) => connected.has(who),
    connectedCount: () => connected.size,
    isRefused: (who) => refused.has(who),
    ...ports
  })
  return {
    dialler,
    attempts,
    connected,
    refused,
    listening,
    hosts,
    since: () => Date.now() - begin
  }
}

export const portsOf = (attempts: readonly Attempt[]): readonly number[] =>
  attempts.map(({ port }) => port)

export const run = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)
