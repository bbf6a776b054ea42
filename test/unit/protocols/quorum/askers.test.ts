/** Who asks much waits behind itself: what each vehicle may have a member look for at once. */
import { describe, expect, it } from 'vitest'
import type { PeerId } from '../../../../src/core/peer.ts'
import {
  PENDING_MAX,
  ROUNDS_MAX,
  SPANS_MAX,
  SPANS_OF_ONE_MAX,
  WAIT_MS_MAX
} from '../../../../src/protocols/quorum/limits.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { encodeQuery, keyOfText } from '../../../../src/state/kv/index.ts'
import { type Led, shownTo } from './led.ts'
import { createStage, registerOf, type StageOptions } from './stage.ts'

const REALM = createCryptoRealm(9)
const [STRANGER = '', OTHER = '', ...MORE] = Array.from(
  { length: 2 + SPANS_MAX / SPANS_OF_ONE_MAX },
  (_, i) => REALM.identity(`stranger-${i}`).peer
)
const COUNT = encodeQuery({ type: 'stats' })
const GET = encodeQuery({ type: 'get', key: keyOfText('k') })

interface Asked {
  readonly origin?: PeerId
  readonly question?: Uint8Array
  readonly waitMs?: number
}

interface Asking extends Led {
  /** A vehicle asks so often in one message; returns how often it was told at once that there is no room. */
  forward(from: PeerId, count: number, asked?: Asked): number
  /** Questions for a page that somebody still waits for. */
  pages(): number
}

/** A member that follows nobody, asked by vehicles that it does not know. */
const asking = (options: StageOptions = {}): Asking => {
  const stage = createStage({ place: 0, ...options })
  stage.start()
  const [a = '', b = ''] = stage.others
  let tickets = 0
  const forward: Asking['forward'] = (from, count, asked = {}) => {
    const { origin, question = COUNT, waitMs = WAIT_MS_MAX } = asked
    const items = Array.from({ length: count }, () => {
      return { type: 'question', ticket: ++tickets, question } as const
    })
    const message = { type: 'forward', run: 1, relay: false, term: 0, origin, waitMs } as const
    const said = stage.said.length
    stage.say(from, { ...message, items }, { incarnation: '00'.repeat(16) })
    const answers = stage.said.slice(said).flatMap((message) => {
      return message.type === 'answers' && message.to === from ? message.answers : []
    })
    return answers.filter(({ outcome }) => outcome.type === 'busy').length
  }
  const pages = (): number => new Set(stage.all('pull').map(({ id }) => id)).size
  return Object.assign(stage, { a, b, forward, pages })
}

/** Answers all questions for pages with nothing. */
const showNothing = (stage: Asking): void => {
  const asked = stage.all('pull').filter(({ to }) => to === stage.a)
  stage.said.length = 0
  for (const { run, id } of asked) {
    const page = { epoch: 0, more: false, registers: [], heldFrom: 0, forgottenTo: 0 }
    stage.say(stage.a, { type: 'pulled', run, id, ...page })
  }
}

/** A client of this vehicle is answered by the next member. */
const isAnswered = (stage: Asking, id: string): boolean => {
  stage.get(id, 'mine')
  stage.run(10)
  stage.show(stage.last('fetch')?.to ?? '', [])
  return shownTo(stage, id) === undefined && stage.replies.get(id)?.type === 'ok'
}

describe('quorum askers', () => {
  it('quorum: a thousand counts that a stranger asks for hold up no client of this vehicle', () => {
    const stage = asking({ options: { pageMax: 4 } })
    const registers = Array.from({ length: 800 }, (_, i) => {
      return registerOf(`${1_000 + i}`, 'v', { epoch: 1, counter: 1 + i, node: 130 })
    })
    stage.say(stage.a, { type: 'store', run: 7, id: 0, epoch: 0, registers })
    expect(stage.forward(STRANGER, ROUNDS_MAX)).toBe(ROUNDS_MAX - SPANS_OF_ONE_MAX)
    expect(stage.pages()).toBe(SPANS_OF_ONE_MAX)
    expect(isAnswered(stage, 'get')).toBe(true)
    stage.query('count', COUNT)
    expect(stage.pages(), 'its own count is begun too').toBe(SPANS_OF_ONE_MAX + 1)
    expect(stage.forward(OTHER, 1), 'and that of another vehicle').toBe(0)
  })

  it('quorum: a vehicle may ask for more once it is answered, or has waited in vain', () => {
    const stage = asking()
    expect(stage.forward(STRANGER, SPANS_OF_ONE_MAX)).toBe(0)
    expect(stage.forward(STRANGER, 1)).toBe(1)
    expect(stage.forward(STRANGER, 1, { question: GET }), 'a single key').toBe(0)
    showNothing(stage)
    expect(stage.forward(STRANGER, SPANS_OF_ONE_MAX, { waitMs: 1_000 })).toBe(0)
    expect(stage.forward(STRANGER, 1)).toBe(1)
    stage.run(1_100)
    expect(stage.forward(STRANGER, SPANS_OF_ONE_MAX + 1)).toBe(1)
  })

  it('quorum: only members ask on behalf of others', () => {
    const stage = asking()
    const perVehicle = MORE.map((origin) => stage.forward(STRANGER, 1, { origin }))
    expect(perVehicle.filter((busy) => busy === 0).length).toBe(SPANS_OF_ONE_MAX)
    expect(stage.forward(stage.a, SPANS_OF_ONE_MAX, { origin: OTHER })).toBe(0)
    expect(stage.forward(OTHER, 1)).toBe(1)
    expect(stage.forward(stage.a, SPANS_OF_ONE_MAX + 1)).toBe(1)
  })

  it('quorum: spans of all vehicles leave room for those of this one, and for single keys', () => {
    const stage = asking()
    for (const from of MORE) {
      expect(stage.forward(from, SPANS_OF_ONE_MAX)).toBe(0)
    }
    expect(stage.forward(STRANGER, 1)).toBe(1)
    expect(stage.forward(STRANGER, 1, { question: GET })).toBe(0)
    for (let i = 0; i <= SPANS_MAX; i++) {
      stage.query(`own-${i}`, COUNT)
    }
    expect(stage.forward(STRANGER, 1), 'those of others are as many').toBe(1)
    const busy = [...stage.replies.values()].map(
      (reply) => reply.type === 'refused' && reply.reason
    )
    expect(busy).toEqual(['busy'])
    expect(isAnswered(stage, 'get')).toBe(true)
  })

  it('quorum: spans of this vehicle leave room for those of others', () => {
    const stage = asking()
    for (let i = 0; i < SPANS_MAX; i++) {
      stage.query(`own-${i}`, COUNT)
    }
    expect(stage.forward(STRANGER, SPANS_OF_ONE_MAX + 1)).toBe(1)
  })

  it('quorum: what was waited for in vain is not told under the name that another question has now', () => {
    const stage = asking()
    const ask = (ticket: number, question: Uint8Array, waitMs: number): void => {
      const items = [{ type: 'question', ticket, question }] as const
      const way = { run: 2, relay: false, term: 0, origin: undefined, waitMs } as const
      stage.say(STRANGER, { type: 'forward', ...way, items }, { incarnation: '00'.repeat(16) })
    }
    const answered = (): readonly number[] =>
      stage.all('answers').flatMap(({ answers }) => answers.map(({ ticket }) => ticket))
    stage.together(() => {
      ask(1, GET, 20)
      ask(2, GET, 60_000)
    })
    stage.run(120)
    ask(1, COUNT, 60_000)
    stage.show(stage.last('fetch')?.to ?? '', [])
    expect(answered()).toEqual([2])
    showNothing(stage)
    expect(answered()).toEqual([1])
  })

  it('quorum: however much others ask, clients of this vehicle are answered', () => {
    const rounds = asking()
    for (let i = 0; i < ROUNDS_MAX; i++) {
      expect(rounds.forward(STRANGER, 1, { question: GET })).toBe(0)
    }
    expect(rounds.forward(OTHER, 1, { question: GET })).toBe(1)
    expect(isAnswered(rounds, 'get')).toBe(true)

    const questions = asking()
    for (let i = 0; i < PENDING_MAX; i += 4_096) {
      expect(questions.forward(STRANGER, 4_096, { question: GET })).toBe(0)
    }
    expect(questions.forward(OTHER, 1, { question: GET })).toBe(1)
    expect(isAnswered(questions, 'get')).toBe(true)
  })
})
