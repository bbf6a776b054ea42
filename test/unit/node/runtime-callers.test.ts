/** What callers of a vehicle are told by its runtime: names of operations, and when all is on disk. */
import { afterEach, describe, expect, test } from 'vitest'
import type { VehicleRequest } from '../../../src/vehicle/requests.ts'
import {
  createWorld,
  message,
  put,
  type Step,
  turn,
  type World
} from '../../support/fake-vehicle.ts'

const worlds: World[] = []
const world = (step: Step): World => {
  const made = createWorld(step, { turnMsMax: 60_000 })
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

describe('runtime: its callers', () => {
  test('who waits until all is written waits for what has gathered behind the batch under way', async () => {
    const w = world((event, push) => {
      if (event.type === 'message') {
        push(put(event.from))
      }
    })
    await w.runtime.written()
    w.runtime.deliver(message('first'))
    await turn()
    w.runtime.deliver(message('second'))
    await turn()
    let isWritten = false
    const waits = w.runtime.written().then(() => {
      isWritten = true
    })
    await w.sync()
    await turn()
    expect(isWritten, 'the second batch is under way').toBe(false)
    await w.sync()
    await waits
    expect(w.log.filter((line) => line.startsWith('write'))).toEqual([
      'write:first',
      'write:second'
    ])
  })

  test('what has a name is unknown by it, what should have one and has none is not done', async () => {
    const w = world((event, push) => {
      if (
        event.type === 'request' &&
        event.request.type === 'submit' &&
        event.request.chain === 'a'
      ) {
        push({ type: 'named', id: event.id, operation: 'c:7', isEarly: true })
      }
      push(put('k'))
    })
    const names: string[] = []
    const submit = (chain: string): Promise<unknown> =>
      w.runtime.request({ type: 'submit', chain, operation: Uint8Array.of(1) }, (name) => {
        names.push(name)
      })
    const asked = [submit('a'), submit('b'), w.runtime.request(APPEND)]
    await turn()
    expect(names, 'told before the disk has it').toEqual(['c:7'])
    await w.sync(new Error('EIO'))
    expect(await Promise.all(asked)).toMatchObject([
      { type: 'unknown', operation: 'c:7' },
      { type: 'refused', reason: 'halted' },
      { type: 'unknown', operation: '' }
    ])
  })
})
