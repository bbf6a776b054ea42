/**
 * Messages encoded once, however many peers they go to.
 */
import type { ProtocolSpec } from '../../core/spec.ts'

type AnySpec = Pick<ProtocolSpec<string, unknown>, 'encode'>

/** A longer encoding is kept for as long as its message, since it is likely to be sent again. */
const KEPT_BYTES_MIN = 64 * 1024

/**
 * A message for a whole booth is encoded once: the same object again within a tick gives the same
 * bytes. So does a large one later, such as a chunk that several backups pull one after the other.
 */
export function createEncoder(): (spec: AnySpec, message: unknown) => Uint8Array {
  const kept = new WeakMap<object, { readonly spec: AnySpec; readonly bytes: Uint8Array }>()
  let last: { spec: AnySpec; message: unknown; bytes: Uint8Array } | undefined
  return (spec, message) => {
    if (last?.spec === spec && last.message === message) {
      return last.bytes
    }
    const isObject = typeof message === 'object' && message !== null
    const before = isObject ? kept.get(message) : undefined
    if (before?.spec === spec) {
      return before.bytes
    }
    const bytes = spec.encode(message)
    if (isObject && bytes.length >= KEPT_BYTES_MIN) {
      kept.set(message, { spec, bytes })
    }
    if (last === undefined) {
      queueMicrotask(() => {
        last = undefined
      })
    }
    last = { spec, message, bytes }
    return bytes
  }
}
