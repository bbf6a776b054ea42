/** How long a member pauses after attempts to have somebody elected that failed. */
import { describe, expect, it } from 'vitest'
import { resolveQuorumOptions } from '../../../../src/protocols/quorum/options.ts'
import { createPace, type Pace } from '../../../../src/protocols/quorum/pace.ts'
import { createStage, type Stage } from './stage.ts'

const settings = resolveQuorumOptions()
const { electionTimeoutMs, backOffMsMax } = settings
/** What chance takes from the longest pause. */
const LEAST_SHARE = 0.2
const ATTEMPTS = 8

/** The pause after one more failure. */
const pauseOf = (pace: Pace, nowMs: number): number => {
  pace.failed(nowMs)
  for (let ms = 0; ms <= 10 * backOffMsMax; ms++) {
    if (pace.isOver(nowMs + ms)) {
      return ms
    }
  }
  return Number.POSITIVE_INFINITY
}

const paceOf = (chance: number): Pace => createPace(settings, { next: () => chance } as never)

describe('quorum pace', () => {
  it('quorum: every pause is longer than the one before, up to a limit, until somebody leads', () => {
    const pace = paceOf(1)
    const pauses = Array.from({ length: 12 }, (_, i) => pauseOf(pace, i * 100_000))
    const wanted = pauses.map((_, i) =>
      Math.min(backOffMsMax, Math.ceil(electionTimeoutMs * 1.5 ** i))
    )
    expect(pauses).toEqual(wanted)
    expect(pauses.at(-1)).toBe(backOffMsMax)
    pace.yielded()
    pace.reset()
    expect([pauseOf(pace, 10_000_000), pace.yields]).toEqual([electionTimeoutMs, 0])
  })

  it('quorum: pauses are of chance, so that two do not go on at once for ever', () => {
    expect(pauseOf(paceOf(0), 0)).toBe(LEAST_SHARE * electionTimeoutMs)
    expect(pauseOf(paceOf(1), 0)).toBe(electionTimeoutMs)
  })

  it('quorum: a wait that is under way is not made shorter', () => {
    const pace = paceOf(0)
    pace.wait(1_000)
    pace.failed(0)
    expect([pace.isOver(999), pace.isOver(1_000)]).toEqual([false, true])
  })
})

describe('quorum attempts', () => {
  /** Longer than an attempt is silent between two of its claims. */
  const SILENT_MS = 150

  /** Pauses between attempts of the highest member, whose claims are answered by `answer`. */
  const pausesOf = (answer: (stage: Stage) => void): readonly number[] => {
    const stage = createStage({ place: 2 })
    stage.start()
    const pauses: number[] = []
    let claimedAt: number | undefined
    for (let i = 0; i < 4_000 && pauses.length < ATTEMPTS; i++) {
      stage.said.length = 0
      stage.run(10)
      if (stage.last('claim') !== undefined) {
        if (claimedAt !== undefined && stage.nowMs - claimedAt > SILENT_MS) {
          pauses.push(stage.nowMs - claimedAt)
        }
        claimedAt = stage.nowMs
        answer(stage)
      }
    }
    return pauses
  }
  const longest = settings.electionTimeoutMs * 1.5 ** (ATTEMPTS - 1)
  const least = LEAST_SHARE * Math.min(backOffMsMax, longest)

  it.each<readonly [string, (stage: Stage) => void]>([
    ['is answered by nobody', () => undefined],
    [
      'is denied',
      (stage) => stage.say(stage.others[0] ?? '', { type: 'deny', epoch: 0, alive: true })
    ],
    [
      'is granted in words only',
      (stage) => {
        if (stage.last('claim')?.probe === true) {
          const epoch = stage.last('claim')?.epoch ?? 0
          stage.say(stage.others[0] ?? '', { type: 'grant', epoch, probe: true })
        }
      }
    ]
  ])('quorum: a member whose attempt %s pauses longer each time', (_, answer) => {
    const pauses = pausesOf(answer)
    expect(pauses).toHaveLength(ATTEMPTS)
    expect(pauses[0], pauses.join()).toBeLessThanOrEqual(electionTimeoutMs + SILENT_MS)
    expect(pauses.at(-1), pauses.join()).toBeGreaterThanOrEqual(least)
  })
})
