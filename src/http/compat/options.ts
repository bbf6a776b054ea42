/**
 * Which old APIs a vehicle also speaks, and how flags and settings say so.
 */
import { InvalidInputError } from '../../core/errors.ts'
import { type ControlAddress, parseControlAddress } from '../address.ts'

export interface CompatOptions {
  /** VGuardDB's HTTP API on the control port. */
  readonly vguarddb?: VguarddbOptions | undefined
  /** KeyValueStore's HTTP API below `/compat/kv`, and at places of its own. */
  readonly kvstore?: KvstoreOptions | undefined
}

export interface VguarddbOptions {
  /** Vehicles by the numbers that VGuardDB gave them, for those whose names do not tell. */
  readonly ids?: ReadonlyMap<number, string> | undefined
  /** Number of the vehicle whose chain is the old table; undefined for this vehicle. */
  readonly proposer?: number | undefined
}

export interface KvstoreOptions {
  /** Id or name of the group's chain; undefined for the only key-value store that is known. */
  readonly group?: string | undefined
  /** Where the view of the leader listens, and that of a follower; at most two, also none. */
  readonly addresses?: readonly ControlAddress[] | undefined
}

/** What flags, environment and file say, each as the list of its items. */
export interface CompatTexts {
  readonly compat?: readonly string[] | undefined
  readonly ids?: readonly string[] | undefined
  readonly kv?: readonly string[] | undefined
  /** VGuardDB's own flags. */
  readonly isProposer?: boolean | undefined
  readonly id?: string | undefined
  readonly proposerId?: string | undefined
}

/** KeyValueStore's port. */
export const COMPAT_KV_DEFAULT = '127.0.0.1:16200'

const NUMBER = /^\d{1,9}$/

/**
 * The options, or undefined when no old API is asked for.
 *
 * @throws InvalidInputError when a text is none of those that are known
 */
export function parseCompat(texts: CompatTexts): CompatOptions | undefined {
  const { compat = [], ids = [], kv = [] } = texts
  if (compat.length === 0) {
    return undefined
  }
  let vguarddb: VguarddbOptions | undefined
  let kvstore: KvstoreOptions | undefined
  for (const text of compat) {
    const [name = '', ...rest] = text.split('=')
    const value = rest.join('=')
    if (name === 'vguarddb' && rest.length === 0) {
      vguarddb = { ids: parseIds(ids), proposer: proposerOf(texts) }
    } else if (name === 'kvstore' && (rest.length === 0 || value !== '')) {
      kvstore = { group: value === '' ? undefined : value, addresses: parsePlaces(kv) }
    } else {
      throw new InvalidInputError(
        `"${text}" is no old API; there are vguarddb, kvstore and kvstore=GROUP`
      )
    }
  }
  return { vguarddb, kvstore }
}

/** `0=car-1`, each item of a list. */
function parseIds(items: readonly string[]): ReadonlyMap<number, string> {
  const ids = new Map<number, string>()
  for (const item of items) {
    const [, number, name] = /^(\d{1,9})=(.+)$/.exec(item) ?? []
    if (number === undefined || name === undefined || ids.has(Number(number))) {
      throw new InvalidInputError(
        `"${item}" names no vehicle for a number; write 0=car-1,4=car-2, each number once`
      )
    }
    ids.set(Number(number), name)
  }
  return ids
}

function parsePlaces(items: readonly string[]): readonly ControlAddress[] {
  if (items.length === 1 && items[0] === 'none') {
    return []
  }
  if (items.length > 2) {
    throw new InvalidInputError('give at most two places: of the leader, and of a follower')
  }
  return (items.length === 0 ? [COMPAT_KV_DEFAULT] : items).map(parseControlAddress)
}

/**
 * Whose chain the old table is. VGuardDB had one proposer, by convention number 0; here every vehicle
 * proposes a chain, so without its flags it is this one's.
 */
function proposerOf({ isProposer, id, proposerId }: CompatTexts): number | undefined {
  const number = proposerId ?? '0'
  if (!NUMBER.test(number)) {
    throw new InvalidInputError(`"${number}" is no number of a proposer`)
  }
  const isOld = isProposer !== undefined || id !== undefined || proposerId !== undefined
  const isSelf = isProposer ?? (!isOld || id === number)
  return isSelf ? undefined : Number(number)
}
