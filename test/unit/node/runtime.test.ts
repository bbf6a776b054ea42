/**
 * The driver law, held against a vehicle and a disk that do what the test says.
 */
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { VehicleRequest } from '../../../src/vehicle/requests.ts'
import type { VehicleEffect } from '../../../src/vehicle/types.ts'
import {
  createWorld,
  fact,
  message,
  put,
  type Step,
  send,
  turn,
  type World
} from '../../support/fake-vehicle.ts'

const worlds: World[] = []
/** On a busy machine a turn may take long; where that is the point the test says so. */
const PATIENT = { turnMsMax: 60_000 }
const world = (step: Step, options = {}): World => {
  const made = createWorld(step, { ...PATIENT, ...options })
  worlds.push(made)
  return made
}

afterEach(async () => {
  for (const made of worlds.splice(0)) {
    const stopped = made.runtime.stop()
    while (made.writesUnderWay > 0) {
      await made.sync()
    }
    await stopped
  }
})

const APPEND: VehicleRequest = { type: 'append', entries: [Uint8Array.of(1)] }
const END: VehicleRequest = { type: 'endBooth', operation: 'trip-7' }
const READ: VehicleRequest = { type: 'read', chain: 'c', selector: {} }
const EARLY = { ...send('early'), isEarly: true } as VehicleEffect
const ok = (id: string) => ({ type: 'reply', id, reply: { type: 'ok', value: 7 } }) as const

describe('runtime: the driver law', () => {
  test('a send leaves only after the write pushed behind it in the same step is on disk', async () => {
    const w = world((_event, push) => {
      push(send('b'))
      push(put('k'))
    })
    w.runtime.deliver({ type: 'start' })
    await turn()
    expect(w.log).toEqual(['step:start', 'write:k'])
    await w.sync()
    expect(w.log).toEqual(['step:start', 'write:k', 'synced', 'send:b'])
  })

  test('what is early leaves right after its step, and the rest of the step waits', async () => {
    const w = world((event, push) => {
      push(send('late'))
      push(put('k'))
      push(EARLY)
      if (event.type === 'request') {
        push({ ...ok(event.id), isEarly: true })
      }
    })
    w.runtime.deliver({ type: 'start' })
    await turn()
    expect(w.log).toEqual(['step:start', 'send:early', 'write:k'])
    expect(await w.runtime.request(READ), 'while the disk is busy').toMatchObject({ value: 7 })
    await w.sync()
    expect(w.log).toContain('send:late')
  })

  test('all waiting events share one batch, and their effects leave in the order pushed', async () => {
    const w = world((event, push) => {
      if (event.type === 'message') {
        push(put(event.from))
        push(send(event.from))
        push(fact(`f:${event.from}`))
      }
    })
    for (const from of ['a', 'b', 'c']) {
      w.runtime.deliver(message(from))
    }
    await turn()
    await w.sync()
    expect(w.log.slice(3)).toEqual([
      'write:a+b+c',
      'synced',
      ...['a', 'b', 'c'].flatMap((from) => [`send:${from}`, `fact:f:${from}`])
    ])
  })

  test('while a batch is synced the next is stepped, and its effects wait their turn', async () => {
    const w = world((event, push) => {
      if (event.type === 'message') {
        push(send(event.from))
        if (event.from !== 'reader') {
          push(put(event.from))
        }
      }
    })
    w.runtime.deliver(message('first'))
    await turn()
    w.runtime.deliver(message('reader'))
    w.runtime.deliver(message('second'))
    await turn()
    expect(w.log).toEqual([
      'step:message:first',
      'write:first',
      'step:message:reader',
      'step:message:second'
    ])
    await w.sync()
    expect(w.log.slice(4)).toEqual(['synced', 'send:first', 'write:second'])
    await w.sync()
    expect(w.log.slice(7)).toEqual(['synced', 'send:reader', 'send:second'])
  })

  test('a step that wrote nothing still waits for the batch before it', async () => {
    const w = world((event, push) => {
      push(event.type === 'start' ? put('k') : send('reader'))
    })
    w.runtime.deliver({ type: 'start' })
    await turn()
    w.runtime.deliver(message('reader'))
    await turn()
    expect(w.log).not.toContain('send:reader')
    await w.sync()
    expect(w.log.at(-1)).toBe('send:reader')
  })

  test('without writes effects leave at once', async () => {
    const w = world((_event, push) => push(send('b')))
    w.runtime.deliver({ type: 'start' })
    await turn()
    expect(w.log).toEqual(['step:start', 'send:b'])
  })

  test('a reply waits for the disk like everything else', async () => {
    const w = world((event, push) => {
      if (event.type === 'request') {
        push(ok(event.id))
        push(put('k'))
      }
    })
    let reply: unknown
    const asked = w.runtime.request(APPEND).then((given) => {
      reply = given
    })
    await turn()
    expect(reply).toBeUndefined()
    await w.sync()
    await asked
    expect(reply).toEqual({ type: 'ok', value: 7 })
  })

  test('stepping waits for the disk when a batch has grown too large', async () => {
    const w = world(
      (event, push) => {
        if (event.type === 'message') {
          push(put(event.from))
        }
      },
      { batchBytesMax: 2 }
    )
    for (const from of ['a', 'b', 'c', 'd', 'e']) {
      w.runtime.deliver(message(from))
      await turn()
    }
    expect(w.log.filter((line) => line.startsWith('step'))).toHaveLength(3)
    await w.sync()
    expect(w.log.filter((line) => line.startsWith('step'))).toHaveLength(5)
  })

  test('the event loop gets its turn between many events', async () => {
    const w = world(() => undefined, { turnEventsMax: 2 })
    for (let i = 0; i < 5; i++) {
      w.runtime.deliver(message('a'))
    }
    const seen: number[] = []
    for (let i = 0; i < 4; i++) {
      await new Promise((resolve) => setImmediate(resolve))
      seen.push(w.log.length)
    }
    expect(seen).toEqual([2, 4, 5, 5])
  })
})

describe('runtime: halting', () => {
  const writing: Step = (event, push) => {
    push(send('b'))
    push(put('k'))
    if (event.type === 'request' && event.request.type === 'read') {
      push({ type: 'load', token: 't', query: { type: 'get', keys: ['x'] } })
    }
  }

  test('after a failed write nothing is sent or written, and it is told once', async () => {
    const w = world(writing)
    w.runtime.deliver({ type: 'start' })
    await turn()
    w.runtime.deliver(message('x'))
    await turn()
    await w.sync(new Error('ENOSPC'))
    expect(w.log.slice(3)).toEqual(['halted:the disk did not take a write (ENOSPC)'])
    expect(w.runtime.halted).toContain('ENOSPC')
    expect(w.runtime.deliver(message('y'))).toBe(false)
    await turn()
    expect(w.log.filter((line) => /^(send|write)/.test(line))).toEqual(['write:k'])
  })

  test('every waiting caller is answered: unknown where something may have happened', async () => {
    const w = world(writing)
    const stepped = [w.runtime.request(APPEND), w.runtime.request(END), w.runtime.request(READ)]
    await turn()
    await w.sync(new Error('EIO'))
    const replies = await Promise.all(stepped)
    expect(replies.map(({ type }) => type)).toEqual(['unknown', 'unknown', 'refused'])
    expect(replies[1]).toMatchObject({ operation: 'trip-7' })
    await expect(w.runtime.request(APPEND)).resolves.toMatchObject({
      type: 'refused',
      reason: 'halted'
    })
  })

  test('a throw in a step halts, and nothing of that turn leaves', async () => {
    const w = world((event, push) => {
      push(send('b'))
      push(put('k'))
      if (event.type === 'message') {
        throw new Error('a broken promise')
      }
    })
    w.runtime.deliver({ type: 'start' })
    w.runtime.deliver(message('x'))
    w.runtime.deliver(message('y'))
    await turn()
    expect(w.log).toEqual([
      'step:start',
      'step:message:x',
      'halted:a message event broke a rule of the program (a broken promise)'
    ])
  })

  test('a throw in a step keeps back what was early in it', async () => {
    const w = world((_event, push) => {
      push(EARLY)
      throw new Error('broken')
    })
    w.runtime.deliver({ type: 'start' })
    await turn()
    expect(w.log).not.toContain('send:early')
  })

  test('a throw during a sync keeps back the effects of the batch under way', async () => {
    const w = world((event, push) => {
      if (event.type === 'message') {
        throw new Error('no')
      }
      push(put('k'))
      push(send('b'))
    })
    w.runtime.deliver({ type: 'start' })
    await turn()
    w.runtime.deliver(message('x'))
    await turn()
    await w.sync()
    expect(w.log).not.toContain('send:b')
  })

  test('no timer is left after a halt', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const w = world((event, push) => {
        push({ type: 'timer', id: 'certify:a', atMs: 2_000 })
        if (event.type === 'message') {
          throw new Error('no')
        }
      })
      w.runtime.deliver({ type: 'start' })
      await turn()
      expect(vi.getTimerCount()).toBe(1)
      w.runtime.deliver(message('x'))
      await turn()
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('runtime: loads, bounds and the end', () => {
  test('a load is made after the writes before it and comes back as an event', async () => {
    const w = world((event, push) => {
      if (event.type === 'start') {
        push({ type: 'load', token: 'read:1', query: { type: 'get', keys: ['x'] } })
        push(put('k'))
      }
    })
    w.load = () => {
      w.log.push('load')
      return Promise.resolve({ records: [], more: false })
    }
    w.runtime.deliver({ type: 'start' })
    await turn()
    await w.sync()
    await turn()
    expect(w.log).toEqual(['step:start', 'write:k', 'synced', 'load', 'step:loaded:read:1'])
  })

  test('a load that fails is told as unreadable records, not as absent ones', async () => {
    const events: unknown[] = []
    const w = world((event, push) => {
      events.push(event)
      if (event.type === 'start') {
        push({ type: 'load', token: 'read:1', query: { type: 'get', keys: ['x'] } })
      }
    })
    w.load = () => Promise.reject(new Error('EIO'))
    w.runtime.deliver({ type: 'start' })
    await turn()
    expect(w.log).toContain('fact:node:loadFailed')
    expect(events.at(-1)).toMatchObject({ records: [{ key: 'x', value: undefined }], more: false })
  })

  test('a peer may have only so many messages waiting, and others are still heard', async () => {
    const w = world(() => undefined)
    let taken = 0
    while (w.runtime.deliver(message('noisy')) && taken < 100_000) {
      taken++
    }
    expect(taken).toBeLessThan(100_000)
    expect(w.runtime.deliver(message('quiet'))).toBe(true)
    expect(w.runtime.counters().dropped).toBe(1)
    await turn()
    expect(w.runtime.deliver(message('noisy'))).toBe(true)
  })

  test('a full queue drops remote events, refuses requests and keeps timers', async () => {
    const w = world(() => undefined, { queueEventsMax: 3 })
    for (const from of ['a', 'b', 'c']) {
      expect(w.runtime.deliver(message(from)), from).toBe(true)
    }
    expect(w.runtime.deliver(message('d'))).toBe(false)
    expect(w.runtime.deliver({ type: 'timer', id: 'certify:x' })).toBe(true)
    await expect(w.runtime.request(APPEND)).resolves.toMatchObject({
      type: 'refused',
      reason: 'busy',
      retry: true
    })
  })

  test('stop waits for the batch under way and releases its effects', async () => {
    const w = world((event, push) => {
      if (event.type === 'request') {
        push(put('k'))
        push(ok(event.id))
      }
    })
    const asked = w.runtime.request(APPEND)
    await turn()
    const unheard = w.runtime.request(READ)
    const stopped = w.runtime.stop()
    await w.sync()
    await stopped
    await expect(asked).resolves.toEqual({ type: 'ok', value: 7 })
    await expect(unheard).resolves.toMatchObject({ type: 'refused', reason: 'halted' })
    expect(w.log.some((line) => line.startsWith('halted'))).toBe(false)
  })
})
