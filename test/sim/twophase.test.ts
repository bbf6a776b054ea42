/**
 * Keys on a ring of whole vehicles: what is answered, and what becomes of it when vehicles fail.
 */
import { describe, expect, it } from 'vitest'
import { operationId, parseOperationId } from '../../src/core/command.ts'
import type { Submitted } from '../../src/core/group-request.ts'
import type { Answer } from '../../src/sim/virtual-vehicle.ts'
import { type KvOperation, type KvResult, keyOfText } from '../../src/state/kv/index.ts'
import {
  isVoteFor,
  keyOf,
  openRing,
  putOf,
  type RingScene,
  resultOf,
  story,
  together,
  wordOf
} from '../support/ring-scene.ts'
import { play, type Scene } from '../support/scene.ts'

const crash = (scene: Scene, name: string): void => {
  scene.car(name).crash('kill -9')
}
const isBack = (scene: Scene, name: string): void =>
  scene.until(`${name} runs again`, () => scene.car(name).state === 'up')

/** Longer than a scene lasts: who is to be back is started by it. */
const AWAY_MS = 600_000

const NOTHING: Answer = { type: 'crashed', operation: undefined }

/** Removes a key that was put once, and sees that nothing else had changed it. */
const removeFor = (ring: RingScene, key: string, at = 'A'): void => {
  const asked = { type: 'delete', key: keyOfText(key), wantsPrevious: true } as const
  const removed = resultOf(ring.ask(at, asked))
  expect(removed).toMatchObject({ type: 'delete', found: true, previous: { modified: 1 } })
  expect([ring.get('B', key), ring.get('C', key)]).toEqual(['-', '-'])
}

describe('twophase: keys', () => {
  it('twophase: what is put is read everywhere, and kept by as many as there are copies', () => {
    story((_scene, ring) => {
      expect(resultOf(ring.ask('A', putOf('k', 'one')))).toMatchObject({
        ...{ type: 'put', revision: 1, found: false }
      })
      expect(resultOf(ring.ask('B', putOf('k', 'two')))).toMatchObject({ revision: 2, found: true })
      expect(ring.get('A', 'k')).toBe('two')
      expect(ring.get('C', 'k')).toBe('two')
      expect(ring.copies('k')).toBe([...ring.owners('k')].sort().join(''))
    })
  })

  it('twophase: the version of a key never goes back, also when it was removed', () => {
    story((_scene, ring) => {
      ring.put('A', 'k', 'one')
      expect(ring.remove('C', 'k')).toBe('ok')
      expect(ring.get('A', 'k')).toBe('-')
      expect(resultOf(ring.ask('B', putOf('k', 'three')))).toMatchObject({
        ...{ revision: 3, found: false }
      })
      const nothing = { type: 'delete', key: keyOfText('none'), wantsPrevious: true } as const
      expect(resultOf(ring.ask('B', nothing))).toMatchObject({ found: false, previous: undefined })
    })
  })

  it('twophase: a compare that does not hold changes nothing and tells what is there', () => {
    story((_scene, ring) => {
      ring.put('A', 'k', 'one')
      const expected = { type: 'revision', revision: 7 } as const
      const put = { ...putOf('k', 'two'), wantsPrevious: true }
      const failed = resultOf(ring.ask('B', { type: 'compareAndSet', expected, put }))
      expect(failed).toMatchObject({ succeeded: false, modified: 1, revision: 1 })
      expect(failed).toHaveProperty('previous.changes', 1)
      const right = { type: 'revision', revision: 1 } as const
      const done = resultOf(ring.ask('C', { type: 'compareAndSet', expected: right, put }))
      expect(done).toMatchObject({ succeeded: true, revision: 2 })
      expect(ring.get('A', 'k')).toBe('two')
    })
  })

  it('twophase: a transaction over keys of many owners is done whole, by what all of them have', () => {
    story((_scene, ring) => {
      ring.put('A', 'a', '1')
      const swap: KvOperation = {
        type: 'transaction',
        compares: [
          { key: keyOfText('a'), expected: { type: 'present' } },
          { key: keyOfText('b'), expected: { type: 'absent' } }
        ],
        whenTrue: [putOf('b', '2'), { type: 'get', key: keyOfText('a') }],
        whenFalse: [putOf('c', 'late'), { type: 'get', key: keyOfText('b') }]
      }
      const first = resultOf(ring.ask('B', swap)) as Extract<KvResult, { type: 'transaction' }>
      expect(first).toMatchObject({ succeeded: true, parts: [{ type: 'put', revision: 1 }, {}] })
      expect(first.parts[1]).toHaveProperty('entry.modified', 1)
      expect(resultOf(ring.ask('C', swap))).toMatchObject({ succeeded: false })
      expect(ring.scan('A')).toBe('a=1 b=2 c=late')
      expect(ring.scan('A', 2)).toBe('a=1 b=2')
    })
  })

  it('twophase: what it does not promise is refused with a sentence', () => {
    story((_scene, ring) => {
      const timed = { ...putOf('k', 'x'), ttlMs: 1000 }
      expect(wordOf(ring.ask('A', timed))).toBe('notSupported')
      expect(wordOf(ring.ask('A', { type: 'touch', key: 'k', ttlMs: 5 }))).toBe('notSupported')
      expect(wordOf(ring.ask('A', together()))).toBe('invalid')
    })
  })

  it('twophase: values of any size up to 1 MiB are kept whole', () => {
    story((_scene, ring) => {
      for (const size of [0, 1, 41, 1000, 65_536, 1_048_576]) {
        const value = 'v'.repeat(size)
        expect(ring.put('B', `size-${size}`, value), `${size}`).toBe('ok')
        expect(ring.get('C', `size-${size}`), `${size}`).toBe(value)
      }
      const key = 'k'.repeat(1024)
      ring.put('A', key, 'v'.repeat(1_048_576))
      const whenTrue = [{ type: 'get', key: keyOfText(key) }] as const
      const asked = { type: 'transaction', compares: [], whenTrue, whenFalse: [] } as const
      expect(resultOf(ring.ask('C', asked)), 'told with its key').toMatchObject({ succeeded: true })
    })
  })

  it('B23: a request before the ring is formed waits for it, and is refused when it does not come', () => {
    play({ cars: 'ABC' }, (scene) => {
      const early = openRing(scene, 'ABC', { copies: 3, isReady: false })
      const asked = early.begin('B', putOf('k', 'early'))
      scene.until('it is answered', () => asked.answer !== undefined)
      expect(wordOf(asked.answer ?? { type: 'crashed', operation: undefined })).toBe('ok')
    })
    play({ cars: 'ABC' }, (scene) => {
      scene.when(
        'sent',
        (name, type) => name === 'A' && type === 'open',
        () => {
          scene.car('B').depart()
        }
      )
      const alone = openRing(scene, 'ABC', { copies: 3, isReady: false })
      expect(alone.put('A', 'k', 'early', 800)).toBe('notReady')
      expect(alone.get('C', 'k', 800)).toBe('notReady')
    })
  })
})

describe('twophase: coordinators and participants that fail', () => {
  const MESSAGES = ['prepare', 'votes', 'outcomes', 'acks'] as const
  for (const type of MESSAGES) {
    it(`B21: a coordinator that dies when ${type} is sent leaves nothing half done, and blocks nobody`, () => {
      story((scene, ring) => {
        ring.put('B', 'x', 'old')
        ring.put('B', 'y', 'old')
        const isIts = (name: string, other: string): boolean =>
          type === 'prepare' || type === 'outcomes' ? name === 'A' : other === 'A'
        scene.when(
          'sent',
          (name, sent, other) => sent === type && isIts(name, other),
          () => crash(scene, 'A')
        )
        ring.begin('A', together(['x', 'new'], ['y', 'new']))
        scene.run(300)
        scene.until('B can put', () => ring.put('B', 'z', '1', 3_000) === 'ok')
        scene.until('nothing is prepared', () => ring.prepared() === '')
        const values = [ring.get('B', 'x'), ring.get('C', 'y')]
        expect(new Set(values).size, values.join()).toBe(1)
        isBack(scene, 'A')
        expect([ring.get('A', 'x'), ring.get('A', 'y')]).toEqual(values)
        expect(ring.put('A', 'x', 'last')).toBe('ok')
      })
    })
  }

  it('B24: a participant that dies between vote and commit does its part when it is back', () => {
    story((scene, ring) => {
      const key = keyOf(ring, 'BC')
      scene.when(
        'sent',
        (name, type) => name === 'B' && type === 'votes',
        () => crash(scene, 'B')
      )
      const asked = ring.begin('A', putOf(key, 'kept'))
      scene.until('B is dead', () => scene.car('B').state !== 'up')
      isBack(scene, 'B')
      scene.until('it is answered', () => asked.answer !== undefined)
      expect(wordOf(asked.answer ?? { type: 'crashed', operation: undefined })).toBe('ok')
      expect(ring.copies(key)).toBe('BC')
      expect(ring.get('B', key)).toBe('kept')
    })
  })

  it('B21: an owner that is dead in the second phase is waited for by nobody', () => {
    story((scene, ring) => {
      const key = keyOf(ring, 'BC')
      const other = keyOf(ring, 'AC')
      scene.when(
        'sent',
        (name, type, to) => name === 'A' && type === 'outcomes' && to === 'B',
        () => scene.cut('B', 'AC')
      )
      expect(ring.put('A', key, 'kept')).toBe('ok')
      const begunAtMs = scene.world.nowMs()
      for (let i = 0; i < 10; i++) {
        expect(ring.put('A', other, `${i}`)).toBe('ok')
      }
      expect(scene.world.nowMs() - begunAtMs).toBeLessThan(2_000)
      expect(ring.get('C', key)).toBe('kept')
      expect(ring.put('A', key, 'all copies are needed', 1_000)).toBe('unreachable')
      scene.world.network.heal()
      scene.until('B has done it', () => ring.site('B').prepared === 0)
      expect(ring.get('B', key)).toBe('kept')
    })
  })

  it('B22: a key is read while its first owner is dead', () => {
    story((scene, ring) => {
      const key = keyOf(ring, 'BC')
      ring.put('A', key, 'kept')
      scene.car('B').depart()
      expect(ring.get('A', key)).toBe('kept')
      expect(ring.get('C', key)).toBe('kept')
      expect(ring.scan('A')).toBe(`${key}=kept`)
    })
  })

  it('B25: a key is deleted after a change of it was aborted', () => {
    story((scene, ring) => {
      const key = keyOf(ring, 'BC')
      expect(ring.put('A', key, 'kept')).toBe('ok')
      scene.until('nothing is prepared', () => ring.prepared() === '')
      scene.cut('A', 'B')
      const asked = ring.begin('A', putOf(key, 'aborted'), 800)
      scene.until('one owner has prepared it', () => ring.prepared() === 'C:1')
      scene.until('it is answered', () => asked.answer !== undefined)
      expect(wordOf(asked.answer ?? NOTHING)).toBe('unreachable')
      // Sooner than the owner would ask what became of it.
      scene.until('it is given up', () => ring.prepared() === '', 500)
      scene.world.network.heal()
      expect(ring.get('B', key)).toBe('kept')
      removeFor(ring, key)
    })
  })

  it('twophase: a key is deleted after the log has aborted what all its owners had prepared', () => {
    story((scene, ring) => {
      const key = keyOf(ring, 'BC')
      expect(ring.put('A', key, 'kept')).toBe('ok')
      scene.until('nothing is prepared', () => ring.prepared() === '')
      const outcomes: unknown[] = []
      scene.world.observe({
        fact(_vehicle, { name, detail }) {
          if (name === 'twophase:resolved') {
            outcomes.push(detail?.['outcome'])
          }
        }
      })
      // It dies of the first vote, so it has put nothing to the decision.
      scene.when('delivered', isVoteFor('A'), () => scene.car('A').crash('kill -9', AWAY_MS))
      ring.begin('A', putOf(key, 'aborted'))
      scene.until('all owners have prepared it', () => ring.prepared() === 'B:1 C:1')
      expect(scene.car('A').state).toBe('down')
      scene.until('it is aborted', () => ring.prepared() === '')
      expect(outcomes).toEqual(['aborted', 'aborted'])
      expect([ring.get('B', key), ring.get('C', key)]).toEqual(['kept', 'kept'])
      removeFor(ring, key, 'B')
      scene.car('A').start()
      expect(ring.get('A', key)).toBe('-')
    })
  })

  it('twophase: who asks again under the same name is told what became of it, and does it once', () => {
    story((scene, ring) => {
      const key = keyOf(ring, 'AC')
      const put = { ...putOf(key, 'once'), wantsPrevious: true }
      const answer = ring.ask('A', put)
      const { operation } = (answer as { value: Submitted }).value
      // Of what was answered the log may have forgotten the result.
      expect(wordOf(ring.ask('B', put, undefined, operation))).toMatch(/^(ok|unknown)$/)
      expect(resultOf(ring.ask('B', putOf(key, 'two')))).toMatchObject({ revision: 2 })
      scene.until('nothing is prepared', () => ring.prepared() === '')
      // The leader of the log has the decision, and B hears of nothing any more.
      scene.when(
        'delivered',
        (name, type, from) =>
          ring.prepared() === 'A:1 C:1' && name === 'A' && type === 'forward' && from === 'B',
        () => scene.cut('B', 'AC')
      )
      const three = putOf(key, 'three')
      const lost = ring.ask('B', three, 1_000)
      expect(lost).toMatchObject({ type: 'unknown', operation: expect.any(String) })
      const name = lost.type === 'unknown' ? lost.operation : undefined
      for (const car of 'CACB') {
        if (car === 'B') {
          scene.world.network.heal()
        }
        const again = resultOf(ring.ask(car, three, 20_000, name))
        expect(again, car).toMatchObject({ type: 'put', revision: 3, found: true })
        expect(ring.get('C', key), car).toBe('three')
      }
      expect(resultOf(ring.ask('A', putOf(key, 'four')))).toMatchObject({ revision: 4 })
      expect(resultOf(ring.ask('C', three, undefined, name))).toMatchObject({ revision: 3 })
      expect(ring.get('B', key)).toBe('four')
      // Asked for at two vehicles at once, both find it open, and one of them has it from the log.
      const { client = '', seq = 0 } = parseOperationId(name ?? '') ?? {}
      const next = operationId(client, seq + 1000)
      const five = putOf(key, 'five')
      const asked = [...'AC'].map((car) => ring.begin(car, five, 20_000, next))
      scene.until('both are answered', () => asked.every((one) => one.answer !== undefined))
      for (const one of asked) {
        expect(resultOf(one.answer ?? NOTHING)).toMatchObject({ revision: 5 })
      }
      expect(resultOf(ring.ask('B', putOf(key, 'six')))).toMatchObject({ revision: 6 })
    })
  })
})
