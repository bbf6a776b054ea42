/**
 * Reads that must not be older than the client says.
 */
import { describe, expect, test } from 'vitest'
import { change, hold, makeChain, recordsAt } from '../../../support/read-chain.ts'
import { chain, OWNER, refusalOf, setting, stepsOf } from '../../../support/read-setting.ts'

describe('read: freshness', () => {
  const longer = makeChain(
    OWNER,
    [1, 2, 3, 4, 5, 6].map((height) => recordsAt([height * 100, height * 100 + 1]))
  )

  test('read: an answer below minHeight is not taken', () => {
    const all = setting()
    hold(all.backups[1] ?? all.owner, longer)
    const result = all.fleet.read(all.reader, { chain, selector: {}, minHeight: 6 })
    expect(result).toMatchObject({ headHeight: 6, servedBy: all.backups[1]?.peer })
    expect(stepsOf(result, all)[0]).toBe('owner stale')
  })

  test('read: a holder that answers with less than it was asked for is stale', () => {
    const all = setting()
    hold(all.backups[1] ?? all.owner, longer)
    all.fleet.setTamper((_from, to, message) =>
      to === 'owner' && message.type === 'read' ? { ...message, minHeight: 1 } : message
    )
    const result = all.fleet.read(all.reader, { chain, selector: {}, minHeight: 6 })
    expect(stepsOf(result, all)[0]).toBe('owner stale')
    expect(result.headHeight).toBe(6)
  })

  test('read: an own copy below minHeight is not taken', () => {
    const all = setting()
    hold(all.owner, longer)
    const [backup] = all.backups
    const result = all.fleet.read(backup ?? all.reader, { chain, selector: {}, minHeight: 6 })
    expect(stepsOf(result, all)).toEqual(['b1 stale', 'owner data'])
  })

  describe('read: an own copy that ends below a certificate known here', () => {
    const behind = () => {
      const all = setting()
      const [backup = all.reader] = all.backups
      hold(all.owner, longer)
      const newest = longer.certificates.get(6)
      if (newest === undefined) {
        throw new Error('the chain of the test has no sixth certificate')
      }
      change(backup, ({ holdings }, out) => holdings.certify(newest, longer.booth, out))
      return { ...all, backup }
    }

    test('read: others are asked before it is taken', () => {
      const all = behind()
      const result = all.fleet.read(all.backup, { chain, selector: {} })
      expect(stepsOf(result, all)).toEqual(['b1 stale', 'owner data'])
      expect(result.headHeight).toBe(6)
    })

    test('read: it answers when nobody else does, with its true height', () => {
      const all = behind()
      all.fleet.kill(all.owner)
      const result = all.fleet.read(all.backup, { chain, selector: {} })
      expect(result.headHeight).toBe(5)
    })

    test('read: it answers at once what it holds in full', () => {
      const all = behind()
      const result = all.fleet.read(all.backup, {
        chain,
        selector: { heights: { from: 1, to: 5 } }
      })
      expect(stepsOf(result, all)).toEqual(['b1 data'])
    })
  })

  test('read: a fresh read asks a majority of holders for their head first', () => {
    const all = setting()
    hold(all.backups[1] ?? all.owner, longer)
    all.fleet.kill(all.owner)
    const result = all.fleet.read(all.reader, { chain, selector: {}, fresh: true })
    expect(result).toMatchObject({ headHeight: 6, servedBy: all.backups[1]?.peer })
    const heads = all.fleet.sent.filter(
      ({ message }) => message.type === 'read' && message.headOnly
    )
    expect(new Set(heads.map(({ to }) => to))).toEqual(new Set(['owner', 'b1', 'b2']))
  })

  test('read: a fresh read by a holder asks the others as well', () => {
    const all = setting()
    hold(all.owner, longer)
    const [backup] = all.backups
    const result = all.fleet.read(backup ?? all.reader, { chain, selector: {}, fresh: true })
    expect(result).toMatchObject({ headHeight: 6, servedBy: all.owner.peer })
  })

  test('read: the proposer is fresh by itself', () => {
    const all = setting()
    const before = all.fleet.sent.length
    expect(all.fleet.read(all.owner, { chain, selector: {}, fresh: true }).headHeight).toBe(5)
    expect(all.fleet.sent).toHaveLength(before)
  })

  test('read: without a majority a fresh read is refused and says how many told', () => {
    const all = setting(['b1', 'b2', 'b3'])
    all.fleet.kill(all.owner)
    all.fleet.kill(all.backups[0] ?? all.owner)
    const reply = refusalOf(
      all.fleet.ask(all.reader, { type: 'read', chain, selector: {}, fresh: true })
    )
    expect(reply.reason).toBe('unavailable')
    expect(reply.message).toMatch(/only 2 of 4 holders told their newest block/)
  })

  test('read: a head that is claimed and not proven does not count', () => {
    const all = setting(['b1'])
    all.fleet.setTamper((from, _to, message) =>
      from === 'b1' && message.type === 'data' ? { ...message, headHeight: 99 } : message
    )
    const reply = all.fleet.ask(all.reader, { type: 'read', chain, selector: {}, fresh: true })
    expect(reply).toMatchObject({ type: 'refused', reason: 'unavailable' })
    expect(all.reader.signals).toMatchObject([{ type: 'distrust', peer: all.backups[0]?.peer }])
  })
})
