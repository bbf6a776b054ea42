/** Fewer and larger writes below small messages: nothing is lost, and nobody is left without room. */
import { Uint8ArrayList } from 'uint8arraylist'
import { describe, expect, it } from 'vitest'
import {
  endReadsCheaply,
  holdUpdates,
  joinWrites
} from '../../../../src/node/network/quiet-noise.ts'
import { type YamuxHeader, yamuxHeader } from '../../../support/yamux.ts'

const KIB = 1024

function read(bytes: Uint8Array): YamuxHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const [type, flag] = [view.getUint8(1), view.getUint16(2)]
  return { type, flag, stream: view.getUint32(4), length: view.getUint32(8) }
}

interface Wire {
  readonly sent: Uint8Array[]
  send(data: Uint8Array | Uint8ArrayList): boolean
}

function wire(): Wire {
  const sent: Uint8Array[] = []
  return {
    sent,
    send(data) {
      sent.push(data.subarray())
      return true
    }
  }
}

const update = (stream: number, length: number, flag = 0): Uint8Array =>
  yamuxHeader({ type: 1, flag, stream, length })

describe('window updates', () => {
  it('network: updates are added up until they are worth a frame, each stream by itself', () => {
    const connection = wire()
    const { sent } = connection
    holdUpdates(connection)
    for (let i = 0; i < 3; i++) {
      expect(connection.send(update(1, 20 * KIB))).toBe(true)
      connection.send(update(3, 10 * KIB))
    }
    expect(sent).toEqual([])
    connection.send(update(1, 20 * KIB))
    expect(sent.map(read)).toEqual([{ type: 1, flag: 0, stream: 1, length: 80 * KIB }])
    connection.send(update(1, KIB))
    expect(sent.length, 'it begins anew').toBe(1)
  })

  it('network: what is held back is never a window, however small the frames', () => {
    const connection = wire()
    holdUpdates(connection)
    let room = 256 * KIB
    for (let i = 0; i < 10_000; i++) {
      const bytes = 1 + ((i * 7919) % 1000)
      room -= bytes
      connection.send(update(5, bytes))
      room += connection.sent.splice(0).reduce((sum, sent) => sum + read(sent).length, 0)
      expect(room, `frame ${i}`).toBeGreaterThan(128 * KIB)
    }
  })

  it('network: what opens, closes or resets a stream goes at once, and so does all else', () => {
    const connection = wire()
    holdUpdates(connection)
    const others = [
      update(1, 256 * KIB, 1),
      update(1, 0, 2),
      update(1, 0, 4),
      update(1, 0, 8),
      yamuxHeader({ type: 0, flag: 0, stream: 1, length: 0 }),
      yamuxHeader({ type: 2, flag: 1, stream: 0, length: 7 }),
      yamuxHeader({ type: 3, flag: 0, stream: 0, length: 0 })
    ]
    for (const other of others) {
      connection.send(other)
    }
    const data = new Uint8ArrayList(
      yamuxHeader({ type: 0, flag: 0, stream: 1, length: 3 }),
      Uint8Array.of(1, 2, 3)
    )
    connection.send(data)
    expect(connection.sent).toEqual([...others, data.subarray()])
  })

  it('network: of more streams than there may be the one told of longest ago is told', () => {
    const connection = wire()
    holdUpdates(connection)
    for (let stream = 1; stream <= 1025; stream++) {
      connection.send(update(stream, stream))
    }
    expect(connection.sent.map(read)).toEqual([{ type: 1, flag: 0, stream: 1, length: 1 }])
  })
})

describe('writes', () => {
  it('network: small parts go as one, large ones as they are', () => {
    const parts: number[] = []
    const connection = joinWrites({
      send(data: Uint8Array | Uint8ArrayList) {
        parts.push(data instanceof Uint8Array ? 1 : [...data].length)
        return true
      }
    })
    const list = (bytes: number): Uint8ArrayList =>
      new Uint8ArrayList(new Uint8Array(2), new Uint8Array(bytes), new Uint8Array(16))
    connection.send(list(100))
    connection.send(list(100 * KIB))
    connection.send(new Uint8Array(5))
    expect(parts).toEqual([1, 3, 1])
  })
})

describe('reads', () => {
  it('network: what ends before a length ends with one error, and all else is read as it was', () => {
    const lengthOf = (data: Uint8ArrayList): number => data.getUint16(0)
    const connection = { decoder: { lengthDecoder: lengthOf } }
    endReadsCheaply(connection)
    const { lengthDecoder } = connection.decoder
    const errors: unknown[] = []
    for (const bytes of [0, 1]) {
      try {
        lengthDecoder(new Uint8ArrayList(new Uint8Array(bytes)))
      } catch (error) {
        errors.push(error)
      }
    }
    expect(errors.length).toBe(2)
    expect(errors[0]).toBeInstanceOf(RangeError)
    expect(errors[0]).toBe(errors[1])
    expect(lengthDecoder(new Uint8ArrayList(Uint8Array.of(1, 4)))).toBe(260)
  })

  it('network: a connection that reads otherwise is left as it is', () => {
    const connection = { other: 1 }
    endReadsCheaply(connection)
    expect(connection).toEqual({ other: 1 })
  })
})
