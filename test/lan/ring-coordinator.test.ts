/**
 * Coordinators of a ring of four real vehicles that are killed between every two messages of a
 * transaction: one that keeps nothing, and the leader of the log. Nobody is blocked, the keys of the
 * transaction are changed together or not at all, and who asks again elsewhere under the same id hears
 * the truth.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { HaltPoint } from '../support/halts.ts'
import { steadyMs } from '../support/kv-clients.ts'
import { expectCalm } from '../support/real-verdict.ts'
import { requires } from '../support/requires.ts'
import { createRingLan, type Pair, type RingLan } from '../support/ring-lan.ts'

const MINUTE_MS = 60_000
const STRANGER = 5
/** Owners wait 2 s before they doubt; the rest is for a machine with much to do. */
const FREE_MS_MAX = 15_000

/** What is killed where, and what has to be true then. */
interface Death {
  readonly when: string
  readonly point: (pair: Pair) => HaltPoint
  /** How many owners have voted and heard nothing. */
  readonly doubting: 'nobody' | 'some' | 'all'
  /** What both keys hold; undefined for either, as the log has it. */
  readonly becomes: 'old' | 'new' | undefined
  /** The client was answered. */
  readonly isHeard?: boolean
}

const twophase =
  (before: HaltPoint['before'], what: string, nth = 1) =>
  ({ owners }: Pair): HaltPoint => ({
    ...{ before, protocol: 'twophase', what },
    nth: Math.min(nth, owners.length)
  })

const log =
  (before: HaltPoint['before'], what: string, nth = 1) =>
  (): HaltPoint => ({ before, protocol: 'paxos', what, nth })

/** Two keys on a ring of four with two copies have so many owners at most. */
const GAPS = [
  [1, 'none'],
  [2, 'one'],
  [3, 'two'],
  [4, 'three']
] as const

const DEATHS: readonly Death[] = [
  ...GAPS.map(([nth, count]): Death => {
    const doubting = nth === 1 ? 'nobody' : 'some'
    const point = twophase('send', 'prepare', nth)
    return {
      when: `when it has asked ${count} of the owners to prepare`,
      point,
      doubting,
      becomes: 'old'
    }
  }),
  ...GAPS.map(([nth, count]): Death => {
    const when = `when all owners are asked to prepare, and it has heard ${count} of their votes`
    return { when, point: twophase('hear', 'votes', nth), doubting: 'all', becomes: 'old' }
  }),
  {
    when: 'before what all have voted for goes to the log',
    ...{ point: log('send', 'entry'), doubting: 'all', becomes: 'old' }
  },
  {
    when: 'before it hears that the log has decided',
    ...{ point: log('hear', 'entryDone'), doubting: 'all', becomes: 'new' }
  },
  ...GAPS.map(([nth, count]): Death => {
    const doubting = nth === 1 ? 'all' : 'some'
    const point = twophase('send', 'outcomes', nth)
    const when = `when it has told ${count} of the owners the outcome`
    return { when, point, doubting, becomes: 'new', isHeard: true }
  }),
  ...GAPS.map(([nth, count]): Death => {
    const point = twophase('hear', 'acks', nth)
    const when = `when all owners are told the outcome, and it has heard of ${count} that it is done`
    return { when, point, doubting: 'nobody', becomes: 'new', isHeard: true }
  }),
  {
    when: 'before the log hears that all have done it',
    ...{ point: log('send', 'entry', 2), doubting: 'nobody', becomes: 'new', isHeard: true }
  }
]

const LEADER_DEATHS: readonly Death[] = [
  {
    when: 'when all owners are asked to prepare',
    ...{ point: twophase('hear', 'votes'), doubting: 'all', becomes: 'old' }
  },
  {
    when: 'before another member has the decision',
    ...{ point: log('send', 'block'), doubting: 'all', becomes: 'old' }
  },
  {
    when: 'when one other member has the decision',
    ...{ point: log('send', 'block', 2), doubting: 'all', becomes: undefined }
  },
  {
    when: 'before an owner is told the outcome',
    ...{ point: twophase('send', 'outcomes'), doubting: 'all', becomes: 'new', isHeard: true }
  }
]

describe.skipIf(requires('netns'))('a ring and its coordinators', { timeout: MINUTE_MS }, () => {
  let ring: RingLan

  beforeAll(async () => {
    ring = await createRingLan(4, 1)
  }, 3 * MINUTE_MS)

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      await ring.renew()
    }
  }, MINUTE_MS)

  afterAll(() => ring?.group.destroy())

  const dies = async (coordinator: number, death: Death): Promise<void> => {
    const { fleet, start } = ring.group
    const survivors = ring.members.filter((one) => one !== coordinator)
    const [one = 0, other = 0] = survivors
    const pair = await ring.pairBeside(coordinator)
    const [x, y] = pair.keys
    const operation = await ring.operation()
    // What it has sent to nobody yet is not sent once it stands still.
    await ring.met(coordinator)
    // Blocks of others would count at the leader.
    await (coordinator === STRANGER ? ring.idle() : ring.quiet())

    const halted = await fleet.haltAt(coordinator, death.point(pair))
    const asked = ring.swap(coordinator, pair.keys, 'new', { operation })
    await halted()
    await fleet.until(`${death.doubting} of the owners doubt`, FREE_MS_MAX, async () =>
      isAsManyAs(death.doubting, await ring.inDoubt(survivors), pair)
    )
    if (death.isHeard === true) {
      // Its words are on their way to the client already, and must not die with it.
      await asked
    }
    await fleet.kill(coordinator)
    const killedMs = steadyMs()
    const { status, body } = await asked
    expect(status, JSON.stringify(body)).toBe(death.isHeard === true ? 200 : undefined)

    const found = await Promise.all([ring.read(one, x), ring.read(other, y)])
    const isDone = found[0].value === 'new'
    const now = isDone ? { value: 'new', changes: 2 } : { value: 'old', changes: 1 }
    expect(found, 'both keys').toEqual([now, now])
    expect(death.becomes ?? now.value).toBe(now.value)
    await fleet.until('nobody doubts', FREE_MS_MAX, async () => {
      return (await ring.inDoubt(survivors)) === 0
    })
    // Done once, whether it was done before or only now; and what it found was found then.
    const again = await ring.swap(other, pair.keys, 'new', { operation })
    expect(ring.swapped(pair.keys, again)).toEqual(['old', 'old'])
    expect(await ring.read(one, x)).toEqual({ value: 'new', changes: 2 })
    expect(ring.swapped(pair.keys, await ring.swap(one, pair.keys, 'next'))).toEqual(['new', 'new'])
    expect(steadyMs() - killedMs, 'ms until both were read and written').toBeLessThan(FREE_MS_MAX)

    await start(coordinator)
    for (const key of pair.keys) {
      const there = await Promise.all([coordinator, one, other].map((at) => ring.read(at, key)))
      expect(there, key).toEqual(Array(3).fill({ value: 'next', changes: 3 }))
    }
    expect(await ring.inDoubt(ring.members)).toBe(0)
  }

  for (const death of LEADER_DEATHS) {
    it(`B21: the leader is killed as a coordinator ${death.when}`, async () => {
      await dies(await ring.group.leader(), death)
    })
  }

  for (const death of DEATHS) {
    it(`B21: a coordinator is killed ${death.when}`, async () => {
      await dies(STRANGER, death)
    })
  }

  it('twophase: nobody was halted by a rule of the program', async () => {
    await expectCalm(ring.group.fleet, [...ring.members, STRANGER])
  })
})

function isAsManyAs(wanted: Death['doubting'], count: number, { owners }: Pair): boolean {
  switch (wanted) {
    case 'nobody':
      return count === 0
    case 'some':
      return count > 0 && count < owners.length
    case 'all':
      return count === owners.length
  }
}
