/** A vehicle as one machine: what it begins with, whom it answers, what it loses on purpose. */
import { describe, expect, it } from 'vitest'
import { OPEN_FLEET } from '../../../src/core/fleet.ts'
import type { Disk, Effect, Reply } from '../../../src/core/machine.ts'
import { createRandom } from '../../../src/core/random.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import type { VehicleOptions } from '../../../src/vehicle/options.ts'
import type { VehicleRequest } from '../../../src/vehicle/requests.ts'
import type { VehicleEffect, VehicleEvent } from '../../../src/vehicle/types.ts'
import { createVehicle } from '../../../src/vehicle/vehicle.ts'
import { EMPTY_DISK } from '../../support/environment.ts'

const realm = createCryptoRealm(12)

function setUp(options: VehicleOptions = {}, disk: Disk = EMPTY_DISK, name = 'car') {
  const { peer: self, crypto } = realm.identity(name)
  const config = { self, crypto, random: createRandom(1), fleet: OPEN_FLEET, options }
  const vehicle = createVehicle(config, disk, 1_000)
  const all: VehicleEffect[] = []
  const step = (event: VehicleEvent): readonly VehicleEffect[] => {
    const out: VehicleEffect[] = []
    vehicle.step(1_000, event, out)
    all.push(...out)
    return out
  }
  step({ type: 'start' })
  const ask = (request: VehicleRequest): Reply | undefined => {
    const effects = step({ type: 'request', id: 'r', request })
    const reply = effects.find((effect) => effect.type === 'reply')
    return reply?.type === 'reply' ? reply.reply : undefined
  }
  return { vehicle, step, ask, all }
}

function stateOf(effects: readonly VehicleEffect[]): ReadonlyMap<string, Uint8Array> {
  const state = new Map<string, Uint8Array>()
  for (const op of effects.flatMap((effect) => (effect.type === 'write' ? effect.ops : []))) {
    if (op.type === 'put') {
      state.set(op.key, op.value)
    } else {
      state.delete(op.key)
    }
  }
  return state
}

/** Hands these two vehicles what they send each other until both are silent. */
function converse(one: ReturnType<typeof setUp>, other: ReturnType<typeof setUp>): void {
  const all = [one, other]
  const heard = all.map(() => 0)
  for (let round = 0; round < 100; round++) {
    for (const [i, { vehicle, all: effects }] of all.entries()) {
      const listener = all[1 - i]
      for (const effect of effects.slice(heard[i])) {
        if (effect.type === 'send' && effect.to === listener?.vehicle.self) {
          const { protocol, message } = effect
          listener.step({ type: 'message', from: vehicle.self, protocol, message } as VehicleEvent)
        }
      }
      heard[i] = effects.length
    }
  }
}

describe('vehicle', () => {
  it('vehicle: it begins a chain of its own once, and finds it again', () => {
    const first = setUp({ name: 'car-1' })
    const again = setUp({ name: 'renamed' }, { ...EMPTY_DISK, state: stateOf(first.all) })
    expect(again.vehicle.ownChain).toBe(first.vehicle.ownChain)
    expect(again.vehicle.status(0).chains).toMatchObject([{ name: 'car-1', duty: 'proposer' }])
    expect(setUp({ name: 'car-2' }).vehicle.ownChain).not.toBe(first.vehicle.ownChain)
  })

  it('vehicle: alone it agrees with itself, and the answer waits for its writes', () => {
    const { ask, all } = setUp()
    expect(ask({ type: 'openBooth', members: [] })).toMatchObject({ type: 'ok' })
    const before = all.length
    expect(ask({ type: 'append', entries: [Uint8Array.of(1)] })).toMatchObject({
      value: { from: 1, to: 1, entries: 1 }
    })
    const types = all.slice(before).map((effect) => effect.type)
    expect(types, 'block and answer are pushed in one step').toContain('write')
  })

  it('vehicle: signals and requests between its machines never leave', () => {
    const { ask, all } = setUp()
    ask({ type: 'endBooth', operation: 'op', participants: [], backups: 0 })
    const leaked = all.filter(
      (effect) => effect.type === 'signal' || (effect.type === 'reply' && effect.id !== 'r')
    )
    expect(leaked).toEqual([])
  })

  it('vehicle: ends of booth that are refused one after the other do not stop it', () => {
    const [car, member] = [setUp(), setUp({}, EMPTY_DISK, 'member')]
    car.step({ type: 'connected', peer: member.vehicle.self })
    member.step({ type: 'connected', peer: car.vehicle.self })
    car.ask({ type: 'openBooth', members: [member.vehicle.self] })
    converse(car, member)
    const operations = Array.from({ length: 40 }, (_, i) => `op${i}`)
    for (const operation of operations) {
      const request = { type: 'endBooth', operation, backups: 0 } as const
      car.step({ type: 'request', id: operation, request })
    }
    converse(car, member)
    for (let turn = 0; turn < operations.length; turn++) {
      car.step({ type: 'timer', id: `vehicle:next:${car.vehicle.ownChain}` })
    }
    const answers = car.all.flatMap((effect) => (effect.type === 'reply' ? [effect] : []))
    const told = answers.filter(({ id }) => id !== 'r')
    expect(told.map(({ id }) => id)).toEqual(operations)
    expect(told[0]?.reply.type).toBe('ok')
    expect(told.at(-1)?.reply).toMatchObject({ type: 'refused', reason: 'noBooth' })
  })

  it('vehicle: faults on purpose need to be allowed', () => {
    const request = { type: 'setOffline', offline: true } as const
    expect(setUp().ask(request)).toMatchObject({ reason: 'notAllowed' })
    expect(setUp({ faultsAllowed: true }).ask(request)).toMatchObject({ value: { offline: ['*'] } })
  })

  it('vehicle: offline it neither hears nor says anything', () => {
    const { ask, step } = setUp({ faultsAllowed: true })
    const from = realm.identity('other').peer
    step({ type: 'connected', peer: from })
    const listAsk = { type: 'listAsk', id: 1 } as const
    const hear = (): readonly Effect['type'][] =>
      step({ type: 'message', from, protocol: 'read', message: listAsk }).map(({ type }) => type)
    expect(hear()).toContain('send')
    ask({ type: 'setOffline', offline: true })
    expect(hear()).toEqual([])
    ask({ type: 'setOffline', offline: false })
    expect(hear()).toContain('send')
  })

  it('vehicle: a booth on a chain that is not known is refused by name', () => {
    const reply = setUp().ask({ type: 'openBooth', chain: 'nowhere', members: [] })
    expect(reply).toMatchObject({ reason: 'unknownChain' })
  })

  it('vehicle: what its store cannot account for makes the chain damaged in status', () => {
    const first = setUp()
    const state = stateOf(first.all)
    const chainDamage = new Map([[first.vehicle.ownChain, 'a certificate is missing']])
    const integrity = { stateDamage: undefined, chainDamage }
    const { vehicle } = setUp({}, { ...EMPTY_DISK, state, integrity })
    expect(vehicle.status(0).chains).toMatchObject([
      { health: 'damaged', unaccounted: 'a certificate is missing' }
    ])
  })

  it('vehicle: settings out of range are refused by name', () => {
    expect(() => setUp({ quotaBytes: -1 })).toThrow('quotaBytes is -1')
    expect(() => setUp({ diskFreeShareMin: 2 })).toThrow('diskFreeShareMin is 2')
    expect(() => setUp({ advertIntervalMs: 1 })).toThrow('advertIntervalMs is 1')
    expect(() => setUp({ name: 'x'.repeat(65) })).toThrow('name has 65 characters')
  })
})
