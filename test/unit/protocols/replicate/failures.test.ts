/** Placements while vehicles vanish, lie and lose messages: the scenarios B4 to B16 that are about them. */
import { describe, expect, it } from 'vitest'
import { signHoldAck } from '../../../../src/core/table.ts'
import { createFleet } from './fleet.ts'
import {
  copiesOf,
  factsOf,
  isHolding,
  membersOf,
  namesOf,
  peersOf,
  placeAndWait,
  reportOf,
  tableAt,
  trafficOf
} from './looks.ts'

const FIVE = ['A', 'B', 'C', 'D', 'E']
const KIB = 1024

describe('candidates that fail', () => {
  it('B4: a participant that dies in the middle is replaced within the epoch', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.append('A', 60, 40 * KIB)
    const id = fleet.place('A', { backups: 2, candidates: peersOf(fleet, ['B', 'C']) })
    fleet.until(() => trafficOf(fleet, 'chunk', 'B') > 0)
    fleet.crash('B')
    const startedAt = fleet.now()
    fleet.until(() => fleet.reply('A', id) !== undefined)
    const report = reportOf(fleet.reply('A', id))
    expect(report).toMatchObject({ state: 'sealed', epoch: 1 })
    expect(namesOf(fleet, report.chosen)).toContain('C')
    expect(namesOf(fleet, report.chosen)).not.toContain('B')
    expect(fleet.now() - startedAt).toBeGreaterThan(5_000)
    expect(fleet.now() - startedAt).toBeLessThan(6_500)
    const dropped = factsOf(fleet, 'A', 'replicate:dropped')
    expect(dropped).toMatchObject([{ reason: 'stalled', peer: fleet.node('B').peer }])
    expect(trafficOf(fleet, 'chunk', 'C')).toBeLessThan(60 * 42 * KIB)
    expect(fleet.invariants.violations).toEqual([])
  })

  it('B4: a participant that does not answer an offer is passed over', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.append('A', 2)
    fleet.tap = (_from, to, _protocol, message) => (to.name === 'B' ? undefined : message)
    const startedAt = fleet.now()
    const candidates = peersOf(fleet, ['B', 'C'])
    const report = placeAndWait(fleet, 'A', { backups: 2, candidates })
    expect(report.state).toBe('sealed')
    expect(namesOf(fleet, report.chosen)).not.toContain('B')
    const took = fleet.now() - startedAt
    expect(took).toBeGreaterThanOrEqual(2_000)
    expect(took).toBeLessThan(2_200)
  })

  it('replicate: a replaced backup frees its room, and is released if it has a copy after all', () => {
    const fleet = createFleet({ names: ['A', 'B', 'C'] })
    fleet.append('A', 3)
    fleet.tap = (from, _to, _protocol, message) =>
      from.name === 'B' && message.type === 'hold' ? undefined : message
    const id = fleet.place('A', { backups: 1, candidates: peersOf(fleet, ['B']) })
    fleet.until(() => isHolding(fleet, 'B'))
    fleet.until(() => fleet.reply('A', id) !== undefined)
    expect(membersOf(fleet, 'A')).toEqual(['C'])
    expect(fleet.until(() => copiesOf(fleet, 'A').length === 1, 5_000)).toBe(true)
    const silent = createFleet({ names: ['A', 'B', 'C'] })
    silent.append('A', 3)
    silent.tap = (_from, to, _protocol, message) =>
      to.name === 'B' && message.type === 'chunk' ? undefined : message
    silent.place('A', { backups: 1, candidates: peersOf(silent, ['B']) })
    silent.until(() => tableAt(silent, 'A') !== undefined)
    silent.pass(100)
    expect(silent.node('B').life?.replicate.reservedBytes()).toBe(0)
  })

  it('B5: too few candidates are reported in time, and it goes on', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.append('A', 5)
    for (const name of ['C', 'D', 'E']) {
      fleet.crash(name)
    }
    fleet.pass(100)
    const startedAt = fleet.now()
    const report = placeAndWait(fleet, 'A', { backups: 2, deadlineMs: 3_000 })
    expect(fleet.now() - startedAt).toBeLessThan(3_050)
    expect(report).toMatchObject({ state: 'underReplicated', epoch: 1, height: 5 })
    expect(namesOf(fleet, report.chosen)).toEqual(['B'])
    expect(factsOf(fleet, 'A', 'replicate:underReplicated')).toMatchObject([{ backups: 2 }])
    const [status] = Object.values(fleet.node('A').life?.replicate.status(0).placements ?? {})
    expect(status).toMatchObject({ isUnderReplicated: true, have: 1, backups: 2 })
    fleet.tap = (_from, to, _protocol, message) =>
      to.name === 'D' && message.type === 'chunk' ? undefined : message
    fleet.boot('D')
    fleet.pass(500)
    expect(Object.values(fleet.node('A').life?.replicate.status(0).placements ?? {})).toMatchObject(
      [{ isUnderReplicated: false, have: 1, stage: 'transfer' }]
    )
    fleet.tap = undefined
    expect(fleet.until(() => tableAt(fleet, 'A') !== undefined, 3_000)).toBe(true)
    expect(membersOf(fleet, 'A')).toEqual(['B', 'D'])
    expect(tableAt(fleet, 'A')?.epoch).toBe(1)
    const placed = fleet.node('A').signals.filter(({ type }) => type === 'placed')
    expect(placed).toHaveLength(1)
    expect(fleet.node('A').life?.replicate.status(0).placements).toEqual({})
  })

  it('B5: a candidate that was full is asked again by itself', () => {
    const fleet = createFleet({ names: ['A', 'B'] })
    fleet.append('A', 5, KIB)
    fleet.node('B').quotaBytes = KIB
    const report = placeAndWait(fleet, 'A', { backups: 1, deadlineMs: 1_000 })
    expect(report.state).toBe('underReplicated')
    fleet.node('B').quotaBytes = 1 << 20
    expect(fleet.until(() => tableAt(fleet, 'A') !== undefined, 6_000)).toBe(true)
  })

  it('replicate: while the new table is not sealed the old backups keep their copies', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.append('A', 5)
    placeAndWait(fleet, 'A', { backups: 2, candidates: peersOf(fleet, ['B', 'C']) })
    for (const name of ['D', 'E']) {
      fleet.crash(name)
    }
    fleet.node('C').quotaBytes = 0
    fleet.append('A', 5)
    const report = placeAndWait(fleet, 'A', { backups: 2, deadlineMs: 8_000 })
    expect(report.state).toBe('underReplicated')
    expect(tableAt(fleet, 'A')?.epoch).toBe(1)
    expect(copiesOf(fleet, 'A')).toEqual(['B', 'C'])
    expect(trafficOf(fleet, 'release')).toBe(0)
  })
})

describe('lost and false messages', () => {
  it('replicate: every kind of message may be lost once', () => {
    const limitsMs = {
      offer: 800,
      offerAnswer: 800,
      manifest: 800,
      pull: 2_300,
      chunk: 2_300,
      hold: 2_800,
      seal: 300,
      sealAck: 300
    }
    for (const [type, limitMs] of Object.entries(limitsMs)) {
      const fleet = createFleet({ names: ['A', 'B', 'C'] })
      const lost = new Set<string>()
      fleet.append('A', 10, 60 * KIB)
      fleet.tap = (from, to, _protocol, message) => {
        const link = `${from.name} ${to.name}`
        if (message.type !== type || lost.has(link)) {
          return message
        }
        lost.add(link)
        return undefined
      }
      const startedAt = fleet.now()
      const report = placeAndWait(fleet, 'A', { backups: 2 })
      expect(report.state, type).toBe('sealed')
      expect(fleet.now() - startedAt, type).toBeLessThan(limitMs)
      fleet.pass(100)
      expect(lost.size, type).toBeGreaterThan(0)
      const isKnown = (): boolean =>
        ['B', 'C'].every((name) => tableAt(fleet, name, 'A')?.epoch === 1)
      expect(fleet.until(isKnown, 3_000), type).toBe(true)
      fleet.pass(5_000)
      const before = fleet.traffic.length
      fleet.pass(60_000)
      expect(fleet.traffic.length, `${type}: nothing is sent once all is done`).toBe(before)
    }
  })

  it('B16: messages twice and out of order change nothing', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.faults = { loss: 0, doubling: 1, delayMsMax: 150 }
    fleet.append('A', 20, 40 * KIB)
    const report = placeAndWait(fleet, 'A', { backups: 3 })
    expect(report).toMatchObject({ state: 'sealed', epoch: 1 })
    fleet.faults = { loss: 0, doubling: 0, delayMsMax: 2 }
    fleet.pass(5_000)
    expect(copiesOf(fleet, 'A').length).toBe(3)
    expect(fleet.invariants.violations).toEqual([])
  })

  it('B15: acknowledgements that are not what they seem do not count', () => {
    const fleet = createFleet({ names: ['A', 'B', 'C'] })
    fleet.append('A', 5)
    const { chain } = fleet.chain('A')
    const { hash } = fleet.chain('A').block(5)
    fleet.tap = (_from, _to, _protocol, message) => (message.type === 'hold' ? undefined : message)
    fleet.place('A', { backups: 1 })
    fleet.pass(500)
    fleet.tap = undefined
    const truth = {
      chain: chain.id,
      epoch: 1,
      height: 5,
      headHash: hash,
      peer: fleet.node('C').peer
    }
    const lies = [
      { ...truth, epoch: 2 },
      { ...truth, height: 4, headHash: fleet.chain('A').block(4).hash },
      { ...truth, headHash: fleet.chain('A').block(4).hash },
      { ...truth, peer: fleet.node('B').peer }
    ]
    const { crypto } = fleet.node('C').identity
    for (const lie of lies) {
      fleet.send('C', 'A', { type: 'hold', ack: signHoldAck(crypto, lie) })
    }
    const forged = signHoldAck(fleet.node('A').identity.crypto, truth)
    fleet.send('C', 'A', { type: 'hold', ack: forged })
    fleet.pass(5)
    expect(tableAt(fleet, 'A')).toBeUndefined()
    expect(factsOf(fleet, 'A', 'replicate:refused').length).toBeGreaterThanOrEqual(2)
    const distrusted = fleet.node('A').signals.filter(({ type }) => type === 'distrust')
    expect(distrusted).toMatchObject([
      { peer: fleet.node('C').peer },
      { peer: fleet.node('C').peer }
    ])
    fleet.until(() => tableAt(fleet, 'A') !== undefined, 15_000)
    expect(membersOf(fleet, 'A')).toHaveLength(1)
  })

  it('replicate: a source that sends false blocks is not believed and not asked again', () => {
    const fleet = createFleet({ names: ['A', 'B', 'C'] })
    fleet.append('A', 20, 60 * KIB)
    placeAndWait(fleet, 'A', { backups: 1, candidates: peersOf(fleet, ['B']) })
    let lies = 0
    fleet.tap = (from, _to, _protocol, message) => {
      if (from.name !== 'A' || message.type !== 'chunk') {
        return message
      }
      lies++
      const chunk = message as unknown as { readonly blocks: readonly Uint8Array[] }
      const blocks = chunk.blocks.map((block) => {
        const changed = block.slice()
        changed[changed.length - 1] = 255
        return changed
      })
      return { ...message, blocks } as typeof message
    }
    const report = placeAndWait(fleet, 'A', {
      backups: 2,
      candidates: peersOf(fleet, ['B', 'C']),
      deadlineMs: 30_000
    })
    expect(report.state).toBe('sealed')
    expect(lies).toBeLessThanOrEqual(4)
    expect(factsOf(fleet, 'C', 'replicate:refused')[0]).toMatchObject({ message: 'chunk' })
    const distrust = fleet.node('C').signals.filter(({ type }) => type === 'distrust')
    expect(distrust[0]).toMatchObject({ peer: fleet.node('A').peer })
    expect(fleet.invariants.violations).toEqual([])
  })

  it('replicate: a vehicle distrusted by another machine is not drawn', () => {
    const fleet = createFleet({ names: ['A', 'B', 'C'] })
    fleet.append('A', 2)
    const signal = { type: 'distrust', peer: fleet.node('B').peer, reason: 'it lied' } as const
    fleet.signal('A', signal)
    const report = placeAndWait(fleet, 'A', { backups: 2, deadlineMs: 1_000 })
    expect(namesOf(fleet, report.chosen)).toEqual(['C'])
    expect(trafficOf(fleet, 'offer', 'B')).toBe(0)
  })
})
