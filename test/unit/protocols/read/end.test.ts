/**
 * Every read ends, and says why.
 */
import { describe, expect, test } from 'vitest'
import { NUMBER_MAX } from '../../../../src/core/limits.ts'
import { chain, refusalOf, setting } from '../../../support/read-setting.ts'

describe('read: its end', () => {
  test('read: silence of everybody ends in a refusal by the deadline that names each', () => {
    const all = setting()
    all.fleet.setTamper((_from, _to, message) => (message.type === 'read' ? undefined : message))
    const reply = refusalOf(
      all.fleet.ask(all.reader, { type: 'read', chain, selector: {}, deadlineMs: 2500 })
    )
    expect(reply).toMatchObject({ reason: 'unavailable', retry: true, detail: { epoch: 1, chain } })
    expect(all.fleet.nowMs() - 1_000_000).toBe(2500)
    const asked = reply.detail?.['asked'] as readonly { peer: string; reason: string }[]
    expect(new Set(asked.map(({ peer }) => peer)).size).toBe(3)
    for (const { peer, reason } of asked) {
      expect(reason, peer).toMatch(/did not answer in time/)
    }
    expect(reply.message).toMatch(/3 vehicles were asked, the newest table known is of epoch 1/)
  })

  test('read: nobody reachable is refused long before the deadline', () => {
    const all = setting()
    for (const vehicle of [all.owner, ...all.backups]) {
      all.fleet.kill(vehicle)
    }
    refusalOf(all.fleet.ask(all.reader, { type: 'read', chain, selector: {} }))
    expect(all.fleet.nowMs() - 1_000_000).toBeLessThan(2000)
  })

  test('read: a request that makes no sense is refused with a sentence', () => {
    const all = setting()
    const wrong = [
      { selector: { limit: 0 } },
      { selector: {}, minHeight: -1 },
      { selector: {}, minHeight: NUMBER_MAX + 1 },
      { selector: {}, deadlineMs: 0 },
      { selector: { latest: 5, after: { height: 1, index: 0 } } }
    ]
    for (const request of wrong) {
      const reply = refusalOf(all.fleet.ask(all.reader, { type: 'read', chain, ...request }))
      expect(reply, JSON.stringify(request)).toMatchObject({ reason: 'invalid', retry: false })
    }
  })

  test('read: too many reads at once are refused as busy', () => {
    const all = setting()
    all.fleet.setTamper(() => undefined)
    for (let i = 0; i < 256; i++) {
      all.fleet.request(all.reader, { type: 'read', chain, selector: {} })
    }
    const id = all.fleet.request(all.reader, { type: 'read', chain, selector: {} })
    expect(all.reader.replies.get(id)).toMatchObject({ reason: 'busy', retry: true })
    expect(all.reader.machine.status(0).reads).toHaveLength(256)
    all.fleet.run()
    expect(all.reader.machine.status(0).reads).toHaveLength(0)
    expect(all.reader.replies.size).toBe(257)
  })

  test('read: the reader is left without timers and open reads', () => {
    const all = setting()
    all.fleet.read(all.reader, { chain, selector: {} })
    expect(all.reader.machine.status(0)).toEqual({
      reads: [],
      answering: 0,
      waiting: 0,
      discovering: 0
    })
  })
})
