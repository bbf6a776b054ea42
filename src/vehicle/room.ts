/**
 * Room for backups: how much this vehicle still takes, what it tells the others, what they told.
 *
 * Keeps: reservations count as used, so that two offers at once never exceed the quota.
 */
import { fromUtf8, toUtf8 } from '../core/bytes.ts'
import type { Advert } from '../core/environment.ts'
import { machineKey } from '../core/keyspace.ts'
import type { Disk, Sink } from '../core/machine.ts'
import type { PeerId } from '../core/peer.ts'
import type { AdvertMessage } from '../protocols/gossip/index.ts'
import type { VehicleEffect } from './types.ts'

export interface RoomOptions {
  readonly quotaBytes: number
  readonly diskFreeShareMin: number
  readonly advertIntervalMs: number
  readonly group: string
}

/** As it is whenever it is read, so that whoever only asks for the disk sums up no chains. */
export interface Quota {
  readonly quotaBytes: number
  readonly usedBytes: number
  /** Bytes that may be written before the disk has less than its minimum free. */
  readonly diskFreeBytes: number
}

export interface Room {
  quota(): Quota
  setSpace(freeBytes: number, totalBytes: number): void
  /** Tells the others, and counts what has been hosted since the last time. */
  advertise(nowMs: number, out: Sink<VehicleEffect>): void
  hear(nowMs: number, from: PeerId, advert: AdvertMessage): void
  advertOf(peer: PeerId): Advert | undefined
}

/** Adverts count for this many intervals, so that one may be lost. */
const ADVERT_INTERVALS = 3
const ADVERTS_MAX = 4096
const HOSTED_KEY = machineKey('vehicle', 'hosted')
const MS_PER_HOUR = 3_600_000

/** `usedBytes` tells the bytes of other vehicles' chains held here, reservations included. */
export function createRoom(options: RoomOptions, disk: Disk, usedBytes: () => number): Room {
  const adverts = new Map<PeerId, Advert>()
  let diskFreeBytes = Number.MAX_SAFE_INTEGER
  let hostedByteHours = Number(fromUtf8(disk.state.get(HOSTED_KEY) ?? toUtf8('0')))
  let countedAtMs: number | undefined

  const quota: Quota = {
    quotaBytes: options.quotaBytes,
    get usedBytes() {
      return usedBytes()
    },
    get diskFreeBytes() {
      return diskFreeBytes
    }
  }

  return {
    quota: () => quota,
    setSpace(freeBytes, totalBytes) {
      diskFreeBytes = Math.max(0, Math.floor(freeBytes - totalBytes * options.diskFreeShareMin))
    },
    advertise(nowMs, out) {
      const { usedBytes: used, quotaBytes } = quota
      if (countedAtMs !== undefined && used > 0) {
        hostedByteHours += (used * (nowMs - countedAtMs)) / MS_PER_HOUR
        const value = toUtf8(String(hostedByteHours))
        out.push({ type: 'write', ops: [{ type: 'put', key: HOSTED_KEY, value }] })
      }
      countedAtMs = nowMs
      const freeBytes = Math.max(0, Math.min(quotaBytes - used, diskFreeBytes))
      const { group } = options
      const timeMs = Math.floor(nowMs)
      const message: AdvertMessage = {
        type: 'advert',
        freeBytes,
        hostedByteHours,
        group,
        timeMs,
        addresses: [],
        membership: new Uint8Array(0)
      }
      out.push({ type: 'gossip', message })
      const staleMs = nowMs - ADVERT_INTERVALS * options.advertIntervalMs
      for (const [peer, advert] of adverts) {
        if (advert.heardAtMs < staleMs) {
          adverts.delete(peer)
        }
      }
    },
    hear(nowMs, from, { freeBytes, hostedByteHours: hosted, group }) {
      if (adverts.has(from) || adverts.size < ADVERTS_MAX) {
        const advert = { peer: from, freeBytes, hostedByteHours: hosted, group, heardAtMs: nowMs }
        adverts.set(from, advert)
      }
    },
    advertOf: (peer) => adverts.get(peer)
  }
}
