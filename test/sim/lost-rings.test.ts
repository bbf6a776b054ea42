/**
 * A group that keeps keys on a ring loses a majority for good, and a person makes a survivor go on: the ring
 * goes on too, with numbers that the lost members cannot have given.
 */
import { expect, it } from 'vitest'
import { story } from '../support/ring-scene.ts'

const LINE = 2 ** 32
const KEYS = 40

it('twophase: the ring of a group that goes on without its majority has numbers of its own, and its keys', () => {
  story(
    (scene, ring) => {
      for (const name of 'DEF') {
        ring.join(name)
      }
      ring.until('ABCDEF')
      for (let i = 0; i < KEYS; i++) {
        expect(ring.put('D', `key-${i}`, `${i}`), `${i}`).toBe('ok')
      }
      scene.car('A').depart()
      scene.car('B').depart()
      const members = scene.cars('CEF').map(({ peer }) => peer)
      const { chain } = ring
      const recover = { type: 'recoverGroup', chain, members, operation: 'go on' } as const
      scene.until(
        'the survivor goes on',
        () => scene.ask('C', { ...recover, unsafe: true }).type === 'ok',
        60_000
      )
      expect(ring.show('C')).toMatchObject({ phase: 'stable', version: LINE })
      for (const who of 'AB') {
        expect(ring.leave('E', who, true), who).toMatchObject({ type: 'ok' })
      }
      ring.until('CDEF', 60_000)
      expect(ring.show('D').version).toBeGreaterThan(LINE)
      for (let i = 0; i < KEYS; i++) {
        expect(ring.get('F', `key-${i}`), `${i}`).toBe(`${i}`)
        expect(ring.put('E', `key-${i}`, `${i}`), `${i}`).toBe('ok')
      }
    },
    { cars: 'ABCDEF', copies: 3 }
  )
})
