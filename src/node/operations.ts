/**
 * What a host program asks of its vehicle: names become ids, records become entries, replies become
 * values or errors.
 */
import { randomUUID } from 'node:crypto'
import { InvalidInputError } from '../core/errors.ts'
import type { ChainId } from '../core/genesis.ts'
import type { Cursor, Selector } from '../core/selector.ts'
import type { PlacementReport } from '../core/signal.ts'
import { PROTOCOLS } from '../protocols/registry.ts'
import type {
  Appended,
  BoothEnded,
  BoothOpened,
  ReadResult,
  VehicleRequest
} from '../vehicle/requests.ts'
import type { FaultStatus } from '../vehicle/types.ts'
import type {
  AppendAllOptions,
  AppendOptions,
  AppendProgress,
  EndBoothOptions,
  OpenBoothOptions,
  PinnedRanges,
  PlaceOptions,
  ReadOptions,
  ReadPage,
  ReadRecord,
  RecordInput,
  VGuardNode
} from './api.ts'
import { appendStream } from './append.ts'
import { type Ask, type CallOptions, call } from './calls.ts'
import { given } from './given.ts'
import type { Names } from './names.ts'
import { decodeEntry, encodeEntry } from './records.ts'

export interface OperationPorts {
  readonly ask: Ask
  readonly names: Names
  readonly ownChain: ChainId
}

export type Operations = Pick<
  VGuardNode,
  | 'openBooth'
  | 'append'
  | 'appendAll'
  | 'endBooth'
  | 'place'
  | 'read'
  | 'readAll'
  | 'pin'
  | 'unpin'
  | 'setOffline'
  | 'cutLink'
  | 'fixLink'
>

export function createOperations({ ask, names, ownChain }: OperationPorts): Operations {
  const chainOf = (name: string | undefined): ChainId =>
    name === undefined ? ownChain : names.chain(name)
  const vehicles = (list: readonly string[]): string[] => list.map((name) => names.vehicle(name))
  const request = <T>(
    asked: VehicleRequest | (() => VehicleRequest),
    options?: CallOptions
  ): Promise<T> => call<T>(ask, asked, options)

  // Async throughout: a name that means nothing rejects, it does not throw.
  const openBooth = async (options: OpenBoothOptions): Promise<BoothOpened> => {
    const { chain, members } = options
    const wanted = 'auto' in members ? members : vehicles(members)
    return await request({ type: 'openBooth', chain: chainOf(chain), members: wanted }, options)
  }

  // Many wait at a time, so there is no promise around the one of the call.
  const append = (
    records: readonly RecordInput[],
    options: AppendOptions = {}
  ): Promise<Appended> =>
    request(
      () => ({
        type: 'append',
        chain: chainOf(options.chain),
        entries: records.map(encodeEntry)
      }),
      options
    )

  const appendAll = async (
    records: AsyncIterable<RecordInput> | Iterable<RecordInput>,
    options: AppendAllOptions = {}
  ): Promise<AppendProgress> => {
    const chain = chainOf(options.chain)
    const progress = await appendStream(
      records,
      (entries) => request({ type: 'append', chain, entries }, options),
      options
    )
    return progress ?? { chain, records: 0, from: 0, to: 0, hash: '' }
  }

  const endBooth = async (options: EndBoothOptions = {}): Promise<BoothEnded> => {
    const { chain, operation = randomUUID(), participants, records, backups, deadlineMs } = options
    return await request(
      {
        type: 'endBooth',
        chain: chainOf(chain),
        operation,
        ...given({
          participants: participants === undefined ? undefined : vehicles(participants),
          entries: records?.map(encodeEntry),
          backups,
          deadlineMs
        })
      },
      options
    )
  }

  const place = async (options: PlaceOptions = {}): Promise<PlacementReport> => {
    const { chain, backups, candidates, deadlineMs } = options
    return await request(
      {
        type: 'place',
        chain: chainOf(chain),
        ...given({
          backups,
          candidates: candidates === undefined ? undefined : vehicles(candidates),
          deadlineMs
        })
      },
      options
    )
  }

  const read = async (
    chain: string,
    selector: Selector = {},
    options: ReadOptions = {}
  ): Promise<ReadPage> => {
    const { minHeight, fresh, deadlineMs } = options
    const { entries, ...rest } = await request<ReadResult>(
      {
        type: 'read',
        chain: names.chain(chain),
        selector,
        ...given({ minHeight, fresh, deadlineMs })
      },
      options
    )
    const records = entries.map(({ height, index, entry }) => decodeEntry(height, index, entry))
    return { ...rest, records }
  }

  async function* readAll(
    chain: string,
    selector: Selector = {},
    options: ReadOptions & { readonly onPage?: (page: ReadPage) => void } = {}
  ): AsyncGenerator<ReadRecord, void> {
    let left = selector.limit ?? Number.POSITIVE_INFINITY
    let after: Cursor | undefined = selector.after
    for (;;) {
      const limit = Number.isFinite(left) ? { limit: left } : {}
      const page = await read(chain, { ...selector, ...limit, ...given({ after }) }, options)
      options.onPage?.(page)
      yield* page.records
      left -= page.records.length
      after = page.cursor
      if (after === undefined || left <= 0) {
        return
      }
    }
  }

  const changePin = async (
    type: 'pin' | 'unpin',
    chain: string,
    from: number,
    to: number,
    options: CallOptions | undefined
  ): Promise<PinnedRanges> => await request({ type, chain: names.chain(chain), from, to }, options)

  const changeLink = async (
    type: 'cutLink' | 'fixLink',
    peer: string,
    protocol: string | undefined
  ): Promise<FaultStatus> => {
    checkProtocols(protocol === undefined ? [] : [protocol])
    return await request({ type, peer: names.vehicle(peer), ...given({ protocol }) })
  }

  return {
    openBooth,
    append,
    appendAll,
    endBooth,
    place,
    read,
    readAll,
    pin: (chain, from, to, options) => changePin('pin', chain, from, to, options),
    unpin: (chain, from, to, options) => changePin('unpin', chain, from, to, options),
    async setOffline(offline, protocols) {
      checkProtocols(protocols ?? [])
      return await request({ type: 'setOffline', offline, ...given({ protocols }) })
    },
    cutLink: (peer, protocol) => changeLink('cutLink', peer, protocol),
    fixLink: (peer, protocol) => changeLink('fixLink', peer, protocol)
  }
}

/** `*` stands for all. */
const PROTOCOL_NAMES: readonly string[] = [...Object.keys(PROTOCOLS), 'gossip', '*']

/** @throws InvalidInputError when one is none */
function checkProtocols(names: readonly string[]): void {
  const unknown = names.find((name) => !PROTOCOL_NAMES.includes(name))
  if (unknown !== undefined) {
    throw new InvalidInputError(
      `"${unknown}" is no protocol; there are ${PROTOCOL_NAMES.join(', ')}`
    )
  }
}
