/** What a vehicle certifies when nobody has told it a rule: no typed record that is none. */
import { describe, expect, test } from 'vitest'
import { toUtf8 } from '../../../src/core/bytes.ts'
import { OPEN_FLEET } from '../../../src/core/fleet.ts'
import { Record as RecordCodec } from '../../../src/core/messages.ts'
import { createRandom } from '../../../src/core/random.ts'
import type { CertifyMessage } from '../../../src/protocols/certify/index.ts'
import { encodeRecord } from '../../../src/state/records/index.ts'
import type { VehicleConfig, VehicleEffect, VehicleEvent } from '../../../src/vehicle/types.ts'
import { createVehicle } from '../../../src/vehicle/vehicle.ts'
import { EMPTY_DISK } from '../../support/environment.ts'
import {
  blockOf,
  boothOf,
  chainOf,
  identity,
  NOW,
  openOf,
  proposeOf
} from '../protocols/certify/script.ts'

const GPS = { kind: 'gps', key: 'drive', timeMs: NOW, gps: { timestamp: '1', texts: [] } } as const
const SOUND = encodeRecord({ ...GPS, position: { latitude: 1, longitude: 2 } })
const HALF_A_PLACE = RecordCodec.encode({
  kind: 2,
  key: 'drive',
  timeMs: NOW,
  latitude: 1,
  payload: new Uint8Array(0)
})
const FREE = [toUtf8('{"speed":9.3}'), Uint8Array.of(1), new Uint8Array(8).fill(0xff)]

function vehicleOf(name: string, validate?: VehicleConfig['validate']) {
  const { peer: self, crypto } = identity(name)
  const config = { self, crypto, random: createRandom(1), fleet: OPEN_FLEET }
  const vehicle = createVehicle(
    validate === undefined ? config : { ...config, validate },
    EMPTY_DISK,
    NOW
  )
  const step = (event: VehicleEvent): readonly VehicleEffect[] => {
    const out: VehicleEffect[] = []
    vehicle.step(NOW, event, out)
    return out
  }
  step({ type: 'start' })
  step({ type: 'space', freeBytes: 2 ** 40, totalBytes: 2 ** 40 })
  return step
}

/** What the member B says to a proposer that puts these entries into its first block. */
function answersTo(entries: readonly Uint8Array[], validate?: VehicleConfig['validate']) {
  const chain = chainOf('P')
  const booth = boothOf(chain, ['P', 'B', 'C', 'D'])
  const step = vehicleOf('B', validate)
  const { peer: from } = identity('P')
  const hear = (message: CertifyMessage): readonly VehicleEffect[] =>
    step({ type: 'message', from, protocol: 'certify', message })
  step({ type: 'connected', peer: from })
  hear(openOf(chain, booth))
  const effects = hear(proposeOf(booth, blockOf(chain, 'P', { entries })))
  return effects.flatMap((effect) =>
    effect.type === 'send' && effect.protocol === 'certify' ? [effect.message] : []
  )
}

function replyTo(entries: readonly Uint8Array[]) {
  const step = vehicleOf('A')
  step({ type: 'request', id: 'open', request: { type: 'openBooth', members: [] } })
  const effects = step({ type: 'request', id: 'append', request: { type: 'append', entries } })
  const reply = effects.find((effect) => effect.type === 'reply')
  return reply?.type === 'reply' ? reply.reply : undefined
}

describe('vehicle: what it certifies', () => {
  test('vehicle: a member refuses a block with a typed record that is none', () => {
    expect(answersTo([SOUND, HALF_A_PLACE])).toMatchObject([
      { type: 'refuse', reason: 'invalid', text: 'entry 1: record has half a place' }
    ])
  })

  test('vehicle: a member votes for sound typed records and for free entries', () => {
    expect(answersTo([SOUND, ...FREE])).toMatchObject([{ type: 'vote', height: 1 }])
  })

  test('vehicle: a rule of the application takes the place of this one', () => {
    expect(answersTo([HALF_A_PLACE], () => undefined)).toMatchObject([{ type: 'vote' }])
    const onlyShort = (entry: Uint8Array) => (entry.length > 9 ? 'too long' : undefined)
    expect(answersTo([SOUND], onlyShort)).toMatchObject([{ type: 'refuse', reason: 'invalid' }])
  })

  test('vehicle: a proposer does not take a typed record that is none', () => {
    expect(replyTo([HALF_A_PLACE])).toMatchObject({
      type: 'refused',
      reason: 'invalid',
      message: 'entry 0 is refused: record has half a place'
    })
    expect(replyTo([SOUND, ...FREE])).toMatchObject({ type: 'ok' })
  })
})
