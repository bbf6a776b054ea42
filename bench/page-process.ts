/**
 * A vehicle that serves its page as one of a busy fleet: what it knows of itself is real, the other
 * vehicles, their chains and what happens are made up.
 *
 * Keeps: the page is measured with as many vehicles and events as a test machine could never run.
 */
import { createVGuardNode, type VGuardNode } from '../src/index.ts'
import type { ChainView, PeerView, ReadPage } from '../src/node/api.ts'
import { createEventBook, type EventBook } from '../src/node/events.ts'
import { generateDrive } from '../src/state/records/index.ts'
import type { Served } from './api-process.ts'
import { serveCalls } from './channel.ts'
import { type Serving, serveApi } from './serving.ts'

export interface BusyArgument {
  readonly dataDir: string
  readonly vehicles: number
  readonly eventsPerSecond: number
}

const TICK_MS = 10
const ROWS = 400
/** Between the tracks of two vehicles, in degrees: about a hundred metres. */
const APART_DEGREES = 0.001
const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

let node: VGuardNode | undefined
let serving: Serving | undefined
let timer: NodeJS.Timeout | undefined

/** Something that looks like an id, the same for the same number. */
function idOf(prefix: string, number: number): string {
  const digits = Array.from({ length: 44 }, (_, i) => BASE58[(number * 31 + i * 7) % 58] ?? '1')
  return `${prefix}${digits.join('')}`
}

const peerOf = (number: number): string => idOf('12D3KooW', number)
const chainOf = (number: number): string => idOf('', number)

function fakePeer(number: number): PeerView {
  return {
    ...{ peer: peerOf(number), name: `car-${number}`, addresses: [], isConnected: true },
    ...{ version: undefined, direction: 'outbound', connectedAtMs: 0, clockAheadMs: 0 }
  }
}

function fakeChain(own: ChainView, number: number): ChainView {
  const [chain, proposer] = [chainOf(number), peerOf(number)]
  return { ...own, chain, proposer, label: `car-${number}`, isOwn: false }
}

/** The own track, a little farther away for each vehicle. */
function fakePage(own: ReadPage, chain: string, number: number): ReadPage {
  const by = number * APART_DEGREES
  const records = own.records.map((one) => {
    const { record } = one
    const position = record?.position && {
      latitude: record.position.latitude + by,
      longitude: record.position.longitude + by / 2
    }
    return record === undefined ? one : { ...one, record: { ...record, position } }
  })
  return { ...own, chain, records, cursor: undefined }
}

/** What a busy vehicle tells: messages from and to others, blocks, and now and then a fault. */
function tellNext(events: EventBook, id: number, vehicles: number): void {
  const peer = peerOf(1 + (id % (vehicles - 1)))
  const chain = chainOf(1 + (id % (vehicles - 1)))
  const facts = [
    { name: 'certify:followed', detail: { chain, from: peer, height: id } },
    { name: 'certify:voted', detail: { chain, to: peer, height: id } },
    { name: 'replicate:acknowledged', detail: { chain, peer, height: id } },
    { name: 'read:served', detail: { chain, to: peer, blocks: 3 } },
    { name: 'paxos:decided', detail: { chain, height: id, blocks: 1 } },
    { name: 'release:refused', detail: { chain, from: peer, reason: 'made up' } }
  ]
  events.tell(facts[id % facts.length] ?? { name: 'none', detail: {} }, Date.now())
}

const pageCalls = {
  async serve({ dataDir, vehicles, eventsPerSecond }: BusyArgument): Promise<Served> {
    const real = await createVGuardNode({
      ...{ dataDir, name: 'car-0', open: true, mdns: false, listen: ['/ip4/127.0.0.1/tcp/0'] },
      vehicle: { replicate: { backups: 0 } }
    })
    node = real
    await real.openBooth({ members: [] })
    await real.append([...generateDrive(5, { rows: ROWS, key: 'bench' })])
    const ownPage = await real.read(real.ownChain, { latest: ROWS })
    const others = Array.from({ length: vehicles - 1 }, (_, i) => i + 1)
    const events = createEventBook(() => undefined)
    const made: Partial<VGuardNode> = {
      events,
      peers: () => others.map(fakePeer),
      chains: () => {
        const [own] = real.chains()
        return own === undefined ? [] : [own, ...others.map((number) => fakeChain(own, number))]
      },
      discoverChains: () => Promise.resolve([]),
      read(chain, ...rest) {
        const number = others.find((one) => chainOf(one) === chain)
        return number === undefined
          ? real.read(chain, ...rest)
          : Promise.resolve(fakePage(ownPage, chain, number))
      }
    }
    let told = 0
    timer = setInterval(() => {
      for (let i = 0; i < (eventsPerSecond * TICK_MS) / 1000; i++) {
        tellNext(events, ++told, vehicles)
      }
    }, TICK_MS)
    serving = await serveApi(
      new Proxy(real, {
        get(target, name) {
          const value: unknown = Reflect.get(Reflect.has(made, name) ? made : target, name)
          return typeof value === 'function' ? value.bind(target) : value
        }
      })
    )
    return serving.served
  }
}

export type PageCalls = typeof pageCalls

serveCalls(pageCalls, async () => {
  clearInterval(timer)
  await serving?.close()
  await node?.stop()
})
