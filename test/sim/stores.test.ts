/**
 * A key-value store of a group under networks that old systems did not survive; on virtual time, with
 * the codec and the state that a node has.
 */
import { expect, it } from 'vitest'
import {
  decodeAnswer,
  decodeResult,
  encodeOperation,
  encodeQuery,
  jsonValue,
  keyOfText
} from '../../src/state/kv/index.ts'
import type { GroupOpened, Queried, Submitted } from '../../src/vehicle/requests.ts'
import { play, type Scene } from '../support/scene.ts'

/** Puts a number if the key has another, so that a second time would show. */
function countUp(chain: string, key: string, to: number) {
  const put = {
    type: 'put',
    key: keyOfText(key),
    value: jsonValue(`${to}`),
    ttlMs: 0,
    wantsPrevious: false
  } as const
  const expected =
    to === 1
      ? ({ type: 'absent' } as const)
      : ({ type: 'value', value: jsonValue(`${to - 1}`) } as const)
  const operation = encodeOperation({ type: 'compareAndSet', expected, put })
  return { type: 'submit', chain, operation, deadlineMs: 60_000 } as const
}

function entryOf(scene: Scene, car: string, chain: string, key: string) {
  const question = encodeQuery({ type: 'get', key: keyOfText(key) })
  const { result } = scene.get<Queried>(car, { type: 'query', chain, question }, 60_000)
  const answer = decodeAnswer(result)
  return answer.type === 'get' ? answer.entry : undefined
}

it('B16: stores: every message twice, late and overtaken: each operation is done once', () => {
  const network = {
    loss: 0,
    duplication: 1,
    delayMsMin: 1,
    delayMsMax: 400,
    slow: 0,
    gossipLoss: 0
  }
  play({ cars: 'ABCD', faults: { network } }, (scene) => {
    const { chain } = scene.get<GroupOpened>('A', {
      type: 'openGroup',
      state: 'kv',
      members: scene.cars('BC').map(({ peer }) => peer),
      name: 'shared',
      workBits: 0
    })
    for (const car of ['B', 'D']) {
      for (let to = 1; to <= 5; to++) {
        const { result } = scene.get<Submitted>(car, countUp(chain, `of ${car}`, to), 60_000)
        expect(decodeResult(result), `${car} ${to}`).toMatchObject({ succeeded: true })
      }
      expect(entryOf(scene, 'C', chain, `of ${car}`)).toMatchObject({ changes: 5 })
    }
  })
})
