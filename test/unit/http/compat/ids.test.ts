/**
 * VGuardDB's numbers as names of vehicles, and back.
 */
import { describe, expect, test } from 'vitest'
import { createIds } from '../../../../src/http/compat/ids.ts'
import { NotFoundError } from '../../../../src/node/errors.ts'
import { createEventBook } from '../../../../src/node/events.ts'

/** A node that knows these vehicles; the id of each is `id-<name>`. */
function ids(names: readonly string[], given: readonly (readonly [number, string])[] = []) {
  const [name = '', ...others] = names
  const connected = [...others]
  const events = createEventBook(() => undefined)
  const node = {
    events,
    peer: `id-${name}`,
    name,
    peers: () => connected.map((other) => ({ peer: `id-${other}`, name: other })) as never,
    chains: () => [{ proposer: 'id-gone-8', name: 'gone-8' }] as never,
    resolveVehicle: (text: string) => {
      if (!names.includes(text)) {
        throw new NotFoundError(`no ${text}`, { code: 'ERR_UNKNOWN_VEHICLE' })
      }
      return `id-${text}`
    }
  }
  /** Others come and go. */
  const meet = (...next: readonly string[]): void => {
    connected.splice(0, connected.length, ...next)
    events.tell({ name: 'network:admitted', detail: {} }, 0)
  }
  return { ...createIds(node, new Map(given)), meet }
}

describe('numbers of vehicles', () => {
  test('are the end of a name, if only one ends so', () => {
    const { vehicleOf, idOf } = ids(['car-0', 'car-1', 'car-11', 'bus'])
    expect([0, 1, 11, 8].map(vehicleOf)).toEqual(['id-car-0', 'id-car-1', 'id-car-11', 'id-gone-8'])
    expect(['id-car-0', 'id-car-11', 'id-bus', 'id-gone-8', 'id-?'].map(idOf)).toEqual([
      0,
      11,
      undefined,
      8,
      undefined
    ])
  })

  test('are names before they are ends of names', () => {
    const { vehicleOf, idOf } = ids(['4', 'car-4'])
    expect(vehicleOf(4)).toBe('id-4')
    expect([idOf('id-4'), idOf('id-car-4')]).toEqual([4, undefined])
  })

  test('are what the settings say before anything else', () => {
    const { vehicleOf, idOf } = ids(
      ['car-0', 'car-1'],
      [
        [0, 'car-1'],
        [7, 'nobody']
      ]
    )
    expect(vehicleOf(0)).toBe('id-car-1')
    expect([idOf('id-car-1'), idOf('id-car-0')]).toEqual([0, undefined])
    expect(() => vehicleOf(7)).toThrow(NotFoundError)
  })

  test('stay those of vehicles that were met and are gone', () => {
    const { vehicleOf, idOf, meet, close } = ids(['car-0'])
    meet('car-5')
    meet()
    expect([vehicleOf(5), idOf('id-car-5')]).toEqual(['id-car-5', 5])
    close()
    meet('car-6')
    meet()
    expect(vehicleOf(5)).toBe('id-car-5')
  })

  test('that mean nobody, or more than one, are told', () => {
    const { vehicleOf, idOf } = ids(['car-4', 'bus-4'])
    expect(() => vehicleOf(5)).toThrow(expect.objectContaining({ code: 'ERR_UNKNOWN_VEHICLE' }))
    expect(() => vehicleOf(4)).toThrow(expect.objectContaining({ code: 'ERR_AMBIGUOUS_NAME' }))
    expect(idOf('id-car-4')).toBe(undefined)
  })
})
