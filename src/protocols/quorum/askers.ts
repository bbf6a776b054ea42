/**
 * Who asks what waits at this member, and whether one more may wait.
 *
 * Keeps: no vehicle has more than its share of the questions for spans of keys, each of which has members
 * show page after page; what other vehicles ask, however much it is, takes no room from clients of this
 * one, and no spans take that of single keys.
 */
import type { PeerId } from '../../core/peer.ts'
import { createTally } from '../../core/tally.ts'
import { PENDING_MAX, ROUNDS_MAX, SPANS_MAX, SPANS_OF_ONE_MAX } from './limits.ts'
import type { QuestionPlan } from './types.ts'

/** Who asks. */
export interface Asker {
  /** What is asked again has the same name and ticket. */
  readonly name: string
  /** Which vehicle answers for it. */
  readonly vehicle: PeerId
}

/** What one question takes. */
export interface Taken {
  readonly vehicle: PeerId
  readonly type: Exclude<QuestionPlan['type'], 'refused'>
}

export interface Askers {
  /** Whether one more may wait while so many rounds are under way. */
  hasRoom(one: Taken, rounds: number): boolean
  add(one: Taken): void
  remove(one: Taken): void
}

export function createAskers(self: PeerId): Askers {
  const questions = createTally()
  const spans = createTally()

  const count = ({ vehicle, type }: Taken, by: 1 | -1): void => {
    questions.add(vehicle, by)
    spans.add(vehicle, type === 'span' ? by : 0)
  }

  const hasRoomForSpan = (vehicle: PeerId): boolean => {
    if (vehicle === self) {
      return spans.of(self) < SPANS_MAX
    }
    return spans.of(vehicle) < SPANS_OF_ONE_MAX && spans.total - spans.of(self) < SPANS_MAX
  }

  return {
    hasRoom({ vehicle, type }, rounds) {
      // What clients of this vehicle ask has its bound where they wait.
      const isOwn = vehicle === self
      const others = questions.total - questions.of(self)
      const isRoom = isOwn || (others < PENDING_MAX && rounds < ROUNDS_MAX)
      return isRoom && (type === 'key' || hasRoomForSpan(vehicle))
    },
    add: (one) => count(one, 1),
    remove: (one) => count(one, -1)
  }
}
