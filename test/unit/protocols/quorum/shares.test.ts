/** What strangers ask a leader for without end leaves room for the operations of others. */
import { describe, expect, it } from 'vitest'
import { encodeCommand } from '../../../../src/core/command.ts'
import type { PeerId } from '../../../../src/core/peer.ts'
import { SESSIONS_KNOWN_MAX, SESSIONS_OF_ONE_MAX } from '../../../../src/protocols/quorum/limits.ts'
import { clientOf } from '../../../../src/protocols/quorum/term.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { encodeOperation } from '../../../../src/state/kv/index.ts'
import { leading, written } from './led.ts'
import { put, type Stage } from './stage.ts'

const REALM = createCryptoRealm(9)
const STRANGER = REALM.identity('stranger').peer
const HONEST = REALM.identity('honest').peer
const OPERATION = encodeOperation(put('k', 'v'))

/** Items of one message. */
const ITEMS = 4_096

interface Opening extends Stage {
  readonly a: PeerId
  /** A vehicle asks for one operation in each of so many new sessions. Returns what it hears of them. */
  open(from: PeerId, count: number, origin?: PeerId): readonly string[]
}

/** A leader that has taken its one key over, and whose writes `a` acknowledges. */
const opening = (): Opening => {
  const stage = leading()
  written(stage, 'k', 'first')
  let sessions = 0
  const openOnce = (from: PeerId, count: number, origin: PeerId | undefined): readonly string[] => {
    const items = Array.from({ length: count }, () => {
      const client = clientOf(1, (++sessions).toString(16).padStart(32, '0'))
      const name = { client, seq: 1, ackedTo: 0, openedAt: 0 }
      const entry = encodeCommand({ type: 'operation', ...name, operation: OPERATION })
      return { type: 'entry', ticket: sessions, entry } as const
    })
    const way = { run: 1, relay: false, term: 1, origin, waitMs: 5_000 } as const
    const said = stage.said.length
    stage.say(from, { type: 'forward', ...way, items }, { incarnation: '00'.repeat(16) })
    stage.run(10)
    stage.store(stage.a)
    stage.run(10)
    const heard = stage.said.slice(said)
    return heard.flatMap((message) => {
      return message.type === 'answers' && message.to === from
        ? message.answers.map(({ outcome }) => outcome.type)
        : []
    })
  }
  const open: Opening['open'] = (from, count, origin) =>
    Array.from({ length: Math.ceil(count / ITEMS) }, (_, i) => {
      return openOnce(from, Math.min(ITEMS, count - i * ITEMS), origin)
    }).flat()
  return Object.assign(stage, { open })
}

const counted = (heard: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const type of heard) {
    counts[type] = (counts[type] ?? 0) + 1
  }
  return counts
}

describe('quorum shares', () => {
  it('quorum: a stranger that opens sessions without end is told that there is no room, and nobody else', () => {
    const stage = opening()
    expect(counted(stage.open(STRANGER, SESSIONS_KNOWN_MAX))).toEqual({
      done: SESSIONS_OF_ONE_MAX,
      busy: SESSIONS_KNOWN_MAX - SESSIONS_OF_ONE_MAX
    })
    expect(stage.open(HONEST, 1)).toEqual(['done'])
    expect(stage.open(STRANGER, 1)).toEqual(['busy'])
    stage.ask('own', put('k', 'own'))
    stage.run(10)
    stage.store(stage.a)
    expect(stage.replies.get('own')?.type).toBe('ok')
    expect(stage.machine.status(0).groups[0]).toMatchObject({ role: 'leader', epoch: 1 })
  })

  it('quorum: who asks through a member has its share, and a stranger none of those that it names', () => {
    const stage = opening()
    expect(stage.open(stage.a, SESSIONS_OF_ONE_MAX, STRANGER)).not.toContain('busy')
    expect(stage.open(STRANGER, 1)).toEqual(['busy'])
    expect(stage.open(stage.a, 1)).toEqual(['done'])
    expect(stage.open(STRANGER, 1, HONEST)).toEqual(['busy'])
    expect(stage.open(HONEST, 1)).toEqual(['done'])
  })
})
