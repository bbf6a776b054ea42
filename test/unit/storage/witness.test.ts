/**
 * The witness: its slots, and the file in which they lie.
 */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { crc32 } from '../../../src/storage/checksum.ts'
import {
  decodeWitness,
  encodeSlot,
  SLOT_BYTES,
  SLOT_OFFSETS
} from '../../../src/storage/witness.ts'
import { createWitnessFile } from '../../../src/storage/witness-file.ts'

const at = (sequence: number, isClean = false) => ({ sequence, meta: 0xdeadbeef, isClean })

let directory: string
let path: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vguard-witness-'))
  path = join(directory, 'witness')
})
afterEach(() => rm(directory, { recursive: true }))

const read = (): ReturnType<ReturnType<typeof createWitnessFile>['read']> =>
  createWitnessFile(path, crc32).read()

test('witness: a slot holds what was put in', () => {
  const file = new Uint8Array(SLOT_OFFSETS[1] + SLOT_BYTES)
  file.set(encodeSlot(crc32, at(2 ** 52 - 1, true), 7), SLOT_OFFSETS[1])
  expect(decodeWitness(crc32, file)).toEqual({
    found: { type: 'read', witness: at(2 ** 52 - 1, true), isOneSlotLost: true },
    order: 7
  })
})

test('witness: the newer slot counts, wherever it lies', () => {
  for (const [first, second] of [
    [1, 2],
    [2, 1]
  ] as const) {
    const file = new Uint8Array(SLOT_OFFSETS[1] + SLOT_BYTES)
    file.set(encodeSlot(crc32, at(10 * first), first), SLOT_OFFSETS[0])
    file.set(encodeSlot(crc32, at(10 * second), second), SLOT_OFFSETS[1])
    const { found, order } = decodeWitness(crc32, file)
    expect(found).toEqual({ type: 'read', witness: at(20), isOneSlotLost: false })
    expect(order).toBe(2)
  }
})

test('witness: a file without a slot that holds is unreadable', () => {
  for (const length of [0, 1, SLOT_BYTES - 1, SLOT_BYTES, 5000]) {
    expect(decodeWitness(crc32, new Uint8Array(length)).found, `${length}`).toEqual({
      type: 'unreadable'
    })
  }
})

test('witness file: is missing until a store begins, and for its owner only', async () => {
  const file = createWitnessFile(path, crc32)
  expect(await file.read()).toEqual({ type: 'missing' })
  file.write(at(1))
  await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' })
  await file.begin(at(0))
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await read()).toEqual({ type: 'read', witness: at(0), isOneSlotLost: false })
  await file.close(undefined)
})

test('witness file: knows the last batch, and whether the store was closed', async () => {
  const file = createWitnessFile(path, crc32)
  await file.read()
  await file.begin(at(0))
  for (let sequence = 1; sequence <= 5; sequence++) {
    file.write(at(sequence))
    expect(await read(), `${sequence}`).toMatchObject({ witness: at(sequence) })
  }
  await file.close(at(5, true))
  expect(await read()).toEqual({ type: 'read', witness: at(5, true), isOneSlotLost: false })
  const again = createWitnessFile(path, crc32)
  await again.read()
  await again.begin(at(5))
  expect(await read()).toMatchObject({ witness: at(5, false) })
  await again.close(undefined)
  expect(await read()).toMatchObject({ witness: at(5, false) })
})

test('witness file: either slot may be torn, and the other knows the batch before', async () => {
  const file = createWitnessFile(path, crc32)
  await file.read()
  await file.begin(at(0))
  file.write(at(1))
  file.write(at(2))
  await file.close(undefined)
  const whole = await readFile(path)
  for (const offset of SLOT_OFFSETS) {
    const torn = Buffer.from(whole)
    torn.fill(0, offset, offset + SLOT_BYTES / 2)
    await writeFile(path, torn)
    const found = await read()
    expect(found, `slot at ${offset}`).toMatchObject({ type: 'read', isOneSlotLost: true })
    expect(found.type === 'read' && found.witness.sequence).toBeGreaterThanOrEqual(1)
  }
})

test('witness file: any slot written after damage is newer than what was there', async () => {
  const file = createWitnessFile(path, crc32)
  await file.read()
  await file.begin(at(100))
  await file.close(at(100, true))
  const again = createWitnessFile(path, crc32)
  await again.read()
  await again.begin(at(3))
  await again.close(undefined)
  expect(await read()).toEqual({ type: 'read', witness: at(3), isOneSlotLost: false })
})

test('witness file: bytes flipped anywhere are noticed or harmless', async () => {
  const file = createWitnessFile(path, crc32)
  await file.read()
  await file.begin(at(7))
  await file.close(at(7, true))
  const whole = await readFile(path)
  for (let byte = 0; byte < whole.length; byte += byte < 64 || byte > 4090 ? 1 : 97) {
    const flipped = Buffer.from(whole)
    flipped.writeUInt8(flipped.readUInt8(byte) ^ 0x10, byte)
    await writeFile(path, flipped)
    expect(await read(), `byte ${byte}`).toMatchObject({ type: 'read', witness: at(7, true) })
  }
})
