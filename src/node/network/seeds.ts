/**
 * Addresses to start from whose vehicles are not known by name: from the settings, and from DNS.
 *
 * Keeps: the addresses of a host name are those of its newest answer; a failed question keeps the
 * answer before.
 */
import type { Logger } from '../logger.ts'

/** Addresses of all host names together. */
const SEEDS_MAX = 1024

/** An address that is tried until whoever is there is connected. */
export interface Seed {
  /** Multiaddr without `/p2p/…`. */
  readonly address: string
  nextAtMs: number
  failures: number
  isDialling: boolean
}

export interface SeedsPorts {
  /** `host:port`. */
  readonly dns: readonly string[]
  /** Time between two questions, in milliseconds. */
  readonly intervalMs: number
  readonly log: Logger
  /** IPv4 addresses of a host name. */
  lookup(host: string): Promise<readonly string[]>
  nowMs(): number
}

export interface Seeds {
  add(address: string): void
  /** Asks DNS again for what has not been asked for a while; returns at once. */
  refresh(): void
  due(nowMs: number): readonly Seed[]
}

interface Name {
  readonly host: string
  readonly port: string
  addresses: readonly string[]
  nextAtMs: number
}

export function createSeeds(ports: SeedsPorts): Seeds {
  const seeds = new Map<string, Seed>()
  const fixed = new Set<string>()
  const names = ports.dns.map((text): Name => {
    const [host = '', port = ''] = text.split(':')
    return { host, port, addresses: [], nextAtMs: 0 }
  })

  const keep = (address: string): void => {
    if (!seeds.has(address) && seeds.size < SEEDS_MAX) {
      seeds.set(address, { address, nextAtMs: 0, failures: 0, isDialling: false })
    }
  }

  const take = (name: Name, hosts: readonly string[]): void => {
    name.addresses = hosts.map((host) => `/ip4/${host}/tcp/${name.port}`)
    const wanted = new Set([...fixed, ...names.flatMap(({ addresses }) => addresses)])
    for (const address of seeds.keys()) {
      if (!wanted.has(address)) {
        seeds.delete(address)
      }
    }
    for (const address of wanted) {
      keep(address)
    }
  }

  return {
    add(address) {
      fixed.add(address)
      keep(address)
    },
    refresh() {
      const now = ports.nowMs()
      for (const name of names) {
        if (name.nextAtMs <= now) {
          name.nextAtMs = now + ports.intervalMs
          ports.lookup(name.host).then(
            (hosts) => take(name, hosts),
            () => ports.log.debug({ host: name.host }, 'a host name was not resolved')
          )
        }
      }
    },
    due: (nowMs) => [...seeds.values()].filter((seed) => !seed.isDialling && seed.nextAtMs <= nowMs)
  }
}
