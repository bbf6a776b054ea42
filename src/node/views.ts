/**
 * What a node tells of itself: status, peers, chains and booths, read from the vehicle as it is now.
 */
import { type Booth, decodeBooth } from '../core/booth.ts'
import type { Chain } from '../core/genesis.ts'
import { boothKey } from '../core/keyspace.ts'
import type { PeerId } from '../core/peer.ts'
import type { CertifyStatus } from '../protocols/certify/index.ts'
import type { ReplicateStatus } from '../protocols/replicate/types.ts'
import type { ChainStatus, VehicleStatus } from '../vehicle/types.ts'
import type { BoothView, ChainView, Health, NodeStatus, PeerView } from './api.ts'
import type { Names } from './names.ts'
import { recordsBetween } from './pages.ts'
import type { Parts } from './parts.ts'
import { VERSION } from './version.ts'

export interface Views {
  status(): Promise<NodeStatus>
  peers(): readonly PeerView[]
  chains(): readonly ChainView[]
  booths(chain: Chain): Promise<readonly BoothView[]>
}

export function createViews(ports: Parts): Views {
  const { foundation, vehicle, network, runtime, counts, clock, names } = ports
  const vehicleStatus = (): VehicleStatus => vehicle.status(clock.nowMs())

  const peers = (): readonly PeerView[] => {
    const connected = network.connected()
    const known = network
      .known()
      .filter(({ peer }) => !connected.some((other) => other.peer === peer))
    return [
      ...connected.map((info) => ({ ...info, addresses: [info.address], isConnected: true })),
      ...known.map(({ peer, addresses }) => ({
        peer,
        name: names.aliasOf(peer),
        addresses,
        isConnected: false,
        version: undefined,
        direction: undefined,
        connectedAtMs: undefined,
        clockAheadMs: undefined
      }))
    ]
  }

  return {
    peers,
    chains: () =>
      vehicleStatus().chains.map((chain) => ({
        ...chain,
        isOwn: chain.chain === vehicle.ownChain,
        label: chain.proposer === undefined ? chain.name : names.labelOf(chain.proposer)
      })),
    async booths(chain) {
      const open = openBoothOf(vehicleStatus(), chain.id)
      const booths: Booth[] = []
      // Ids of booths are hexadecimal.
      const [first, last] = [boothKey(chain.id, '0'), boothKey(chain.id, 'g')]
      for await (const { value } of recordsBetween(foundation.store, first, last)) {
        if (value !== undefined) {
          booths.push(decodeBooth(foundation.identity.crypto, value))
        }
      }
      return booths
        .sort((a, b) => a.number - b.number)
        .map(({ id, number, members, openedAtMs }) => ({
          chain: chain.id,
          booth: id,
          number,
          members,
          openedAtMs,
          isOpen: id === open?.id
        }))
    },
    async status() {
      const status = vehicleStatus()
      const all = peers()
      const problems = problemsOf(status, runtime.halted, names)
      const gossip = network.subscriptions()
      return {
        version: VERSION,
        peer: vehicle.self,
        name: ports.name,
        fleet: foundation.credentials?.fleet,
        isOpen: foundation.credentials === undefined,
        addresses: network.addresses(),
        uptimeMs: clock.nowMs() - ports.startedAtMs,
        health: healthOf(status, runtime.halted, problems),
        problems,
        peers: {
          discovered: all.length,
          connected: all.filter(({ isConnected }) => isConnected).length,
          subscribed: all.filter(
            ({ peer, isConnected }) => isConnected && gossip.subscribers.includes(peer)
          ).length,
          inBooth: openBoothOf(status, vehicle.ownChain)?.members.length ?? 0
        },
        gossip,
        storeBytes: await foundation.store.sizeBytes(),
        traffic: {
          sentBytes: counts.total('bytesSent'),
          receivedBytes: counts.total('bytesReceived'),
          sentBy: counts.by('bytesSent', 'protocol'),
          receivedBy: counts.by('bytesReceived', 'protocol')
        },
        vehicle: status,
        runtime: runtime.counters()
      }
    }
  }
}

function openBoothOf(
  status: VehicleStatus,
  chain: string
): { readonly id: string; readonly members: readonly PeerId[] } | undefined {
  const certify = status.machines['certify'] as CertifyStatus | undefined
  return certify?.proposing.find((proposing) => proposing.chain === chain)?.booth
}

function healthOf(
  status: VehicleStatus,
  halted: string | undefined,
  problems: readonly string[]
): Health {
  if (halted !== undefined) {
    return 'halted'
  }
  if (status.isDamaged || status.chains.some(({ health }) => health === 'damaged')) {
    return 'damaged'
  }
  return problems.length > 0 ? 'degraded' : 'ok'
}

function problemsOf(
  status: VehicleStatus,
  halted: string | undefined,
  names: Names
): readonly string[] {
  const certify = status.machines['certify'] as CertifyStatus | undefined
  const isStuck = certify?.proposing.some((proposing) => proposing.isStuck) === true
  return [
    ...(halted === undefined ? [] : [`the vehicle has halted: ${halted}`]),
    ...(status.isDamaged
      ? ['state on disk is damaged: this vehicle neither votes nor acknowledges']
      : []),
    ...status.chains.flatMap((chain) => chainProblems(chain, names)),
    ...placementProblems(status),
    ...(isStuck ? ['too many members refuse the open booth; open one with other members'] : [])
  ]
}

/** A chain that too few vehicles hold is a state to be seen, not an error of a call. */
function placementProblems({ machines }: VehicleStatus): readonly string[] {
  const { placements = {} } = (machines['replicate'] ?? {}) as Partial<ReplicateStatus>
  return Object.entries(placements)
    .filter(([, { isUnderReplicated }]) => isUnderReplicated)
    .map(
      ([chain, { have, backups }]) =>
        `chain ${chain} is under-replicated: ${have} of ${backups} backups hold it; more are asked`
    )
}

function chainProblems(
  { chain, proposer, health, damage, duty }: ChainStatus,
  names: Names
): readonly string[] {
  const label = proposer === undefined ? chain : `${chain} of ${names.labelOf(proposer)}`
  if (health === 'damaged') {
    const lost = damage.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`))
    return [`chain ${label} has lost blocks ${lost.join(', ')}; they are fetched from its holders`]
  }
  return health === 'frozen' && duty !== 'none'
    ? [`chain ${label} is frozen: its proposer has signed two blocks of one height`]
    : []
}
