/**
 * The store behind KeyValueStore's API: that of a group, whatever engine it has.
 */
import { fromUtf8 } from '../../core/bytes.ts'
import { KEY_BYTES_MAX, VALUE_BYTES_MAX } from '../../core/limits.ts'
import type { GroupView, VGuardNode } from '../../node/api.ts'
import { NotFoundError } from '../../node/errors.ts'
import type { KvEntryView, KvStore } from '../../node/kv/api.ts'
import { parametersOf } from './kv-query.ts'
import { KV_TEXTS, KvError } from './kv-texts.ts'

export interface KvGroup {
  /** @throws KvError, NotFoundError when the group is not known, also not to connected vehicles */
  store(): Promise<KvStore>
  /** What is known here of the group; undefined for nothing. */
  view(): Promise<GroupView | undefined>
}

/** `name`: id or name of its chain; undefined for the only store that is known. */
export function createKvGroup(node: VGuardNode, name: string | undefined): KvGroup {
  const stores = (): readonly GroupView[] => node.groups().filter(({ state }) => state === 'kv')

  const find = (): KvStore => {
    if (name !== undefined) {
      return node.kv(name)
    }
    const [only, ...others] = stores()
    if (only === undefined || others.length > 0) {
      const message =
        only === undefined ? 'no store is known here' : 'several stores are known here'
      throw new KvError(KV_TEXTS.notFull, `${message}; say which: --compat kvstore=GROUP`)
    }
    return node.kv(only.chain)
  }

  const store = async (): Promise<KvStore> => {
    try {
      return find()
    } catch (error) {
      if (!(error instanceof NotFoundError) || error.code !== 'ERR_UNKNOWN_CHAIN') {
        throw error
      }
      await node.discoverChains()
      return find()
    }
  }

  return {
    store,
    async view() {
      const { chain } = await store()
      return stores().find((group) => group.chain === chain)
    }
  }
}

/** @throws KvError when there is none, or one of a length that is not taken */
export function keyOf(url: string): Uint8Array {
  const { key } = parametersOf(url)
  if (key === undefined || key.length === 0) {
    throw new KvError(KV_TEXTS.invalid)
  }
  if (key.length > KEY_BYTES_MAX) {
    throw new KvError(KV_TEXTS.keyLength)
  }
  return key
}

/** The value in the path, else the body. @throws KvError */
export function givenValueOf(url: string, body: unknown): Uint8Array {
  const value = parametersOf(url).value ?? (body instanceof Uint8Array ? body : undefined)
  if (value === undefined || value.length === 0) {
    throw new KvError(KV_TEXTS.invalid)
  }
  if (value.length > VALUE_BYTES_MAX) {
    throw new KvError(KV_TEXTS.valueLength)
  }
  // The body lies in memory of the server's own.
  return value.slice()
}

/** The bytes of a value; of a JSON text what it says, of other JSON its text. */
export function bytesOf({ kind, value, bytes }: KvEntryView): Buffer {
  return kind === 'json' && typeof value === 'string' ? Buffer.from(value) : Buffer.from(bytes)
}

/** Whether a member of the group is called, or reached, as a registering follower says. */
export function hasMember(node: VGuardNode, group: GroupView, key: Uint8Array): boolean {
  const text = fromUtf8(key)
  const addresses = (peer: string): readonly string[] =>
    peer === node.peer
      ? node.addresses()
      : (node.peers().find((other) => other.peer === peer)?.addresses ?? [])
  return group.members.some(
    ({ peer, name }) =>
      text === name ||
      text === peer ||
      addresses(peer).some((address) => address.split('/').includes(text))
  )
}
