/**
 * Somebody of the fleet who reads the names of operations, as they stand in blocks, and asks for something
 * else under the next ones.
 *
 * Keeps: what it asks for changes nothing that clients see, so a client that is answered in its place has lost
 * an operation; nobody is answered in the place of another.
 */
import { parseOperationId } from '../core/command.ts'
import type { SubmitRequest, Submitted } from '../core/group-request.ts'
import type { Random } from '../core/random.ts'
import { decodeResult, encodeOperation, type KvOperation, keyOfText } from '../state/kv/index.ts'
import { pickVehicle, wordOf } from './asking.ts'
import type { Answer } from './virtual-vehicle.ts'
import type { World } from './world.ts'

/** A key that no client asks for, and that is never there. */
export const IMPOSTOR_KEY = 'nobody'

const PAUSE_MS_MAX = 20
const DEADLINE_MS = 1_000

const KEY = keyOfText(IMPOSTOR_KEY)

/** Without a leader an operation may not depend on what is there. */
const BLIND: KvOperation = { type: 'delete', key: KEY, wantsPrevious: false }

const NEVER: KvOperation = {
  type: 'compareAndSet',
  expected: { type: 'revision', revision: 1 },
  put: {
    ...{ type: 'put', key: KEY, ttlMs: 0, wantsPrevious: false },
    value: { kind: 'bytes', bytes: new Uint8Array(0) }
  }
}

/** What it asks for, encoded; no client does. */
export const IMPOSTOR_OPERATIONS: readonly Uint8Array[] = [BLIND, NEVER].map(encodeOperation)

export interface ImpostorSetting {
  readonly world: World
  readonly random: Random
  /** Of the names that clients hear, from 0 to 1. */
  readonly share: number
  readonly isBlind: boolean
  chain(): string
  count(name: string): void
}

export interface Impostor {
  /** A client has been told this name. */
  heard(operation: string): void
}

export function createImpostor(setting: ImpostorSetting): Impostor {
  const { world, random, share, isBlind, chain, count } = setting
  const asked = isBlind ? BLIND : NEVER
  const operation = encodeOperation(asked)

  const answered = (id: string, answer: Answer): void => {
    count(`impostor ${wordOf(answer)}`)
    if (answer.type === 'ok') {
      const { type } = decodeResult((answer.value as Submitted).result)
      if (type !== asked.type) {
        world.fail('answers', 'impostor', `${id} was a ${type}, and is told as a ${asked.type}`)
      }
    }
  }

  return {
    heard(name) {
      const { client, seq } = parseOperationId(name) ?? { client: '', seq: 0 }
      if (share === 0 || !random.chance(share)) {
        return
      }
      const id = `${client}:${seq + 1}`
      const request: SubmitRequest = {
        ...{ type: 'submit', chain: chain(), operation, id, deadlineMs: DEADLINE_MS }
      }
      world.plan(random.next() * PAUSE_MS_MAX, () => {
        pickVehicle(world, random).request(request, (answer) => answered(id, answer))
      })
    }
  }
}
