/**
 * What waits to be stepped, and how much of it.
 */
import { describe, expect, test } from 'vitest'
import { createEventQueue } from '../../../src/node/event-queue.ts'
import type { VehicleEvent } from '../../../src/vehicle/types.ts'

const MIB = 1024 * 1024

const create = () => createEventQueue({ eventsMax: 1e6, bytesMax: 64 * MIB, lineMax: () => 1e6 })

const message = (from: string, protocol = 'certify'): VehicleEvent =>
  ({ type: 'message', from, protocol, message: {} }) as unknown as VehicleEvent

const gossip = (from: string): VehicleEvent =>
  ({ type: 'gossip', from, message: {} }) as unknown as VehicleEvent

describe('event queue', () => {
  test('what waits of one peer is bounded in bytes, over all protocols; others are heard', () => {
    const queue = create()
    let bytes = 0
    while (queue.push(message('noisy', bytes % 2 === 0 ? 'read' : 'certify'), MIB)) {
      bytes += MIB
    }
    expect(bytes).toBeGreaterThan(16 * MIB)
    expect(bytes).toBeLessThan(22 * MIB)
    expect(queue.dropped).toBe(1)
    expect(queue.push(message('quiet'), 4 * MIB)).toBe(true)
    expect(queue.push({ type: 'timer', id: 'certify:x' })).toBe(true)
  })

  test('what waits of all peers is bounded; each has room for short messages', () => {
    const queue = create()
    let bytes = 0
    for (let i = 0; i < 255; i++) {
      while (queue.push(message(`peer${i}`), MIB)) {
        bytes += MIB
      }
      while (queue.push(message(`peer${i}`), 1000)) {
        bytes += 1000
      }
    }
    expect(queue.push(message('quiet'), 1000)).toBe(true)
    expect(bytes).toBeLessThanOrEqual(64 * MIB)
  })

  test('gossip has one room, however many say it', () => {
    const queue = create()
    let bytes = 0
    while (queue.push(gossip(`author${bytes}`), 64 * 1024)) {
      bytes += 64 * 1024
    }
    expect(bytes).toBeLessThan(22 * MIB)
  })

  test('what was taken, or cleared, gives its room back', () => {
    const queue = create()
    const fill = (): number => {
      let pushed = 0
      while (queue.push(message('noisy'), MIB)) {
        pushed += 1
      }
      return pushed
    }
    const most = fill()
    Array.from({ length: most }, () => queue.shift())
    expect(fill()).toBe(most)
    queue.clear()
    expect(queue.length).toBe(0)
    expect(fill()).toBe(most)
  })
})
