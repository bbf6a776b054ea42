/** Members that answer a leader: a link that only flaps deposes nobody, one that stays closed does soon. */
import { describe, expect, it } from 'vitest'
import { createFollowers } from '../../../../src/protocols/quorum/followers.ts'
import { QUORUM_DEFAULTS } from '../../../../src/protocols/quorum/options.ts'
import { type Led, leading, page, reign } from './led.ts'

const { heartbeatMs, electionTimeoutMs } = QUORUM_DEFAULTS
const PATIENCE_MS = 2 * electionTimeoutMs

const groupOf = ({ machine }: Led) => machine.status(0).groups[0]

/** One that has led for longer than it has patience, with a bare majority. */
const longLeading = (): Led => {
  const stage = leading()
  reign(stage, PATIENCE_MS + 500)
  expect(groupOf(stage)).toMatchObject({ role: 'leader', connected: [stage.a] })
  return stage
}

describe('quorum followers', () => {
  it('quorum: a link that closes and is back at once does not depose a leader', () => {
    const stage = longLeading()
    stage.disconnect(stage.a)
    stage.connect(stage.a)
    stage.run(heartbeatMs)
    reign(stage, 1_000)
    expect(groupOf(stage)).toMatchObject({ role: 'leader', epoch: 1 })
  })

  it('quorum: a link that stays closed deposes a leader soon', () => {
    const stage = longLeading()
    stage.disconnect(stage.a)
    stage.run(heartbeatMs)
    expect(groupOf(stage)?.role).toBe('leader')
    stage.run(2 * heartbeatMs)
    expect(groupOf(stage)?.role).not.toBe('leader')
  })

  it('quorum: a member does not count as connected while its link is closed', () => {
    const stage = longLeading()
    stage.disconnect(stage.a)
    expect(groupOf(stage)?.connected).toEqual([])
    stage.connect(stage.a)
    expect(groupOf(stage)?.connected, 'it has not answered').toEqual([])
    reign(stage, heartbeatMs)
    expect(groupOf(stage)?.connected).toEqual([stage.a])
  })

  it('quorum: a member that answers over a link that was closed has come back', () => {
    const followers = createFollowers(0, QUORUM_DEFAULTS)
    expect([1, 2].map((nowMs) => followers.answered(nowMs, 'a'))).toEqual([true, false])
    followers.left(3, 'a')
    expect(followers.peers).toEqual([])
    expect([4, 5].map((nowMs) => followers.answered(nowMs, 'a'))).toEqual([true, false])
    expect(followers.peers).toEqual(['a'])
  })

  it('quorum: a member that was silent over an open link has missed something only after long', () => {
    const followers = createFollowers(0, QUORUM_DEFAULTS)
    followers.answered(1, 'a')
    expect(followers.areTooFew(PATIENCE_MS + 1, 1)).toBe(true)
    expect(followers.peers).toEqual([])
    expect(followers.answered(PATIENCE_MS + 2, 'a')).toBe(false)
    followers.left(PATIENCE_MS + 3, 'a')
    expect(followers.areTooFew(3 * PATIENCE_MS, 1)).toBe(true)
    expect(followers.answered(3 * PATIENCE_MS, 'a'), 'it was away as well').toBe(true)
    const lastMs = 3 * PATIENCE_MS
    expect(followers.answered(lastMs + 9_999, 'a')).toBe(false)
    expect(followers.answered(lastMs + 19_999, 'a'), 'what waited for it is given up').toBe(true)
  })

  it('quorum: a member that shows a page answers', () => {
    const stage = leading()
    for (let ms = 0; ms < 2 * PATIENCE_MS; ms += 100) {
      page(stage, stage.a, { epoch: 1, registers: [] })
      const fetched = { epoch: 1, registers: [], heldFrom: 0, forgottenTo: 0, more: true }
      stage.say(stage.a, { type: 'pulled', run: 0, id: 0, ...fetched })
      stage.run(100)
    }
    expect(groupOf(stage)).toMatchObject({ role: 'leader', connected: [stage.a] })
  })

  it('quorum: a leader waits no longer for a member because its link is closed', () => {
    const followers = createFollowers(0, QUORUM_DEFAULTS)
    followers.answered(500, 'a')
    const lastMs = 500 + PATIENCE_MS
    followers.left(lastMs - 1, 'a')
    expect([lastMs - 1, lastMs].map((nowMs) => followers.areTooFew(nowMs, 1))).toEqual([
      false,
      true
    ])
  })
})
