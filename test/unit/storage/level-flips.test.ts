/**
 * Damage to the files of a stopped store: flipped bits and cut-off ends, anywhere. Each must be
 * noticed or harmless; never may a record be other than it was, or missing, with nobody saying so.
 *
 * VGUARD_FLIPS sets how many bits are flipped; a failing one prints its seed and place.
 */
import { cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Key, LoadQuery } from '../../../src/core/machine.ts'
import { createRandom, type Random } from '../../../src/core/random.ts'
import type { Store } from '../../../src/core/store.ts'
import { StoreFailedError } from '../../../src/storage/errors.ts'
import { openLevelStore } from '../../../src/storage/level-store.ts'
import { CRYPTO, chainOps, del, OTHER_CHAIN, put, stateKey } from '../../contract/store/samples.ts'

const FLIPS = Number(process.env['VGUARD_FLIPS'] ?? 1000)
const TRUNCATIONS = Math.ceil(FLIPS / 10)
const LANES = 4
const ALL: LoadQuery = { type: 'range', gte: 'a', lte: 'z', recordsMax: 1e6, bytesMax: 1e9 }

/** A store as it lies on disk, and what it holds. */
interface Image {
  readonly path: string
  /** Files with their sizes, relative to the path; empty ones left out. */
  readonly files: readonly (readonly [name: string, bytes: number])[]
  readonly records: ReadonlyMap<Key, Uint8Array>
}

type Outcome = 'refused' | 'reported' | 'without value' | 'harmless' | 'SILENT'

let directory: string
let closed: Image
let killed: Image

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vguard-flips-'))
  const path = join(directory, 'closed')
  const first = await openLevelStore({ path, crypto: CRYPTO })
  for (let i = 1; i <= 20; i++) {
    await first.write([...chainOps(i), put(stateKey('n'), String(i)), put(stateKey(`${i}`), 'old')])
  }
  await first.close()
  const second = await openLevelStore({ path, crypto: CRYPTO })
  for (let i = 1; i <= 10; i++) {
    await second.write([...chainOps(i, OTHER_CHAIN, 500), del(stateKey(`${i}`))])
  }
  // As kill -9 leaves it: everything written is in the files, nothing is closed.
  await cp(path, join(directory, 'killed'), { recursive: true })
  await second.close()
  closed = await imageOf(path)
  killed = await imageOf(join(directory, 'killed'))
})
afterAll(() => rm(directory, { recursive: true }))

async function imageOf(path: string): Promise<Image> {
  const names = [...(await readdir(join(path, 'level'))).map((name) => `level/${name}`), 'witness']
  const sizes = await Promise.all(
    names.map(async (name) => [name, (await stat(join(path, name))).size] as const)
  )
  const copy = `${path} to read`
  await cp(path, copy, { recursive: true })
  const store = await openLevelStore({ path: copy, crypto: CRYPTO })
  const records = new Map<Key, Uint8Array>()
  for (const { key, value } of (await store.load(ALL)).records) {
    records.set(key, value ?? new Uint8Array())
  }
  await store.close()
  expect(store.disk.integrity.stateDamage).toBeUndefined()
  return { path, files: sizes.filter(([, bytes]) => bytes > 0), records }
}

/** Half of the draws fall evenly on the files, half evenly on the bytes. */
function drawPlace(random: Random, { files }: Image): readonly [name: string, at: number] {
  const total = files.reduce((sum, [, bytes]) => sum + bytes, 0)
  let rest = random.integer(0, total - 1)
  const byBytes = files.find(([, bytes]) => {
    rest -= bytes
    return rest < 0
  })
  const [name, bytes] = random.chance(0.5) || byBytes === undefined ? random.pick(files) : byBytes
  return [name, random.integer(0, bytes - 1)]
}

/** Opens a copy of the image after `damage` was done to it, and compares all that can be read. */
async function outcomeOf(
  image: Image,
  copy: string,
  damage: (path: string) => Promise<void>
): Promise<Outcome> {
  await rm(copy, { recursive: true, force: true })
  await cp(image.path, copy, { recursive: true })
  await damage(copy)
  try {
    const store = await openLevelStore({ path: copy, crypto: CRYPTO })
    const outcome = await compare(store, image)
    await store.close()
    return outcome
  } catch (cause) {
    expect(cause).toBeInstanceOf(StoreFailedError)
    return 'refused'
  }
}

async function compare(store: Store, { records }: Image): Promise<Outcome> {
  const { chains, integrity } = store.disk
  const isReported =
    integrity.stateDamage !== undefined ||
    (integrity.chainDamage?.size ?? 0) > 0 ||
    [...chains.values()].some(({ damaged }) => damaged.length > 0)
  const inRange = (await store.load(ALL)).records
  const byKey = (await store.load({ type: 'get', keys: [...records.keys()] })).records
  const state = [...store.disk.state].map(([key, value]) => ({ key, value }))
  let isWhole = inRange.length === records.size && byKey.length === records.size
  let isWithoutValue = false
  for (const { key, value } of [...inRange, ...byKey, ...state]) {
    isWithoutValue ||= value === undefined
    const written = records.get(key)
    isWhole &&=
      written !== undefined && (value === undefined || Buffer.compare(value, written) === 0)
  }
  if (isReported) {
    return 'reported'
  }
  const isStateWhole =
    state.length === [...records.keys()].filter((key) => key < 's0' && key > 's/').length
  if (!(isWhole && isStateWhole)) {
    return 'SILENT'
  }
  return isWithoutValue ? 'without value' : 'harmless'
}

/** Damages an image `count` times; returns how often each outcome was seen in each kind of file. */
async function damageAll(
  image: Image,
  count: number,
  seed: number,
  damage: (file: string, at: number, bit: number) => Promise<void>
): Promise<ReadonlyMap<string, number>> {
  const outcomes = new Map<string, number>()
  const random = createRandom(seed)
  const draws = Array.from({ length: count }, (_, number) => {
    const [name, at] = drawPlace(random, image)
    return { number, name, at, bit: random.integer(0, 7) }
  })
  const work = async (lane: number): Promise<void> => {
    for (const { name, at, bit } of draws.filter(({ number }) => number % LANES === lane)) {
      const copy = join(directory, `copy ${lane}`)
      const outcome = await outcomeOf(image, copy, (path) => damage(join(path, name), at, bit))
      expect(outcome, `seed ${seed}, ${name} at ${at}, bit ${bit}`).not.toBe('SILENT')
      const kind = `${name.replace(/\d+/, 'N')}: ${outcome}`
      outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: LANES }, (_, lane) => work(lane)))
  return outcomes
}

async function flip(file: string, at: number, bit: number): Promise<void> {
  const bytes = await readFile(file)
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at)
  await writeFile(file, bytes)
}

const TIMEOUT_MS = 600_000

test(
  'level store: any flipped bit in a closed store is noticed or harmless',
  async () => {
    const outcomes = await damageAll(closed, FLIPS, 1, flip)
    // The test itself must have met all the kinds of file that matter.
    for (const kind of [
      'level/CURRENT: refused',
      'level/MANIFEST-N: refused',
      'witness: harmless'
    ]) {
      expect(outcomes.get(kind), kind).toBeGreaterThan(0)
    }
    expect(outcomes.get('level/N.log: reported')).toBeGreaterThan(0)
    expect(outcomes.get('level/N.ldb: reported') ?? 0).toBeGreaterThan(0)
  },
  TIMEOUT_MS
)

test(
  'level store: any flipped bit in a killed store is noticed or harmless',
  async () => {
    await damageAll(killed, TRUNCATIONS, 2, flip)
  },
  TIMEOUT_MS
)

test(
  'level store: any file cut off anywhere is noticed or harmless',
  async () => {
    for (const [seed, image] of [closed, killed].entries()) {
      await damageAll(image, TRUNCATIONS, 3 + seed, (file, at) => truncate(file, at))
    }
  },
  TIMEOUT_MS
)

test(
  'level store: any file lost is noticed or harmless',
  async () => {
    for (const [name] of closed.files) {
      const copy = join(directory, 'copy')
      const outcome = await outcomeOf(closed, copy, (path) => rm(join(path, name)))
      expect(outcome, name).not.toBe('SILENT')
      const isHarmless = /LOG|LOCK/.test(name)
      expect(outcome === 'harmless', name).toBe(isHarmless)
    }
  },
  TIMEOUT_MS
)
