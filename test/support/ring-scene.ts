/**
 * A ring in a scene: whole vehicles that keep keys together, and what is asked of them in short words.
 */
import { expect } from 'vitest'
import { fromUtf8, toUtf8 } from '../../src/core/bytes.ts'
import type { SiteStatus, TwophaseStatus } from '../../src/protocols/twophase/index.ts'
import type { Answer } from '../../src/sim/virtual-vehicle.ts'
import {
  decodeAnswer,
  decodeResult,
  encodeOperation,
  encodeQuery,
  type KvOperation,
  type KvQuery,
  type KvResult,
  keyOfText,
  type Part,
  SCAN_DEFAULTS,
  SCAN_ENTRIES_MAX,
  textOfKey
} from '../../src/state/kv/index.ts'
import type {
  GroupOpened,
  Queried,
  RingChanged,
  RingShown,
  SubmitRequest,
  Submitted
} from '../../src/vehicle/requests.ts'
import { type Asked, play, type Scene } from './scene.ts'

export interface RingSceneOptions {
  readonly copies?: number
  readonly classic?: boolean
  readonly isReady?: boolean
}

export interface RingScene {
  readonly chain: string
  begin(car: string, operation: KvOperation, deadlineMs?: number, id?: string): Asked
  ask(car: string, operation: KvOperation, deadlineMs?: number, id?: string): Answer
  /** The result, or the reason of a refusal, or the type of the answer. */
  put(car: string, key: string, value: string | Uint8Array, deadlineMs?: number): string
  remove(car: string, key: string): string
  get(car: string, key: string, deadlineMs?: number): string
  /** `a=1 b=2`, from a scan. */
  scan(car: string, limit?: number): string
  /** Every key with its value, from one scan after the other. */
  readAll(car: string): ReadonlyMap<string, string>
  query(car: string, query: KvQuery, deadlineMs?: number): Answer
  site(car: string): SiteStatus
  show(car: string, ...keys: readonly string[]): RingShown
  /** Names of the owners of a key, the first one first. */
  owners(key: string): string
  join(car: string): RingChanged
  leave(car: string, who: string, isGone?: boolean): Answer
  /** Waits until the ring has these vehicles and nothing moves. */
  until(names: string, forMs?: number): void
  /** `name:keys` of those that are prepared anywhere. */
  prepared(): string
  /** Waits until nothing is prepared, and returns what each has of a key: `A=1 B=1`. */
  copies(key: string): string
}

export function putOf(key: string, value: string | Uint8Array): Extract<Part, { type: 'put' }> {
  const bytes = typeof value === 'string' ? toUtf8(value) : value
  return {
    ...{ type: 'put', key: keyOfText(key), value: { kind: 'bytes', bytes } },
    ttlMs: 0,
    wantsPrevious: false
  }
}

export function openRing(
  scene: Scene,
  members: string,
  { copies = 2, classic = false, isReady = true }: RingSceneOptions = {}
): RingScene {
  const opener = members[0] ?? ''
  const { chain } = scene.get<GroupOpened>(opener, {
    type: 'openGroup',
    engine: 'twophase',
    state: 'kv',
    members: scene.cars(members).map(({ peer }) => peer),
    name: 'ring',
    workBits: 0,
    twophase: { copies, classic }
  })
  const submit = (operation: KvOperation, deadlineMs?: number, id?: string): SubmitRequest => ({
    ...{ type: 'submit', chain, operation: encodeOperation(operation) },
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
    ...(id === undefined ? {} : { id })
  })
  const ring: RingScene = {
    chain,
    begin: (car, operation, deadlineMs, id) => scene.begin(car, submit(operation, deadlineMs, id)),
    ask: (car, operation, deadlineMs, id) => scene.ask(car, submit(operation, deadlineMs, id)),
    put: (car, key, value, deadlineMs) => wordOf(ring.ask(car, putOf(key, value), deadlineMs)),
    remove: (car, key) =>
      wordOf(ring.ask(car, { type: 'delete', key: keyOfText(key), wantsPrevious: false })),
    query: (car, query, deadlineMs) =>
      scene.ask(car, {
        ...{ type: 'query', chain, question: encodeQuery(query) },
        ...(deadlineMs === undefined ? {} : { deadlineMs })
      }),
    get(car, key, deadlineMs) {
      const answer = ring.query(car, { type: 'get', key: keyOfText(key) }, deadlineMs)
      if (answer.type !== 'ok') {
        return answer.type === 'refused' ? answer.reason : answer.type
      }
      const got = decodeAnswer((answer.value as Queried).result)
      return got.type === 'get' && got.entry !== undefined ? fromUtf8(got.entry.value.bytes) : '-'
    },
    scan(car, limit = 1000) {
      const answer = ring.query(car, { ...SCAN_DEFAULTS, limit })
      expect(answer, `${car} scans`).toMatchObject({ type: 'ok' })
      const got = decodeAnswer((answer as { value: Queried }).value.result)
      const entries = got.type === 'scan' ? got.entries : []
      return entries.map(({ key, value }) => `${textOfKey(key)}=${fromUtf8(value.bytes)}`).join(' ')
    },
    readAll(car) {
      const values = new Map<string, string>()
      let after = ''
      do {
        const answer = ring.query(car, { ...SCAN_DEFAULTS, limit: SCAN_ENTRIES_MAX, after })
        expect(answer, `${car} scans`).toMatchObject({ type: 'ok' })
        const got = decodeAnswer((answer as { value: Queried }).value.result)
        for (const { key, value } of got.type === 'scan' ? got.entries : []) {
          values.set(textOfKey(key), fromUtf8(value.bytes))
        }
        after = got.type === 'scan' ? got.after : ''
      } while (after !== '')
      return values
    },
    site(car) {
      const status = scene.status(car).machines['twophase'] as TwophaseStatus
      const site = status.sites.find((one) => one.chain === chain)
      expect(site, car).toBeDefined()
      return site as SiteStatus
    },
    show: (car, ...keys) =>
      scene.get<RingShown>(car, { type: 'ringShow', chain, keys: keys.map(keyOfText) }),
    owners(key) {
      const up = [...members].find((name) => scene.car(name).state === 'up') ?? opener
      return (ring.show(up, key).owners[0]?.owners ?? []).map(scene.nameOf).join('')
    },
    join: (car) => scene.get<RingChanged>(car, { type: 'ringJoin', chain }),
    leave: (car, who, isGone = false) =>
      scene.ask(car, { type: 'ringLeave', chain, peer: scene.car(who).peer, isGone }),
    until(names, forMs) {
      const isSo = (name: string): boolean => {
        const status = scene.status(name).machines['twophase'] as TwophaseStatus
        const site = status.sites.find((one) => one.chain === chain)
        return site?.phase === 'stable' && scene.namesOf(site.nodes) === names
      }
      const up = [...names].filter((name) => scene.car(name).state === 'up')
      scene.until(`the ring has ${names}`, () => up.every(isSo), forMs)
    },
    prepared: () =>
      scene.world.vehicles
        .filter(({ state }) => state === 'up')
        .map(({ name, disk }) => [name, disk.keys(`s/twophase/${chain}/p/`).length] as const)
        .filter(([, count]) => count > 0)
        .map(([name, count]) => `${name}:${count}`)
        .join(' '),
    copies(key) {
      scene.until('nothing is prepared', () => ring.prepared() === '')
      const hex = Array.from(toUtf8(key), (byte) => byte.toString(16).padStart(2, '0')).join('')
      return scene.world.vehicles
        .filter(({ disk, state }) => state !== 'gone' && disk.has(`s/twophase/${chain}/k/${hex}`))
        .map(({ name }) => name)
        .sort()
        .join('')
    }
  }
  if (isReady) {
    ring.until(members)
  }
  return ring
}

/** The result of an operation, or what else is answered. */
export function resultOf(answer: Answer): KvResult | string {
  if (answer.type === 'ok') {
    return decodeResult((answer.value as Submitted).result)
  }
  return answer.type === 'refused' ? answer.reason : answer.type
}

export function wordOf(answer: Answer): string {
  const result = resultOf(answer)
  return typeof result === 'string' ? result : result.type === 'refused' ? result.reason : 'ok'
}

/** Plays a scene with a ring in it. */
export function story(
  tell: (scene: Scene, ring: RingScene) => void,
  options: RingSceneOptions & { readonly cars?: string; readonly members?: string } = {}
): void {
  const { cars = 'ABC', members = 'ABC' } = options
  play({ cars }, (scene) => tell(scene, openRing(scene, members, options)))
}

/** Sets keys to values, all or none. */
export function together(...pairs: readonly (readonly [string, string])[]): KvOperation {
  return {
    type: 'transaction',
    compares: [],
    whenTrue: pairs.map(([key, value]) => putOf(key, value)),
    whenFalse: []
  }
}

/** A key whose owners are exactly these, the first one first. */
export function keyOf(ring: RingScene, owners: string): string {
  for (let i = 0; i < 500; i++) {
    const key = `key-${i}`
    if (ring.owners(key) === owners) {
      return key
    }
  }
  throw new RangeError(`no key has the owners ${owners}`)
}

/** Whether a message brings votes to this coordinator, for `when` of a scene. */
export function isVoteFor(coordinator: string): (name: string, type: string) => boolean {
  return (name, type) => name === coordinator && type.split('+').includes('votes')
}
