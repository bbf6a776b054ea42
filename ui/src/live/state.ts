/**
 * What the vehicle tells of itself, kept up to date: asked every two seconds, and soon after an event
 * that changes it.
 */
import { computed, signal } from '@preact/signals'
import type { ChainView, NodeStatus, PeerView } from '../../../src/node/api.ts'
import type { NodeEvent } from '../../../src/node/events.ts'
import type { CertifyStatus } from '../../../src/protocols/certify/index.ts'
import type { ReplicateStatus } from '../../../src/protocols/replicate/types.ts'
import { get } from '../api.ts'
import { token } from '../session.ts'
import { onEvents } from './feed.ts'

/** What the node answers; fields that stand nowhere are absent in JSON. */
export const status = signal<NodeStatus | undefined>(undefined)
export const peers = signal<readonly PeerView[]>([])
export const chains = signal<readonly ChainView[]>([])
export const config = signal<Readonly<Record<string, unknown>>>({})
/** Why the last question was not answered. */
export const fault = signal<Error | undefined>(undefined)

export const self = computed(() => status.value?.peer ?? '')
export const hasFaults = computed(() => config.value['faults'] === true)
export const certify = computed(
  () => status.value?.vehicle.machines['certify'] as CertifyStatus | undefined
)
export const replicate = computed(
  () => status.value?.vehicle.machines['replicate'] as ReplicateStatus | undefined
)

const POLL_MS = 2_000
const HIDDEN_MS = 15_000
/** After an event; several of them are one question. */
const SOON_MS = 300
const CHANGING =
  /^(certify:(opened|joined|left|sealed|frozen)|replicate:|release:|paxos:(led|yielded|configured)|network:(admitted|disconnected)|node:)/

let timer: ReturnType<typeof setTimeout> | undefined

/** Asks again and again, until the token is gone, or another. */
export async function runState(): Promise<void> {
  const mine = token.value
  const stop = onEvents((events: readonly NodeEvent[]) => {
    if (events.some(({ name }) => CHANGING.test(name))) {
      refreshSoon()
    }
  })
  config.value = await get<Record<string, unknown>>('/v1/config').catch(() => ({}))
  while (token.value === mine) {
    await refresh()
    await new Promise<void>((resolve) => {
      wake = resolve
      timer = setTimeout(resolve, document.hidden ? HIDDEN_MS : POLL_MS)
    })
  }
  stop()
}

let wake = (): void => undefined

export function refreshSoon(): void {
  clearTimeout(timer)
  timer = setTimeout(() => wake(), SOON_MS)
}

async function refresh(): Promise<void> {
  try {
    const [nextStatus, nextPeers, nextChains] = await Promise.all([
      get<NodeStatus>('/v1/status'),
      get<{ peers: readonly PeerView[] }>('/v1/peers'),
      get<{ chains: readonly ChainView[] }>('/v1/chains')
    ])
    status.value = nextStatus
    peers.value = nextPeers.peers
    chains.value = nextChains.chains
    fault.value = undefined
  } catch (error) {
    fault.value = error instanceof Error ? error : new Error(String(error))
  }
}

/** Names of vehicles by peer id. */
const names = computed(() => {
  const known = peers.value.map(({ peer, name }): [string, string] => [peer, name])
  return new Map([...known, [self.value, status.value?.name ?? '']])
})

/** How people call a vehicle: its alias, or the end of its id. */
export function labelOf(peer: string): string {
  return names.value.get(peer) || `…${peer.slice(-6)}`
}

/** How people call a chain: its name or its proposer's, or the beginning of its id. */
export function chainLabel(id: string): string {
  const found = chains.value.find(({ chain }) => chain === id)
  return found?.label || found?.name || `${id.slice(0, 8)}…`
}
