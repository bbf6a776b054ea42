/**
 * What a node tells of itself: status, peers, chains and booths, read from the vehicle as it is now.
 */
import { type Booth, decodeBooth } from '../core/booth.ts'
import type { Chain } from '../core/genesis.ts'
import { boothKey } from '../core/keyspace.ts'
import type { PeerId } from '../core/peer.ts'
import type { CertifyStatus } from '../protocols/certify/index.ts'
import type { VehicleStatus } from '../vehicle/types.ts'
import type { BoothView, ChainView, NodeStatus, PeerView } from './api.ts'
import { groupProblems, groupViews } from './group-views.ts'
import { recordsBetween } from './pages.ts'
import type { Parts } from './parts.ts'
import { healthOf, notesOf, problemsOf } from './problems.ts'
import { VERSION } from './version.ts'

export interface Views {
  status(): Promise<NodeStatus>
  peers(): readonly PeerView[]
  chains(): readonly ChainView[]
  booths(chain: Chain): Promise<readonly BoothView[]>
}

/** Of a chain that only others know. */
const NOTHING_HELD = {
  isOwn: false,
  duty: 'none',
  held: [],
  bytes: 0,
  certified: undefined,
  health: 'ok',
  damage: [],
  unaccounted: undefined,
  table: undefined,
  pinned: []
} as const

export function createViews(ports: Parts): Views {
  const { foundation, vehicle, network, runtime, counts, clock, names, elsewhere } = ports
  const vehicleStatus = (): VehicleStatus => vehicle.status(clock.nowMs())

  const peers = (): readonly PeerView[] => {
    const connected = network.connected()
    const known = network
      .known()
      .filter(({ peer }) => !connected.some((other) => other.peer === peer))
    return [
      // Named one by one: the network keeps more of a peer than anybody outside is told.
      ...connected.map(
        ({ peer, name, address, version, direction, connectedAtMs, clockAheadMs }): PeerView => ({
          ...{ peer, name, addresses: [address], isConnected: true },
          ...{ version, direction, connectedAtMs, clockAheadMs }
        })
      ),
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

  const labelOf = ({ name, proposer }: Pick<ChainView, 'name' | 'proposer'>): string =>
    proposer === undefined ? name : names.labelOf(proposer)

  return {
    peers,
    chains: () => [
      ...vehicleStatus().chains.map((chain) => ({
        ...chain,
        isOwn: chain.chain === vehicle.ownChain,
        label: labelOf(chain),
        elsewhere: undefined
      })),
      ...elsewhere.all().map(({ chain, name, proposer, height, knownBy }) => ({
        ...{ chain, name, proposer, ...NOTHING_HELD },
        label: labelOf({ name, proposer }),
        elsewhere: { height, knownBy }
      }))
    ],
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
      const groups = groupViews(vehicle, names, status)
      const problems = [
        ...problemsOf(status, runtime.halted, names),
        ...groupProblems(groups, names, vehicle.self)
      ]
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
        groups,
        notes: [...foundation.store.notes, ...notesOf(status)],
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
