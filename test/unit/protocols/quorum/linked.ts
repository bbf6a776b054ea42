/** All members of a group, which hear each other over links that can be slow or cut. */
import type { PeerId } from '../../../../src/core/peer.ts'
import { createStage, type Sent, type Stage, type StageOptions } from './stage.ts'

export interface Linked {
  /** Ascending by id. */
  readonly members: readonly Stage[]
  /** Lets time pass at all of them; what is said is heard within a millisecond. */
  run(forMs: number): void
  /** What goes this way stays on its way, until it is let through. */
  hold(from: Stage, to: Stage): void
  release(from: Stage, to: Stage): void
  /** Closes the link of two, or opens it again. */
  cut(one: Stage, other: Stage): void
  join(one: Stage, other: Stage): void
}

interface Mail {
  readonly from: Stage
  readonly message: Sent
}

const wayOf = (from: PeerId, to: PeerId): string => `${from} ${to}`

export function createLinked(count: number, options: StageOptions): Linked {
  const members = Array.from({ length: count }, (_, place) =>
    createStage({ members: count, place, seed: place + 1, ...options })
  )
  const byId = new Map(members.map((stage) => [stage.self, stage]))
  const held = new Map<string, Mail[]>()
  const cutWays = new Set<string>()
  const heard = new Map<Stage, number>()

  const give = ({ from, message }: Mail): void => {
    byId.get(message.to)?.say(from.self, message, message)
  }

  const carry = (mail: Mail): void => {
    const way = wayOf(mail.from.self, mail.message.to)
    const slow = held.get(way)
    if (slow !== undefined) {
      slow.push(mail)
    } else if (!cutWays.has(way)) {
      give(mail)
    }
  }

  /** Carries what was said since the last time, with all that is said because of it. */
  const deliver = (): void => {
    for (let isMore = true; isMore; ) {
      isMore = false
      for (const from of members) {
        const news = from.said.slice(heard.get(from) ?? 0)
        heard.set(from, from.said.length)
        isMore ||= news.length > 0
        for (const message of news) {
          carry({ from, message })
        }
      }
    }
  }

  for (const stage of members) {
    stage.start()
  }
  return {
    members,
    run(forMs) {
      for (let ms = 0; ms < forMs; ms++) {
        for (const stage of members) {
          stage.run(1)
        }
        deliver()
      }
    },
    hold: (from, to) => held.set(wayOf(from.self, to.self), []),
    release(from, to) {
      const way = wayOf(from.self, to.self)
      const slow = held.get(way) ?? []
      held.delete(way)
      for (const mail of slow) {
        give(mail)
      }
    },
    cut(one, other) {
      cutWays.add(wayOf(one.self, other.self)).add(wayOf(other.self, one.self))
      one.disconnect(other.self)
      other.disconnect(one.self)
    },
    join(one, other) {
      cutWays.delete(wayOf(one.self, other.self))
      cutWays.delete(wayOf(other.self, one.self))
      one.connect(other.self)
      other.connect(one.self)
    }
  }
}
