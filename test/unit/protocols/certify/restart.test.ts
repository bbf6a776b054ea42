/** The proposer over its life: seals, restarts at bad moments, and disks that lost something. */
import { describe, expect, test } from 'vitest'
import { isFull } from '../../../../src/core/block.ts'
import { blockKey, certificateKey, machineKey } from '../../../../src/core/keyspace.ts'
import type { Reply } from '../../../../src/core/machine.ts'
import { decodeStoredBlock } from '../../../../src/core/stored-block.ts'
import type { CertifySealed } from '../../../../src/protocols/certify/types.ts'
import { testEntries } from '../../../support/chain.ts'
import { endOf } from './play.ts'
import { createStage, type Stage } from './stage.ts'

function booth(names: readonly string[], options = {}): Stage {
  const stage = createStage(names, { options })
  open(stage, names.slice(1))
  stage.run(100)
  return stage
}

const open = (stage: Stage, names: readonly string[]): string =>
  stage.request('A', {
    type: 'openBooth',
    chain: stage.chainOf('A'),
    members: names.map((name) => stage.actor(name).peer)
  })

const append = (stage: Stage, count = 1): string =>
  stage.request('A', {
    type: 'append',
    chain: stage.chainOf('A').id,
    entries: testEntries(count)
  })

const seal = (stage: Stage, operation = 'end', entries?: readonly Uint8Array[]): string => {
  const base = { type: 'seal', chain: stage.chainOf('A').id, operation } as const
  return stage.request('A', entries === undefined ? base : { ...base, entries })
}

const own = (stage: Stage) => stage.actor('A').machine!.status(stage.nowMs()).proposing[0]!

const sealedValue = (reply: Reply | undefined): CertifySealed =>
  (reply as Extract<Reply, { type: 'ok' }>).value as CertifySealed

const sealedSignals = (stage: Stage) =>
  stage.signals.flatMap(({ signal }) => (signal.type === 'sealed' ? [signal] : []))

describe('certify: the seal', () => {
  test('certify: carries what still waits, ends the booth, and is answered and signalled', () => {
    const stage = booth(['A', 'B', 'C', 'D'])
    const ids = [append(stage), append(stage, 2)]
    const id = seal(stage, 'end', testEntries(3))
    stage.run(200)
    expect(ids.map((each) => endOf(stage.replies.get(each)))).toEqual(['ok', 'ok'])
    const value = sealedValue(stage.replies.get(id))
    expect(value).toMatchObject({ from: 1, boothNumber: 1, head: { height: 2 } })
    expect(value.members).toHaveLength(4)
    expect(sealedSignals(stage)).toEqual([
      { type: 'sealed', chain: stage.chainOf('A').id, operation: 'end', ...value }
    ])
    expect(own(stage)).toMatchObject({ booth: undefined, isSealing: false })
    for (const name of ['B', 'C', 'D']) {
      const { machine, environment } = stage.actor(name)
      expect(machine?.status(0).memberOf, name).toEqual([])
      expect(environment.holdings.get(stage.chainOf('A').id)?.certified?.height, name).toBe(2)
    }
  })

  test('certify: stands behind everything that waits, over several blocks', () => {
    const stage = booth(['A', 'B'], { pipelineBlocks: 1 })
    const first = append(stage)
    const many = append(stage, 5000)
    const id = seal(stage)
    stage.run(500)
    expect([first, many].map((each) => endOf(stage.replies.get(each)))).toEqual(['ok', 'ok'])
    expect(sealedValue(stage.replies.get(id)).head.height).toBe(3)
  })

  test('certify: of an idle booth is an empty block', () => {
    const stage = booth(['A', 'B'])
    const id = seal(stage)
    stage.run(50)
    expect(sealedValue(stage.replies.get(id)).head.height).toBe(1)
  })

  test('certify: the same operation gets the same answer and does nothing twice', () => {
    const stage = booth(['A', 'B'])
    const ids = [seal(stage), seal(stage)]
    const other = seal(stage, 'other')
    const late = append(stage)
    const reopened = open(stage, ['B'])
    stage.run(50)
    expect(endOf(stage.replies.get(other))).toBe('refused busy')
    expect(endOf(stage.replies.get(late))).toBe('refused busy')
    expect(endOf(stage.replies.get(reopened))).toBe('refused busy')
    ids.push(seal(stage, 'end', testEntries(2)))
    stage.crash('A')
    stage.restart('A')
    stage.run(10)
    ids.push(seal(stage))
    stage.run(10)
    const values = ids.map((id) => stage.replies.get(id)).filter((reply) => reply !== undefined)
    expect(values).toHaveLength(3)
    expect(new Set(values.map((value) => JSON.stringify(value))).size).toBe(1)
    expect(sealedSignals(stage)).toHaveLength(1)
    expect(own(stage).head.height).toBe(1)
  })

  test('certify: only the last sixteen operations are remembered', () => {
    const stage = booth(['A'])
    for (let i = 1; i <= 17; i++) {
      open(stage, [])
      stage.run(5)
      seal(stage, `end ${i}`)
      stage.run(5)
    }
    const [old, kept] = [seal(stage, 'end 1'), seal(stage, 'end 2')]
    stage.run(5)
    expect(endOf(stage.replies.get(old))).toBe('refused noBooth')
    expect(sealedValue(stage.replies.get(kept)).head.height).toBe(2)
  })

  test.each(['', 'x'.repeat(129)])('certify: an operation of %j is invalid', (operation) => {
    const stage = booth(['A'])
    const id = seal(stage, operation)
    stage.run(1)
    expect(endOf(stage.replies.get(id))).toBe('refused invalid')
  })

  test('certify: entries of a seal obey the rules of appends', () => {
    const stage = booth(['A'], { queueEntriesMax: 5 })
    const id = seal(stage, 'end', testEntries(6))
    stage.run(1)
    expect(endOf(stage.replies.get(id))).toBe('refused tooLarge')
    expect(own(stage).isSealing).toBe(false)
  })

  test('certify: a seal not certified in time is unknown by its operation, and goes on', () => {
    const stage = booth(['A', 'B'])
    stage.crash('B')
    const id = seal(stage)
    stage.run(5_100)
    expect(stage.replies.get(id)).toMatchObject({ type: 'unknown', operation: 'end' })
    stage.restart('B')
    stage.run(500)
    const again = seal(stage)
    stage.run(10)
    expect(sealedValue(stage.replies.get(again)).head.height).toBe(1)
  })

  test('certify: the next booth begins behind the seal', () => {
    const stage = booth(['A', 'B'])
    append(stage)
    stage.run(50)
    seal(stage)
    stage.run(50)
    open(stage, ['B'])
    stage.run(50)
    append(stage)
    stage.run(50)
    const id = seal(stage, 'second')
    stage.run(50)
    const value = { from: 3, boothNumber: 2, head: { height: 4 } }
    expect(sealedValue(stage.replies.get(id))).toMatchObject(value)
  })

  test('certify: a booth with others certifies the seal that the open one cannot', () => {
    const stage = booth(['A', 'B', 'C'])
    stage.crash('B')
    const id = seal(stage)
    stage.run(50)
    const opened = open(stage, ['C'])
    stage.run(100)
    expect(endOf(stage.replies.get(opened))).toBe('ok')
    const value = sealedValue(stage.replies.get(id))
    expect(value).toMatchObject({ head: { height: 1 }, boothNumber: 2, from: 1 })
    expect(value.members).toEqual([stage.actor('A').peer, stage.actor('C').peer].sort())
  })

  test('certify: what is being opened when the booth is sealed is given up', () => {
    const stage = booth(['A', 'B', 'C', 'D'])
    stage.crash('C')
    const opening = open(stage, ['C'])
    const id = seal(stage)
    stage.run(100)
    expect(endOf(stage.replies.get(id))).toBe('ok')
    expect(endOf(stage.replies.get(opening))).toBe('refused busy')
    expect(own(stage).opening).toBe(undefined)
  })
})

describe('certify: a proposer that restarts', () => {
  test('certify: proposes the same bytes again and goes on in the same booth', () => {
    const sent = new Map<number, Set<string>>()
    const stage = createStage(['A', 'B', 'C', 'D'], {
      options: { batchBytes: 0 },
      sent(_from, _to, message) {
        if (message.type === 'propose') {
          const bytes = sent.get(stage.nowMs()) ?? new Set()
          sent.set(stage.nowMs(), bytes.add(message.block.join()))
        }
      }
    })
    open(stage, ['B', 'C', 'D'])
    stage.run(100)
    append(stage)
    stage.run(50)
    const number = own(stage).booth?.number
    stage.passes = (_from, _to, { type }) => type !== 'propose'
    append(stage)
    append(stage, 2)
    stage.run(10)
    const before = new Set([...sent.values()].slice(-1).flatMap((each) => [...each]))
    sent.clear()
    stage.crash('A')
    stage.passes = () => true
    stage.restart('A')
    stage.run(200)
    const after = new Set([...sent.values()].flatMap((each) => [...each]))
    expect(before.size).toBe(2)
    expect(after).toEqual(before)
    expect(own(stage)).toMatchObject({ head: { height: 3 }, inFlight: 0 })
    expect(own(stage).booth?.number).toBe(number)
    const id = append(stage)
    stage.run(50)
    expect(endOf(stage.replies.get(id))).toBe('ok')
  })

  test('certify: goes on with the seal it had proposed', () => {
    const stage = booth(['A', 'B'])
    stage.passes = (_from, _to, { type }) => type !== 'propose'
    seal(stage, 'end', testEntries(2))
    stage.run(10)
    stage.crash('A')
    stage.restart('A')
    stage.run(5)
    expect(own(stage).isSealing).toBe(true)
    stage.passes = () => true
    stage.run(500)
    expect(sealedSignals(stage).map(({ operation }) => operation)).toEqual(['end'])
    const id = seal(stage)
    stage.run(5)
    expect(sealedValue(stage.replies.get(id)).head.height).toBe(1)
  })

  test('certify: shows a new member the certificate of the booth before', () => {
    const stage = booth(['A', 'B', 'C'])
    append(stage)
    stage.run(50)
    seal(stage)
    stage.run(50)
    stage.crash('A')
    stage.restart('A')
    const waited = open(stage, ['C'])
    stage.run(50)
    expect(endOf(stage.replies.get(waited))).toBe('ok')
    const id = append(stage)
    stage.run(50)
    expect(endOf(stage.replies.get(id))).toBe('ok')
  })

  test('certify: answers requests that came while the chain was read', () => {
    const stage = booth(['A', 'B'])
    append(stage)
    stage.run(50)
    stage.crash('A')
    stage.restart('A')
    const ids = Array.from({ length: 65 }, () => append(stage))
    stage.run(300)
    expect(endOf(stage.replies.get(ids[0]!))).toBe('ok')
    expect(endOf(stage.replies.get(ids[63]!))).toBe('ok')
    expect(endOf(stage.replies.get(ids[64]!))).toBe('refused busy')
  })

  test('certify: keeps an auto booth auto', () => {
    const stage = createStage(['A', 'B', 'C'], { seed: 5 })
    const chain = stage.chainOf('A')
    stage.request('A', { type: 'openBooth', chain, members: { auto: 2 } })
    stage.run(50)
    const members = own(stage).booth?.members ?? []
    const other = stage.actors.find(({ name, peer }) => name !== 'A' && members.includes(peer))!
    stage.crash('A')
    stage.restart('A')
    stage.crash(other.name)
    stage.run(10)
    append(stage)
    stage.run(3_000)
    expect(own(stage).booth?.members).not.toContain(other.peer)
    expect(own(stage).inFlight).toBe(0)
  })
})

describe('certify: a proposer whose disk lost something', () => {
  const losses = [
    ['a block in flight', (chain: string) => blockKey(chain, 2)],
    ['a certified block', (chain: string) => blockKey(chain, 1)],
    ['the newest certificate', (chain: string) => certificateKey(chain, 1)],
    ['the record of its votes', (chain: string) => machineKey('certify', `voted/${chain}`)],
    ['the record of its booths', (chain: string) => machineKey('certify', `own/${chain}`)]
  ] as const
  test.each(losses)('certify: %s proposes nothing more', (title, keyOf) => {
    const stage = booth(['A', 'B'])
    append(stage)
    stage.run(50)
    stage.passes = (_from, _to, { type }) => type !== 'propose'
    append(stage)
    stage.run(10)
    stage.crash('A')
    stage.actor('A').disk.apply([{ type: 'del', key: keyOf(stage.chainOf('A').id) }])
    stage.restart('A')
    stage.passes = () => true
    stage.log.length = 0
    stage.run(50)
    const ids = [open(stage, ['B']), append(stage)]
    stage.run(500)
    const [opened, appended] = ids.map((id) => endOf(stage.replies.get(id)))
    expect(opened).toBe('refused damaged')
    expect(['refused damaged', 'refused noBooth']).toContain(appended)
    expect(stage.log.filter((line) => line.endsWith('propose'))).toEqual([])
    if (title !== 'a certified block') {
      expect(own(stage).isBroken).toBe(true)
    }
  })

  test('certify: a chain that was mended goes on with its tail in the open booth', () => {
    const stage = booth(['A', 'B'])
    append(stage)
    stage.run(50)
    const id = stage.chainOf('A').id
    const { disk, identity } = stage.actor('A')
    const lost = decodeStoredBlock(identity.crypto, disk.get(blockKey(id, 1))!).block
    stage.passes = (_from, _to, { type }) => type !== 'propose'
    append(stage)
    stage.run(10)
    stage.crash('A')
    disk.apply([{ type: 'del', key: blockKey(id, 1) }])
    stage.restart('A')
    stage.passes = () => true
    stage.run(3_000)
    expect(own(stage).inFlight).toBe(1)
    const { holdings } = stage.actor('A').environment
    expect(isFull(lost) && holdings.put(lost, [])).toBe('stored')
    const appended = append(stage)
    stage.run(500)
    expect(endOf(stage.replies.get(appended))).toBe('ok')
    expect(own(stage)).toMatchObject({ inFlight: 0, head: { height: 3 } })
  })

  test('certify: damaged state records stop it as well', () => {
    const stage = booth(['A', 'B'])
    Object.assign(stage.actor('A').environment, { isDamaged: true })
    const id = append(stage)
    stage.run(1)
    expect(endOf(stage.replies.get(id))).toBe('refused damaged')
  })
})

describe('certify: members that were away while a block was certified', () => {
  const certifiedAt = (stage: Stage, name: string): number | undefined =>
    stage.actor(name).environment.holdings.get(stage.chainOf('A').id)?.certified?.height

  test.each([
    ['the proposer ran on', ['D']],
    ['the proposer started anew before it', ['A', 'D']],
    ['the proposer started anew after it', ['D', 'A']],
    ['the proposer and another started anew after it', ['D', 'A', 'C']]
  ])('certify: learn its certificate when they come back: %s', (_what, restarted) => {
    const stage = booth(['A', 'B', 'C', 'D'])
    append(stage)
    stage.run(200)
    stage.crash('D')
    const id = append(stage)
    stage.run(200)
    expect(endOf(stage.replies.get(id))).toBe('ok')
    for (const name of restarted.filter((other) => other !== 'D')) {
      stage.crash(name)
    }
    for (const name of restarted) {
      stage.restart(name)
      stage.run(1_000)
    }
    stage.run(5_000)
    expect(certifiedAt(stage, 'D')).toBe(2)
  })
})
