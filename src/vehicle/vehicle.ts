/**
 * A vehicle: all machines of one node behind one `step`. It routes messages by protocol, timers and
 * loads by prefix, requests by type, and signals from each machine to all others within the step.
 *
 * Keeps: no rule of a protocol stands here; what leaves is what the machines pushed, less what a
 * fault on purpose drops.
 */
import type { Environment } from '../core/environment.ts'
import { type ChainId, isGroup } from '../core/genesis.ts'
import { createHoldings } from '../core/holdings.ts'
import type { Disk, Effect, Envelope, NowMs, Reply, Sink } from '../core/machine.ts'
import type { Signal } from '../core/signal.ts'
import { createTables } from '../core/tables.ts'
import { createRecordsSelection } from '../state/records/index.ts'
import { BANK_PREFIX, createBankRequests } from './bank-requests.ts'
import { createEndBooth, END_BOOTH_TIMER, NEXT_BOOTH_TIMER } from './end-booth.ts'
import { createFaults, NOT_ALLOWED } from './faults.ts'
import { createGroupPlaces, SIGN_PREFIX } from './group-places.ts'
import { createGroupRequests, FIND_PREFIX, type GroupRequest } from './group-requests.ts'
import { importBlocks } from './import.ts'
import { findOrBeginIncarnation } from './incarnation.ts'
import { isLogId } from './log-users.ts'
import { createLosses } from './losses.ts'
import { createMachines, type Machines } from './machines.ts'
import { createNews, NEWS_TOKEN } from './news.ts'
import { resolveVehicleOptions } from './options.ts'
import { findOrBeginOwnChain } from './own-chain.ts'
import type { VehicleRequest } from './requests.ts'
import { createRoom } from './room.ts'
import type { MachineRequest } from './routing.ts'
import { chainStatus } from './status.ts'
import type { Vehicle, VehicleConfig, VehicleEffect, VehicleEvent } from './types.ts'

/** Rounds of signals within one step; more would be machines answering each other for ever. */
const SIGNAL_ROUNDS_MAX = 16

const ADVERT_TIMER = 'vehicle:advert'

/** A new neighbour hears of this vehicle so soon; others that join at once are told together. */
const ADVERT_SOON_MS = 500

type AnyEffect = Effect<Envelope, unknown>

/** A vehicle as it was when its disk was last written. The first event must be `start`. */
export function createVehicle(config: VehicleConfig, disk: Disk, nowMs: NowMs): Vehicle {
  const options = resolveVehicleOptions(config.options)
  const { self, crypto, random, fleet } = config
  const connected = new Set<string>()
  const faults = createFaults()
  const selection = createRecordsSelection()
  const holdings = createHoldings(crypto, selection, disk, fleet)
  /** While the machines are being restored they have no logs to ask yet. */
  let logBoothOf: Machines['logBoothOf'] = () => undefined
  const tables = createTables(crypto, fleet, disk, (chain) => logBoothOf(chain))
  const room = createRoom(options, disk, () => machines.hostedBytes())
  const peers = { connected, advert: room.advertOf }
  const isDamaged = disk.integrity.stateDamage !== undefined
  const own = { self, crypto, random, fleet, quota: room.quota, holdings, tables, selection }
  const environment: Environment = { ...own, peers, isDamaged }
  const begun: VehicleEffect[] = []
  const incarnation = findOrBeginIncarnation(disk, random, begun)
  const askGroup = (id: string, asked: GroupRequest): void =>
    groupRequests.request(clockMs, id, asked, vehicleSink)
  const machines: Machines = createMachines(environment, config, disk, incarnation, askGroup)
  logBoothOf = machines.logBoothOf
  const ownChain = findOrBeginOwnChain(config, options, holdings, nowMs, begun)
  const news = createNews(environment)
  const losses = createLosses(disk, holdings)

  let out: Sink<VehicleEffect> = begun
  let clockMs = nowMs
  const signals: { readonly from: string; readonly signal: Signal }[] = []
  const replies: { readonly id: string; readonly reply: Reply }[] = []

  /** Where the machine `from` pushes: signals and internal replies stay inside. */
  const createSink = (from: string): Sink<AnyEffect> => ({
    push(effect) {
      if (effect.type === 'signal') {
        signals.push({ from, signal: effect.signal })
      } else if (effect.type === 'reply' && isInternal(effect.id)) {
        replies.push(effect)
      } else if (effect.type === 'named' && isInternal(effect.id)) {
        // Its machine waits for the reply, which always comes.
      } else if (effect.type !== 'send' || !faults.isLost(effect.to, effect.protocol)) {
        out.push(effect as VehicleEffect)
      }
    }
  })
  const sinks = new Map<string, Sink<AnyEffect>>()
  const sinkOf = (from: string): Sink<AnyEffect> => {
    const sink = sinks.get(from) ?? createSink(from)
    sinks.set(from, sink)
    return sink
  }
  const vehicleSink = sinkOf('vehicle')

  const askMachine = (id: string, asked: MachineRequest): void =>
    machines.request(clockMs, id, asked, sinkOf)

  const endBooth = createEndBooth(disk, (id, step) => askMachine(`${STEP_PREFIX}${id}`, step))
  const groupRequests = createGroupRequests(holdings, machines.isVoter, askMachine)
  const groupPlaces = createGroupPlaces(askMachine)
  const bankRequests = createBankRequests(askGroup)

  const tellEndBooth = (signal: Signal): void => {
    if (signal.type === 'placed') {
      endBooth.placed(signal, vehicleSink)
    } else if (signal.type === 'sealed') {
      endBooth.sealed(clockMs, signal, vehicleSink)
    }
  }

  const answerInternal = (id: string, reply: Reply): void => {
    if (id.startsWith(FIND_PREFIX)) {
      groupRequests.answered(id, reply, vehicleSink)
    } else if (id.startsWith(BANK_PREFIX)) {
      bankRequests.answered(id, reply, vehicleSink)
    } else if (isLogId(id)) {
      machines.logAnswered(clockMs, id, reply, sinkOf)
    } else if (id.startsWith(SIGN_PREFIX)) {
      groupPlaces.answered(id)
    } else {
      endBooth.answered(clockMs, id.slice(STEP_PREFIX.length), reply, vehicleSink)
    }
  }

  const settle = (): void => {
    for (let round = 0; signals.length > 0 || replies.length > 0; round++) {
      if (round === SIGNAL_ROUNDS_MAX) {
        throw new RangeError('the machines of this vehicle signal each other without end')
      }
      for (const { from, signal } of signals.splice(0)) {
        if (from !== 'vehicle') {
          news.tell(signal, vehicleSink)
        }
        tellEndBooth(signal)
        machines.signal(clockMs, from, signal, sinkOf)
      }
      for (const { id, reply } of replies.splice(0)) {
        answerInternal(id, reply)
      }
    }
    holdings.flush(vehicleSink)
  }

  const request = (id: string, asked: VehicleRequest): void => {
    switch (asked.type) {
      case 'endBooth': {
        const ended = { chain: ownChain.id, ...asked }
        if (isOfGroup(ended.chain)) {
          vehicleSink.push({ type: 'reply', id, reply: endsByChange(ended.chain) })
        } else {
          endBooth.request(clockMs, id, ended, vehicleSink)
        }
        break
      }
      case 'place': {
        const placed = { chain: ownChain.id, ...asked }
        if (machines.isVoter(placed.chain)) {
          groupPlaces.request(id, placed)
        } else {
          machines.request(clockMs, id, placed, sinkOf)
        }
        break
      }
      case 'setOffline':
      case 'cutLink':
      case 'fixLink':
        vehicleSink.push({ type: 'reply', id, reply: applyFault(asked) })
        break
      case 'import': {
        const reply = importBlocks(environment, asked, vehicleSink)
        vehicleSink.push({ type: 'reply', id, reply })
        break
      }
      case 'acceptLoss':
        vehicleSink.push({ type: 'reply', id, reply: acceptLoss(asked.chain) })
        break
      case 'bankOpen':
        bankRequests.request(id, { owner: self, ...asked }, vehicleSink)
        break
      case 'bankMint':
      case 'bankAsk':
        bankRequests.request(id, asked, vehicleSink)
        break
      case 'bankTransfer':
      case 'bankMove':
      case 'bankFlush':
      case 'ringJoin':
      case 'ringLeave':
      case 'ringShow':
      case 'submit':
      case 'query':
      case 'changeMembers':
        groupRequests.request(clockMs, id, asked, vehicleSink)
        break
      case 'append': {
        const { type, chain = ownChain.id, entries } = asked
        machines.request(clockMs, id, { type, chain, entries }, sinkOf)
        break
      }
      case 'openBooth':
        machines.request(clockMs, id, { chain: ownChain.id, ...asked }, sinkOf)
        break
      default:
        machines.request(clockMs, id, asked, sinkOf)
    }
  }

  const isOfGroup = (chain: ChainId): boolean => {
    const held = holdings.get(chain)
    return held !== undefined && isGroup(held.chain)
  }

  const acceptLoss = (chain: ChainId): Reply => {
    const held = holdings.get(chain)
    if (held === undefined) {
      const message = `chain ${chain} is not known here`
      return { type: 'refused', reason: 'unknownChain', message, retry: false }
    }
    return losses.accept(held, machines.dutyOf(chain), vehicleSink)
  }

  const applyFault = (asked: Parameters<typeof faults.apply>[0]): Reply => {
    if (!options.faultsAllowed) {
      return { type: 'refused', ...NOT_ALLOWED }
    }
    return { type: 'ok', value: faults.apply(asked) }
  }

  const timer = (id: string): void => {
    if (id === ADVERT_TIMER) {
      room.advertise(clockMs, vehicleSink)
      const atMs = clockMs + options.advertIntervalMs
      vehicleSink.push({ type: 'timer', id: ADVERT_TIMER, atMs })
    } else if (id.startsWith(END_BOOTH_TIMER)) {
      endBooth.expired(clockMs, id, vehicleSink)
    } else if (id.startsWith(NEXT_BOOTH_TIMER)) {
      endBooth.next(id)
    } else {
      machines.timer(clockMs, id, sinkOf)
    }
  }

  const handle = (event: VehicleEvent): void => {
    switch (event.type) {
      case 'start':
        for (const effect of begun.splice(0)) {
          vehicleSink.push(effect)
        }
        machines.start(clockMs, sinkOf)
        endBooth.start(clockMs, vehicleSink)
        timer(ADVERT_TIMER)
        break
      case 'message':
        if (!faults.isLost(event.from, event.protocol)) {
          machines.message(clockMs, event, sinkOf)
        }
        break
      case 'gossip':
        if (faults.isLost(event.from, 'gossip')) {
          break
        }
        if (event.message.type === 'advert') {
          room.hear(clockMs, event.from, event.message)
        } else {
          news.hear(event.from, event.message, vehicleSink)
        }
        break
      case 'timer':
        timer(event.id)
        break
      case 'loaded':
        if (event.token.startsWith(NEWS_TOKEN)) {
          news.loaded(event.token, event.records, vehicleSink)
        } else {
          machines.loaded(clockMs, event, sinkOf)
        }
        break
      case 'request':
        request(event.id, event.request)
        break
      case 'space':
        room.setSpace(event.freeBytes, event.totalBytes)
        break
      case 'connected':
        connected.add(event.peer)
        vehicleSink.push({ type: 'timer', id: ADVERT_TIMER, atMs: clockMs + ADVERT_SOON_MS })
        machines.peer(clockMs, event, sinkOf)
        break
      case 'disconnected':
        connected.delete(event.peer)
        machines.peer(clockMs, event, sinkOf)
        break
    }
  }

  return {
    self,
    ownChain: ownChain.id,
    holdings,
    tables,
    groups: machines.groups,
    step(now, event, sink) {
      clockMs = now
      out = sink
      handle(event)
      settle()
    },
    status: (now) => ({
      peer: self,
      ownChain: ownChain.id,
      isDamaged,
      stateDamage: disk.integrity.stateDamage,
      connected: [...connected].sort(),
      chains: holdings
        .all()
        .map((held) => chainStatus(environment, machines, held, losses.of(held.chain.id))),
      quota: { ...room.quota() },
      faults: faults.status(),
      machines: machines.status(now)
    })
  }
}

/** Requests of the vehicle to its own machines; their replies stay inside. */
const STEP_PREFIX = 'vehicle:step:'

const INTERNAL_PREFIXES = [STEP_PREFIX, FIND_PREFIX, SIGN_PREFIX, BANK_PREFIX]

function isInternal(request: string): boolean {
  return isLogId(request) || INTERNAL_PREFIXES.some((prefix) => request.startsWith(prefix))
}

function endsByChange(chain: ChainId): Reply {
  const message = `chain ${chain} is written by a group, whose booth ends when its members change`
  return { type: 'refused', reason: 'groupChain', message, retry: false }
}
