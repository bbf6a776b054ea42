/**
 * Hostile payloads and bytes against whole vehicles: what is appended comes back as it was, and no
 * bytes of a stranger make a vehicle throw or break a rule.
 */
import { describe, expect, test } from 'vitest'
import { toHex, toUtf8 } from '../../src/core/bytes.ts'
import { InvalidMessageError } from '../../src/core/errors.ts'
import { ENTRY_BYTES_MAX } from '../../src/core/limits.ts'
import { createRandom, type Random } from '../../src/core/random.ts'
import type { ProtocolSpec } from '../../src/core/spec.ts'
import { admissionSpec } from '../../src/protocols/admission/index.ts'
import { GOSSIP, PROTOCOLS } from '../../src/protocols/registry.ts'
import { encodeRecord } from '../../src/state/records/index.ts'
import type { Appended } from '../../src/vehicle/requests.ts'
import { HOSTILE_TEXTS } from '../support/hostile.ts'
import { entries, play, type Scene } from '../support/scene.ts'

type AnySpec = ProtocolSpec<string, unknown>

const SPECS: Readonly<Record<string, AnySpec>> = { ...PROTOCOLS, gossip: GOSSIP } as never

const peersOf = (scene: Scene, names: string): readonly string[] =>
  scene.cars(names).map(({ peer }) => peer)

/** Decodes bytes as a receiver does; undefined when they are refused. */
function decodeOrRefuse(spec: AnySpec, bytes: Uint8Array): unknown {
  try {
    return spec.decode(bytes)
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return undefined
    }
    throw error
  }
}

/** The bytes, damaged in one of the ways in which a hostile sender would. */
function damage(random: Random, bytes: Uint8Array): Uint8Array {
  const changed = bytes.slice()
  const at = random.integer(0, Math.max(0, bytes.length - 1))
  switch (random.integer(0, 4)) {
    case 0:
      changed[at] = (changed[at] ?? 0) ^ (1 << random.integer(0, 7))
      return changed
    case 1:
      return bytes.slice(0, at)
    case 2: {
      changed.set(random.bytes(Math.min(8, bytes.length - at)), at)
      return changed
    }
    case 3:
      return Uint8Array.of(...bytes.slice(0, at), ...random.bytes(4), ...bytes.slice(at))
    default:
      return changed.fill(255, at, at + 9)
  }
}

/** A story with all that a vehicle says, observed by `hear`. */
function tellAll(scene: Scene): void {
  scene.open('A', 'BC')
  for (let i = 0; i < 3; i++) {
    scene.append('A', entries(3, 400))
  }
  scene.end('A', { participants: peersOf(scene, 'BC') })
  scene.open('A', 'DC')
  scene.append('A', entries(2))
  scene.end('A', { participants: peersOf(scene, 'DE') })
  scene.read('B', 'A')
  scene.read('E', 'A', { fresh: true })
  scene.get('E', { type: 'discoverChains' })
  scene.run(10_000)
}

describe('hostile payloads', () => {
  test('B14: as payloads and keys of records they come back unchanged and select only themselves', () => {
    play({ cars: 'ABCD' }, (scene) => {
      const all = HOSTILE_TEXTS.map((text, i) =>
        encodeRecord({ kind: 'bytes', key: text, timeMs: i, payload: toUtf8(`${i}${text}`) })
      )
      const appended: Appended[] = []
      scene.open('A', 'B')
      appended.push(scene.append('A', all))
      scene.end('A')
      scene.cut('A', 'D')
      const read = scene.read('D', 'A')
      expect(read.entries.map(({ entry }) => toHex(entry))).toEqual(all.map(toHex))
      for (const [i, key] of HOSTILE_TEXTS.entries()) {
        const found = scene.read('D', 'A', { selector: { key } }).entries
        expect(
          found.map(({ index }) => index),
          JSON.stringify(key)
        ).toEqual([i])
      }
      expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    })
  })

  test('B14: a value of 1 MiB fits an entry, one byte more is refused in one sentence', () => {
    play({ cars: 'ABC', backups: 1 }, (scene) => {
      scene.open('A', 'B')
      const empty = encodeRecord({ kind: 'bytes', key: '', timeMs: 1, payload: new Uint8Array(0) })
      // The length of the payload and its tag take four bytes more when it is as long as this.
      const room = ENTRY_BYTES_MAX - empty.length - 4
      const record = (bytes: number): Uint8Array =>
        encodeRecord({ kind: 'bytes', key: '', timeMs: 1, payload: new Uint8Array(bytes).fill(7) })
      const largest = record(room)
      scene.append('A', [largest])
      scene.end('A')
      scene.cut('A', 'C')
      const [only] = scene.read('C', 'A').entries
      expect(only?.entry.length).toBe(largest.length)
      scene.open('A', 'B')
      const tooLong = new Uint8Array(ENTRY_BYTES_MAX + 1)
      const refused = scene.ask('A', { type: 'append', entries: [tooLong] })
      expect(refused).toMatchObject({ type: 'refused', reason: 'tooLarge', retry: false })
      scene.append('A', entries(1))
    })
  })

  test('B14: as names, operations and chains in requests they are answered, and nothing else', () => {
    play({ cars: 'AB', backups: 1 }, (scene) => {
      scene.open('A', 'B')
      scene.append('A', entries(1))
      for (const text of HOSTILE_TEXTS) {
        const asked = [
          scene.ask('A', { type: 'openBooth', members: [text] }),
          scene.ask('A', { type: 'read', chain: text, selector: {}, deadlineMs: 500 }),
          scene.ask('A', { type: 'pin', chain: text, from: 1, to: 1 }),
          scene.ask('A', { type: 'append', chain: text, entries: entries(1) }),
          scene.ask('A', { type: 'endBooth', chain: text, operation: 'x', deadlineMs: 500 })
        ]
        const types = asked.map(({ type }) => type)
        expect(new Set(types), JSON.stringify(text)).toEqual(new Set(['refused']))
        const operation = text.slice(0, 128)
        const ended = scene.end('A', { operation, participants: peersOf(scene, 'B') })
        expect(ended, JSON.stringify(text)).toMatchObject({ state: 'sealed', operation })
      }
    })
  })
})

describe('hostile bytes', () => {
  test('B14: every message cut short anywhere, or with any bit of its head changed, is refused or decoded', () => {
    const genuine = new Map<string, Uint8Array>()
    play({ cars: 'ABCDE', options: () => ({ spread: { lifetime: 2 } }) }, (scene) => {
      scene.world.observe({
        sent(_vehicle, _to, protocol, message) {
          const name = `${protocol}:${(message as { readonly type: string }).type}`
          genuine.set(name, SPECS[protocol]?.encode(message) ?? new Uint8Array(0))
        },
        gossiped(_vehicle, message) {
          const { type } = message as { readonly type: string }
          genuine.set(`gossip:${type}`, SPECS['gossip']?.encode(message) ?? new Uint8Array(0))
        }
      })
      tellAll(scene)
    })
    expect(genuine.size, [...genuine.keys()].sort().join()).toBeGreaterThanOrEqual(20)
    for (const [name, bytes] of genuine) {
      const spec = SPECS[name.split(':')[0] ?? '']
      const step = Math.max(1, Math.floor(bytes.length / 400))
      for (let length = 0; spec !== undefined && length < bytes.length; length += step) {
        decodeOrRefuse(spec, bytes.subarray(0, length))
      }
      for (let bit = 0; spec !== undefined && bit < Math.min(bytes.length, 200) * 8; bit++) {
        const changed = bytes.slice()
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        decodeOrRefuse(spec, changed)
      }
    }
  })

  test('B14: garbage is refused by every decoder', () => {
    const random = createRandom(14)
    const texts = HOSTILE_TEXTS.map(toUtf8)
    for (const [name, spec] of Object.entries({ ...SPECS, admission: admissionSpec as never })) {
      for (const bytes of [new Uint8Array(0), ...texts]) {
        decodeOrRefuse(spec as AnySpec, bytes)
      }
      let refused = 0
      for (let i = 0; i < 2_000; i++) {
        const bytes = random.bytes(random.integer(1, 200))
        refused += decodeOrRefuse(spec as AnySpec, bytes) === undefined ? 1 : 0
      }
      expect(refused, name).toBeGreaterThan(1_900)
    }
  })

  test.each([1, 2, 3])(
    'B14: a vehicle that repeats all it hears with damage breaks nothing (%i)',
    (seed) => {
      play({ cars: 'ABCDEX', seed, options: () => ({ spread: { lifetime: 2 } }) }, (scene) => {
        const random = createRandom(seed)
        const liar = scene.car('X')
        liar.isByzantine = true
        const { network } = scene.world
        network.tamper(liar.peer, (_to, _protocol, message) => [message])
        let delivered = 0
        let refused = 0
        const say = (protocol: string, message: unknown): void => {
          const spec = SPECS[protocol] as AnySpec
          const bytes = damage(random, spec.encode(message))
          const decoded = decodeOrRefuse(spec, bytes)
          if (decoded === undefined) {
            refused++
            return
          }
          delivered++
          const to = random.pick(scene.cars('ABCDE')).peer
          scene.world.plan(random.next() * 20, () =>
            protocol === 'gossip'
              ? network.gossip(liar.peer, decoded)
              : network.send(liar.peer, to, protocol, decoded)
          )
        }
        const repeat = (protocol: string, message: unknown): void => {
          for (let i = 0; i < 10; i++) {
            say(protocol, message)
          }
        }
        scene.world.observe({
          sent: (vehicle, _to, protocol, message) => vehicle !== liar && repeat(protocol, message),
          gossiped: (vehicle, message) => vehicle !== liar && repeat('gossip', message)
        })
        tellAll(scene)
        expect(delivered, 'of many').toBeGreaterThan(100)
        expect(refused, 'of many').toBeGreaterThan(100)
      })
    }
  )
})
