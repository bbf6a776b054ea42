/**
 * The control API: what it adds to a call of the embedding API, how many requests it answers, and what
 * many listeners to events cost those who write.
 */
import { callsPerSecond, type Load, type LoadResult } from '../src/cli/bench/load.ts'
import type { ApiCalls, Asked } from './api-process.ts'
import type { Bench } from './context.ts'
import { eventually, pause, startFleet } from './fleet.ts'
import { median, quantile, summarise } from './statistics.ts'

const CONNECTIONS = 64
const LISTENERS = 1_000
const RUN_MS = 5_000
const SINGLE_MS = 2_000
const WARM_UP_MS = 5_000
const IDLE_MS = 500
const RUNS = 5
const LEADER_TIMEOUT_MS = 10_000
/** Of the load generator: it has been put before it is asked for. */
const KEY = 'client-0/0'

export async function measureApi(bench: Bench): Promise<void> {
  const fleet = await startFleet(bench, { count: 4, label: 'api' })
  const [first, ...others] = fleet.vehicles
  const [client = first] = others.slice(2)
  const members = [first, ...others.slice(0, 2)].map(({ peer }) => peer)
  const chain = await first.remote.call('openGroup', { members, engine: 'paxos' })
  await eventually('the first member leads', LEADER_TIMEOUT_MS, async () => {
    return (await first.remote.call('leaderOf', chain)) === first.peer
  })
  const served = await first.remote.call('serve', null)
  const asking = bench.process<ApiCalls>('api-process', 'asking')
  const path = `/v1/kv/${chain}/entry?key=${encodeURIComponent(KEY)}`
  const embedded = (load: Partial<Load>): Promise<LoadResult> =>
    first.remote.call('loadGroup', {
      ...{ chain, kind: 'get', clients: 1, valueBytes: 100, forMs: SINGLE_MS, ...load }
    })
  const overHttp = (clients: number, forMs: number): Promise<Asked> =>
    asking.call('ask', { ...served, path, clients, forMs })

  await embedded({ kind: 'put', forMs: WARM_UP_MS, clients: CONNECTIONS })
  await overHttp(CONNECTIONS, WARM_UP_MS)
  const [direct, http, added, rates]: number[][] = [[], [], [], []]
  for (let run = 0; run < bench.runs(RUNS); run++) {
    await pause(IDLE_MS)
    const ours = median((await embedded({})).timesMs)
    const theirs = median((await overHttp(1, SINGLE_MS)).timesMs)
    direct?.push(ours)
    http?.push(theirs)
    added?.push(theirs - ours)
    rates?.push(callsPerSecond(await overHttp(CONNECTIONS, RUN_MS)))
  }
  bench.add(
    summarise('api.embeddedGetP50Ms', 'ms', direct ?? []),
    summarise('api.getP50Ms', 'ms', http ?? []),
    summarise('api.overheadP50Ms', 'ms', added ?? []),
    summarise('api.requestsPerSecond', 'requests/s', rates ?? [])
  )
  const commits = (): Promise<LoadResult> =>
    client.remote.call('loadGroup', {
      ...{ chain, kind: 'put', clients: CONNECTIONS, valueBytes: 100, forMs: RUN_MS }
    })
  const listening = bench.process<ApiCalls>('api-process', 'listening')
  await measureListeners(bench, commits, {
    begin: () => listening.call('listen', { ...served, count: LISTENERS }),
    end: () => listening.call('endListening', null),
    heard: () => listening.call('heard', null)
  })
  await Promise.all([asking.end(), listening.end()])
  await fleet.end()
}

interface Listening {
  begin(): Promise<void>
  end(): Promise<void>
  heard(): Promise<number>
}

/** Puts with and without listeners by turns, so that what else the machine does is in both. */
async function measureListeners(
  bench: Bench,
  commits: () => Promise<LoadResult>,
  { begin, end, heard }: Listening
): Promise<void> {
  await commits()
  const alone: number[] = []
  const watched: number[] = []
  const late: number[] = []
  const bytes: number[] = []
  for (let run = 0; run < bench.runs(RUNS); run++) {
    alone.push(callsPerSecond(await commits()))
    await begin()
    const before = await heard()
    const result = await commits()
    bytes.push(((await heard()) - before) / LISTENERS / 1024)
    watched.push(callsPerSecond(result))
    late.push(quantile(result.timesMs, 0.99))
    await end()
  }
  bench.add(
    summarise('api.putsPerSecond', 'puts/s', alone),
    summarise('api.listened.putsPerSecond', 'puts/s', watched),
    summarise(
      'api.listened.ratio',
      '',
      watched.map((rate, i) => rate / (alone[i] ?? Number.NaN))
    ),
    summarise('api.listened.putP99Ms', 'ms', late),
    summarise('api.listened.kibibytesEach', 'KiB', bytes)
  )
}
