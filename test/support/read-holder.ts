/**
 * A holder and somebody who asks it, message by message.
 */
import type { ReadMessage } from '../../src/protocols/read/index.ts'
import { createReadFleet, type ReadFleet, type ReadVehicle } from './read-fleet.ts'
import { made } from './read-setting.ts'

type Read = Extract<ReadMessage, { type: 'read' }>
export type Answer = Extract<ReadMessage, { id: number }>

export interface HolderScene {
  readonly fleet: ReadFleet
  readonly holder: ReadVehicle
  readonly asker: ReadVehicle
}

/** The holder has nothing yet; the two are connected. */
export function holderScene(name = 'holder'): HolderScene {
  const fleet = createReadFleet()
  const holder = fleet.vehicle(name)
  const asker = fleet.vehicle('asker')
  fleet.connectAll()
  return { fleet, holder, asker }
}

let lastId = 0

/** A request with an id of its own. */
export function request(change: Partial<Read> = {}): Read {
  lastId++
  return {
    type: 'read',
    id: lastId,
    chain: made.chain.id,
    selector: {},
    minHeight: 0,
    knownEpoch: 0,
    bytesMax: 1024 * 1024,
    headOnly: false,
    ...change
  }
}

/** What a holder sends back for a request. */
export function answer({ fleet, holder, asker }: HolderScene, read: Partial<Read> = {}): Answer {
  const message = request(read)
  fleet.step(holder, { type: 'message', from: asker.peer, message })
  fleet.run(10)
  const found = fleet.sent.find(
    (sent) => sent.from === holder.name && 'id' in sent.message && sent.message.id === message.id
  )
  if (found === undefined) {
    throw new Error('the holder did not answer')
  }
  return found.message as Answer
}

/** Heights of the blocks in an answer. */
export const heightsOf = (data: Answer): readonly number[] =>
  data.type === 'data'
    ? data.blocks.map(
        (bytes) => made.blocks.findIndex((b) => b.bytes.every((x, i) => x === bytes[i])) + 1
      )
    : []
