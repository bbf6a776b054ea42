/**
 * A group of five real vehicles on a LAN while everything goes wrong at once, and clients outside that
 * write and read all the time; what is the same whichever engine the group has.
 *
 * VGUARD_CHAOS_SECONDS sets how long (default 12; the records in docs/evidence have 600), and
 * VGUARD_CHAOS_SEED the seed of the faults.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { createRandom, type Random } from '../../src/core/random.ts'
import type { GroupView } from '../../src/index.ts'
import { type Chaos, createChaos } from './chaos.ts'
import { createGroupLan, type GroupLan, tellFigures } from './group-lan.ts'
import type { Mix, OpLine } from './kv-client.ts'
import { steadyMs } from './kv-clients.ts'
import { expectCalm, expectOneOrder, readFinally } from './real-verdict.ts'
import { requires } from './requires.ts'

const GIVEN = process.env['VGUARD_CHAOS_SECONDS']
const SEED = Number(process.env['VGUARD_CHAOS_SEED'] ?? 1)
const MINUTE_MS = 60_000

/** How long things go wrong. */
export const CHAOS_MS = Number(GIVEN ?? 12) * 1_000
/** A test of it waits until all is whole again, and judges what was seen. */
const TIMEOUT_MS = CHAOS_MS + 5 * MINUTE_MS
export const CHAOS_OPEN_MS = 3 * MINUTE_MS

export const CHAOS_MEMBERS = [1, 2, 3, 4, 5]
const STRANGER = 6
export const CHAOS_VEHICLES = [...CHAOS_MEMBERS, STRANGER]
/** Where the two processes of clients live. */
const CLIENT_SPACES = [7, 8]
const HOMES = [
  [1, 3, 5, STRANGER],
  [2, 4, STRANGER, 1]
]
/** Shared keys change so often, which keeps the histories of each short enough to judge. */
const ROUND_MS = 10_000

/** What differs by engine. */
export interface ChaosRules {
  /** Engine of the group and its rules. */
  readonly engine: object
  readonly mix: Mix
  /** Settings of every vehicle. */
  readonly settings?: object
  /** Whether a vehicle that has lost its disk does all that a member does again, as it tells itself. */
  readonly isWhole: (view: GroupView | undefined) => boolean
}

/** Of the engine quorum, with a leader and without. */
export function isReplica(view: GroupView | undefined): boolean {
  return view?.registers !== undefined && view.registers.role !== 'learner'
}

/** What goes on in the same vehicles besides. */
export interface Beside {
  run(endsAtMs: number): Promise<void>
  /** Asks a vehicle to take `member`, which has lost its disk, in again. Returns whether that is done. */
  rejoin(vehicle: number, member: number, operation: string): Promise<boolean>
}

export interface ChaosScene {
  readonly group: GroupLan
  /** Draws for whatever goes on besides. */
  readonly random: Random
  /** Lets everything go wrong, then waits until every client is acknowledged again, and ends them. */
  run(beside?: Beside): Promise<Chaos>
  /**
   * Nothing acknowledged is lost, all that was seen has an order, and no rule has halted a vehicle. Prints
   * the figures of a record, and `more` among them, when a length was asked for.
   */
  judge(chaos: Chaos, more?: object): Promise<void>
  /** What a message about a failure should say besides. */
  storyOf(chaos: Chaos): string
}

/** Tests of a group of these rules, which is open when they begin. */
export function describeChaos(
  name: string,
  rules: ChaosRules,
  tests: (scene: () => ChaosScene) => void
): void {
  describe.skipIf(requires('netns'))(name, { timeout: TIMEOUT_MS }, () => {
    let scene: ChaosScene
    beforeAll(async () => {
      scene = await createChaosScene(rules)
    }, CHAOS_OPEN_MS)
    afterAll(() => scene?.group.destroy())
    tests(() => scene)
  })
}

/** Opens the group and has clients begin. */
async function createChaosScene(rules: ChaosRules): Promise<ChaosScene> {
  const { settings } = rules
  const options = settings === undefined ? {} : { settings }
  const group = await createGroupLan(CHAOS_VEHICLES.length, CLIENT_SPACES.length, options)
  try {
    await Promise.all(CHAOS_VEHICLES.map(group.start))
    let chain: string | undefined
    await group.fleet.until('the group is open', MINUTE_MS, async () => {
      chain = await group.open(CHAOS_MEMBERS, rules.engine)
      return chain !== undefined
    })
    await group.allSee(CHAOS_MEMBERS, 'all members are whole', MINUTE_MS, rules.isWhole)
    for (const [i, clients] of group.clients.entries()) {
      clients.load({
        group: chain ?? '',
        seed: SEED + 100 * i,
        clients: (HOMES[i] ?? []).map((home, k) => ({ who: `${'ab'[i]}${k + 1}`, home })),
        mix: rules.mix,
        thinkMs: 20,
        timeoutMs: 2_000,
        keys: 8
      })
    }
    return chaosScene(group, rules)
  } catch (error) {
    await group.destroy()
    throw error
  }
}

function chaosScene(group: GroupLan, { isWhole }: ChaosRules): ChaosScene {
  const allOps = (): readonly OpLine[] => group.clients.flatMap(({ ops }) => ops)
  const storyOf: ChaosScene['storyOf'] = ({ story }) => `seed ${SEED}\n${story.join('\n')}`

  const rounds = async (endsAtMs: number): Promise<void> => {
    for (let round = 1; steadyMs() < endsAtMs; round++) {
      for (const clients of group.clients) {
        clients.round(round)
      }
      await pause(Math.min(ROUND_MS, Math.max(0, endsAtMs - steadyMs())))
    }
  }

  /** A change that is made while the member cannot be reached names the disk that it has lost. */
  const rejoinWith = (beside: Beside | undefined): Beside['rejoin'] => {
    let isElsewhere = false
    return async (vehicle, member, operation) => {
      isElsewhere ||= (await beside?.rejoin(vehicle, member, operation)) ?? true
      await group.change(vehicle, CHAOS_MEMBERS, operation)
      return isElsewhere && isWhole(await group.view(member))
    }
  }

  return {
    group,
    random: createRandom(SEED + 1),
    storyOf,
    async run(beside) {
      const chaos = createChaos({
        ...{ group, random: createRandom(SEED), members: CHAOS_MEMBERS },
        spaces: [...CHAOS_VEHICLES, ...CLIENT_SPACES],
        rejoin: rejoinWith(beside)
      })
      const endsAtMs = steadyMs() + CHAOS_MS
      await Promise.all([chaos.run(CHAOS_MS), rounds(endsAtMs), beside?.run(endsAtMs)])
      expect(chaos.crashed, storyOf(chaos)).toEqual([])

      const healedAtMs = steadyMs()
      await group.fleet.until('every client is acknowledged again', MINUTE_MS, () => {
        const done = allOps().filter((op) => op.calledAt > healedAtMs && op.answer.type === 'done')
        return Promise.resolve(new Set(done.map(({ who }) => who)).size === HOMES.flat().length)
      })
      await Promise.all(group.clients.map((clients) => clients.end()))
      return chaos
    },
    async judge(chaos, more = {}) {
      const finals = await readFinally(group, CHAOS_VEHICLES, MINUTE_MS)
      const operations = expectOneOrder(allOps(), finals, storyOf(chaos))
      await expectCalm(group.fleet, CHAOS_VEHICLES)
      if (GIVEN !== undefined) {
        const seconds = CHAOS_MS / 1_000
        const seen = { ...chaos.counts, ...figures(allOps()), ...more, operations }
        tellFigures({ seconds, seed: SEED, ...seen })
      }
    }
  }
}

function figures(ops: readonly OpLine[]): object {
  const count = (type: string): number => ops.filter(({ answer }) => answer.type === type).length
  const times = ops
    .filter(({ call, answer }) => call.type !== 'get' && answer.type === 'done')
    .map(({ returnedAt }) => returnedAt)
    .sort((a, b) => a - b)
  const gaps = times.map((atMs, i) => atMs - (times[i - 1] ?? atMs))
  return {
    done: count('done'),
    refused: count('refused'),
    unknown: count('unknown'),
    longestWithoutWriteMs: Math.round(Math.max(...gaps))
  }
}
