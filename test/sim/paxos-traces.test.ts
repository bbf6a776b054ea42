/**
 * Named situations of a group, told message by message. Their traces are kept in test/fixtures/traces;
 * after a change that is meant, `npx vitest run test/sim/paxos-traces.test.ts --update` writes them anew.
 */
import { expect, test } from 'vitest'
import { playStory, type Stage, type Story } from '../support/paxos-stories.ts'

/** The vehicle that leads, by its own word. */
function leaderOf({ cars }: Stage): (typeof cars)[number] {
  const leader = cars.find((car) => JSON.stringify(car.status())?.includes('"role":"leader"'))
  if (leader === undefined) {
    throw new RangeError('nobody leads')
  }
  return leader
}

const STORIES: Readonly<Record<string, Story>> = {
  'leader-dies-between-its-sends': {
    members: 3,
    crashes: {
      0: {
        target: 'send paxos:accept',
        occurrence: 3,
        where: { type: 'afterSends', sends: 1 }
      }
    },
    script(stage) {
      const { tell, put, run, cars } = stage
      tell('One block is decided.')
      put(leaderOf(stage), 'clear')
      run(100)
      tell('The leader dies when only one member has been sent the next block.')
      put(leaderOf(stage), 'icy')
      run(1_200)
      tell('The new leader has found the block and goes on behind it.')
      const leader = leaderOf(stage)
      put(leader, 'foggy')
      run(200)
      expect(leader).not.toBe(cars[0])
    }
  },
  'only-the-hub-is-reached': {
    members: 5,
    script(stage) {
      const { tell, put, run, cut, cars } = stage
      const leader = leaderOf(stage)
      const hub = cars.find((car) => car !== leader) ?? leader
      tell(`Everybody reaches ${hub.name} and nobody else; ${leader.name} led.`)
      for (const [i, a] of cars.entries()) {
        for (const b of cars.slice(i + 1)) {
          if (a !== hub && b !== hub) {
            cut(a, b)
          }
        }
      }
      run(1_500)
      put(hub, 'one way')
      run(200)
      expect(leaderOf(stage)).toBe(hub)
    }
  },
  'a-zombie-returns-while-another-is-down': {
    members: 3,
    script(stage) {
      const { tell, put, run, cars } = stage
      const leader = leaderOf(stage)
      const [zombie, other] = cars.filter((car) => car !== leader)
      tell(`${zombie?.name} is cut off and misses two blocks.`)
      for (const car of cars.filter((each) => each !== zombie && zombie !== undefined)) {
        stage.cut(car, zombie ?? car)
      }
      put(leader, 'clear')
      run(100)
      put(leader, 'icy')
      run(300)
      tell(`It comes back just when ${other?.name} leaves for good: both that are left are needed.`)
      other?.depart()
      stage.world.network.heal()
      run(1_500)
      put(leader, 'foggy')
      run(300)
    }
  },
  'a-promise-is-lost-in-a-crash': {
    members: 3,
    crashes: { 1: { target: 'send paxos:promise', occurrence: 2, where: { type: 'beforeWrite' } } },
    script(stage) {
      const { tell, put, run } = stage
      put(leaderOf(stage), 'clear')
      run(100)
      const leader = leaderOf(stage)
      tell('The leader is stopped; a member dies before its promise to the next one is on disk.')
      leader.pause(2_500)
      run(2_400)
      tell('The stopped one wakes up and learns that it was deposed.')
      run(1_000)
      put(leader, 'icy')
      run(400)
    }
  }
}

for (const [name, story] of Object.entries(STORIES)) {
  test(`sim: paxos: ${name}`, async () => {
    const trace = playStory(story)
    expect(trace).not.toContain('BREAKS')
    await expect(trace).toMatchFileSnapshot(`../fixtures/traces/${name}.txt`)
  })
}
