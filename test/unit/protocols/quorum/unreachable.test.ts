/** What a vehicle says when too few members of a quorum group are in reach: who is missing, and of how many. */
import { expect, test } from 'vitest'
import type { Reply } from '../../../../src/core/machine.ts'
import { createStage, put, registerOf, type Stage, type StageOptions } from './stage.ts'

/** Longer than anybody waits for an answer. */
const LATE_MS = 6_000

function stageOf(rules: NonNullable<StageOptions['rules']>, options: StageOptions = {}): Stage {
  const stage = createStage({ rules, ...options })
  stage.start()
  return stage
}

function answerOf(stage: Stage, ask: () => void): Reply | undefined {
  ask()
  stage.run(LATE_MS)
  return stage.replies.get('asked')
}

const readOf = (stage: Stage): Reply | undefined => answerOf(stage, () => stage.get('asked', 'k'))

const changeOf = (stage: Stage, id?: string): Reply | undefined =>
  answerOf(stage, () => stage.ask('asked', put('k', 'v'), id))

test('quorum: a read that needs more members than are in reach names who is missing', () => {
  const stage = stageOf({ reads: 3, writes: 2 })
  const [gone = ''] = stage.others
  stage.disconnect(gone)
  expect(readOf(stage)).toEqual({
    type: 'refused',
    reason: 'unreachable',
    message: `${gone} is a member and out of reach; a read needs 3 of the 3 members`,
    retry: true
  })
})

test('quorum: all who are out of reach are named', () => {
  const stage = stageOf({ reads: 2, writes: 2 })
  for (const peer of stage.others) {
    stage.disconnect(peer)
  }
  const missing = `${stage.others.join(', ')} are members and out of reach`
  expect(readOf(stage)).toMatchObject({ message: `${missing}; a read needs 2 of the 3 members` })
  expect(changeOf(stage), 'nothing left this vehicle').toEqual({
    type: 'refused',
    reason: 'unreachable',
    message: `${missing}; a change needs 2 of the 3 members`,
    retry: true
  })
})

test('quorum: a read of fewer members than a write says that a value has to be with more', () => {
  const stage = stageOf({ reads: 1, writes: 3 })
  const [gone = '', other = ''] = stage.others
  stage.disconnect(gone)
  const registers = [registerOf('k', 'v', { epoch: 1, counter: 1, node: 0 })]
  stage.say(other, { type: 'store', run: 1, id: 1, epoch: 1, registers })
  expect(readOf(stage)).toMatchObject({
    reason: 'unreachable',
    message:
      `${gone} is a member and out of reach; a read of a value that is not known to be with 3 ` +
      'needs 3 of the 3 members'
  })
})

test('quorum: a change that left this vehicle stays unknown, and says what it waited for', () => {
  const stage = stageOf({ reads: 3, writes: 2 })
  const [gone = ''] = stage.others
  stage.lead()
  stage.disconnect(gone)
  expect(changeOf(stage)).toMatchObject({
    type: 'unknown',
    message:
      `${gone} is a member and out of reach; the first change of a key by a leader needs 3 of the ` +
      '3 members; ask again with the same id to learn what became of it'
  })
})

test('quorum: without a leader a change needs the members of a read as well', () => {
  const stage = stageOf({ reads: 3, writes: 2, leaderless: true })
  const [gone = ''] = stage.others
  stage.disconnect(gone)
  expect(changeOf(stage)).toMatchObject({
    message: expect.stringContaining('out of reach; a change needs 3 of the 3 members')
  })
})

test('quorum: while enough members are in reach nobody is called missing', () => {
  const stage = stageOf({ reads: 2, writes: 2 })
  const [gone = ''] = stage.others
  stage.disconnect(gone)
  expect(readOf(stage)).toMatchObject({
    reason: 'noLeader',
    message: 'no member of the group has answered in time'
  })
})

test('quorum: a member that does not count tells of nobody', () => {
  const stage = stageOf({ reads: 3, writes: 2 }, { isDamaged: true })
  const [gone = ''] = stage.others
  stage.disconnect(gone)
  expect(readOf(stage)).toMatchObject({ reason: 'noLeader' })
})

test('quorum: who is no member names whom it does not reach, and what it takes', () => {
  const stage = stageOf({ reads: 1, writes: 3 }, { isStranger: true })
  const [gone = ''] = stage.others
  expect(readOf(stage)).toMatchObject({ message: 'no member of the group has answered in time' })
  stage.disconnect(gone)
  const waited = `no member of the group has answered in time; ${gone} is a member and out of reach`
  expect(readOf(stage)).toEqual({
    type: 'refused',
    reason: 'noLeader',
    message: `${waited}; a read of a value that is not known to be with 3 needs 3 of the 3 members`,
    retry: true
  })
  const more = createStage({ rules: { reads: 2, writes: 2 }, isStranger: true })
  more.start()
  more.disconnect(gone)
  expect(readOf(more), 'enough are in reach').toMatchObject({ message: waited })
})
