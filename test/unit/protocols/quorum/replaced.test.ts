/** Members that come and go: who counts, who is asked, and what is left of who has gone. */
import { describe, expect, it } from 'vitest'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { createStage, incarnationOf, put, registerOf, type Stage } from './stage.ts'

const NEWCOMER = createCryptoRealm(5).identity('newcomer').peer

/** `from` has another in its place from the second booth on. */
function replace(stage: Stage, from: string, to = NEWCOMER): void {
  const members = [stage.self, ...stage.others].map((peer) => (peer === from ? to : peer)).sort()
  stage.booth = { number: 2, members, incarnations: members.map(incarnationOf) }
  stage.since.set(to, 2)
}

const started = (place = 2): Stage => {
  const stage = createStage({ place })
  stage.start()
  return stage
}

describe('quorum: replaced members', () => {
  it('quorum: who is replaced counts no more, and who came does', () => {
    const stage = started()
    const [leaving = '', other = ''] = stage.others
    stage.lead()
    stage.ask('a', put('k', 'v'))
    stage.show(other, [])
    replace(stage, leaving)
    stage.run(1)
    stage.store(leaving)
    expect(stage.replies.has('a'), 'one disk and its own are not two').toBe(false)
    stage.run(200)
    expect(stage.last('store', NEWCOMER), 'it is sent what is under way').toBeDefined()
    stage.store(NEWCOMER)
    expect(stage.replies.get('a')?.type).toBe('ok')
  })

  it('quorum: who is replaced while it leads leads no more', () => {
    const stage = started()
    const [first = ''] = stage.others
    stage.lead()
    replace(stage, stage.self)
    stage.run(100)
    expect(stage.machine.status(stage.nowMs).groups[0]).toMatchObject({ role: 'learner' })
    stage.said.length = 0
    stage.run(2_000)
    expect(stage.said, 'it asks for no votes and sends no heartbeats').toEqual([])
    stage.say(first, { type: 'claim', epoch: 9, probe: false })
    expect(stage.last('grant')).toBeUndefined()
  })

  it('quorum: who is a member no more takes what it held off its disk, a part at a time', () => {
    const stage = started(0)
    const [first = ''] = stage.others
    const many = Array.from({ length: 1_500 }, (_, i) =>
      registerOf(`k-${i}`, 'v', { epoch: 1, counter: i + 1, node: 1 })
    )
    for (let i = 0; i < many.length; i += 500) {
      const registers = many.slice(i, i + 500)
      stage.say(first, { type: 'store', run: 1, id: i, epoch: 0, registers })
    }
    expect(stage.disk.size).toBe(1_501)
    replace(stage, stage.self)
    stage.run(50)
    expect(stage.disk.size, 'not all in one write').toBeGreaterThan(0)
    stage.run(150)
    expect([...stage.disk.keys()]).toEqual([])
    expect(stage.machine.status(stage.nowMs).groups[0]).toMatchObject({ registers: 0, epoch: 0 })
  })

  it('quorum: who has gone is asked no more, also when it was the one that led', () => {
    const stage = started(0)
    const [first = '', second = ''] = stage.others
    stage.say(first, { type: 'beat', epoch: 1, seq: 1, forgottenTo: 0 })
    replace(stage, first)
    stage.connect(NEWCOMER)
    stage.disconnect(second)
    stage.said.length = 0
    stage.ask('a', put('k', 'v'))
    stage.run(50)
    expect(stage.all('forward').map(({ to }) => to)).toEqual([NEWCOMER])
  })

  it('quorum: of a later booth a stranger may be a member, and is left alone', () => {
    const stage = started(0)
    const beat = { type: 'beat', epoch: 1, seq: 1, forgottenTo: 0 } as const
    stage.say(NEWCOMER, beat, { booth: 2 })
    expect(stage.facts.filter(({ name }) => name === 'quorum:refused')).toEqual([])
    expect(stage.last('beaten')).toBeUndefined()
    stage.say(NEWCOMER, beat, { booth: 1 })
    expect(stage.facts.filter(({ name }) => name === 'quorum:refused').length).toBe(1)
  })

  it('quorum: a member tells the log in each booth that it has all, and when it has', () => {
    const stage = started(0)
    const [first = '', second = ''] = stage.others
    const told = () =>
      stage.batches.flatMap(({ batch }) => (batch.whole === undefined ? [] : [batch.whole]))
    stage.whole.clear()
    stage.run(5_000)
    expect(told(), 'it has been there').toEqual([{ member: stage.self, booth: 1 }])
    stage.machine.archived(stage.batches.at(-1)?.id ?? '', true)
    stage.whole.set(stage.self, 1)
    stage.batches.length = 0
    stage.booth = { number: 2, members: [stage.self, first, second], incarnations: [] }
    stage.booth.incarnations.push(...stage.booth.members.map(incarnationOf))
    stage.since.set(stage.self, 2)
    stage.run(5_000)
    expect(told(), 'it has not pulled yet').toEqual([])
    for (const peer of [first, second]) {
      const pull = stage.last('pull', peer)
      const { run = 0, id = 0 } = pull ?? {}
      const page = { run, id, epoch: 0, registers: [], more: false, heldFrom: 0, forgottenTo: 0 }
      stage.say(peer, { type: 'pulled', ...page })
    }
    stage.run(100)
    expect(told()).toEqual([{ member: stage.self, booth: 2 }])
    stage.run(5_000)
    expect(told().length, 'one at a time').toBe(1)
    const { id = '' } = stage.batches.at(-1) ?? {}
    stage.machine.archived(id, false)
    stage.run(5_000)
    expect(told().length, 'the log did not take it').toBe(2)
    stage.whole.set(stage.self, 2)
    stage.machine.archived(id, true)
    stage.run(5_000)
    expect(told().length).toBe(2)
  })
})
