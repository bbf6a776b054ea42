/**
 * The story of the demonstration, as in VGuardDB's workflow figure. Every step looks at what really
 * happened and fails when it is not as told.
 */
import type { ChainJson, PlacementJson, ReadEndJson } from '../../http/answers.ts'
import type { AnswerAt } from '../../http/calls.ts'
import {
  type GpsRecord,
  toGpsLine,
  toPlainRecord,
  type VehicleRecord
} from '../../state/records/index.ts'
import type { ReadStep } from '../../vehicle/requests.ts'
import type { Car } from './car.ts'
import type { Narrator } from './narrator.ts'
import type { Source } from './source.ts'
import { NAMES, type Street, statusOf } from './street.ts'

/** What the story leaves behind for the summary. */
export interface Outcome {
  readonly chain: string
  readonly placements: readonly PlacementJson[]
  readonly read: ReadOutcome
  readonly recordsPerSecond: number
  readonly endMs: number
  readonly recordsVerified: number
}

export interface ReadOutcome {
  readonly trace: readonly ReadStep[]
  readonly servedBy: string
  readonly bytes: number
  readonly ms: number
}

type Tell = (text: string) => void

const BACKUPS = 2
const DEADLINE_MS = 30_000
const PLACE_AGAIN_MAX = 5
const LOOK_MS = 100
const PATIENCE_MS = 60_000
const BATCH_RECORDS = 500

export async function tellStory(
  street: Street,
  source: Source,
  narrator: Narrator,
  signal: AbortSignal
): Promise<Outcome> {
  const look = createLook(signal)
  const [a, e, f, g] = ['A', 'E', 'F', 'G'].map(street.car) as [Car, Car, Car, Car]
  const chain = a.chain
  const first = await narrator.step('An earlier booth: A with E and F', async (tell) => {
    const { members } = await openBooth(street, a, ['E', 'F'])
    tell(`A, E and F agree: booth of ${members.length}, each block signed by all of them`)
    await appendAll(a, source.earlier)
    const ended = await endBooth(street, a, { operation: 'earlier', among: ['E', 'F'] }, tell)
    tell(`E and F hold the copies: ${ended.height} blocks, acknowledged by signature`)
    return ended
  })

  await narrator.step('G learns where the drive is kept, then falls out of touch', async (tell) => {
    await g.client.get('/v1/read', { query: { chain, latest: 1, deadlineMs: 5_000 } })
    await look(
      `G knows table ${first.epoch}`,
      async () => (await epochAt(g, chain)) === first.epoch
    )
    tell(`G knows table ${first.epoch}: proposer A, backups E and F`)
    await g.client.post('/v1/faults/offline', { body: { offline: true } })
    await g.client.post('/v1/faults/offline', {
      body: { offline: true, protocols: ['certify', 'replicate', 'release', 'spread', 'gossip'] }
    })
    await g.client.post('/v1/faults/links', { body: { peer: f.peer, cut: true } })
    tell('G hears nothing from now on, and F stays out of its range')
  })

  const main = await narrator.step('A booth on the road: A with B, C and D', async (tell) => {
    const { members } = await openBooth(street, a, ['B', 'C', 'D'])
    tell(`${source.main.length} records: ${source.name}`)
    const startedMs = performance.now()
    const blocks = await appendAll(a, source.main)
    const ms = performance.now() - startedMs
    tell(`${blocks} blocks certified, each by ${members.length - 1} or more of ${members.length}`)
    return { recordsPerSecond: Math.round((source.main.length / ms) * 1000) }
  })

  const second = await narrator.step(
    'The booth ends: backups are drawn and filled',
    async (tell) => {
      const startedMs = performance.now()
      const among = ['B', 'C', 'D']
      const ended = await endBooth(street, a, { operation: 'main', among }, tell)
      const endMs = performance.now() - startedMs
      for (const name of namesOf(street, ended.chosen)) {
        await holdsAll(street.car(name), chain, ended.height, look)
        tell(`${name} holds blocks 1-${ended.height}, verified them and acknowledged by signature`)
      }
      return { ended, endMs: Math.round(endMs) }
    }
  )

  await narrator.step('E and F are released', async (tell) => {
    for (const car of [e, f]) {
      await look(`${car.name} is released`, async () => {
        const { duty, bytes } = await chainAt(car, chain)
        return duty === 'former' && bytes === 0
      })
      tell(`${car.name} has deleted its copy and only knows who has it now`)
    }
  })

  await narrator.step('A goes offline', async (tell) => {
    await a.kill()
    tell(`the process of A is gone (kill -9 ${a.pid})`)
  })

  const read = await narrator.step('G reads the drive of A with its old table', (tell) =>
    readFromOld(street, source, { chain, oldEpoch: first.epoch, g }, look, tell)
  )

  return {
    chain,
    placements: [first, second.ended],
    read,
    recordsPerSecond: main.recordsPerSecond,
    endMs: second.endMs,
    recordsVerified: source.earlier.length + source.main.length
  }
}

/** Waits until everybody is connected to everybody. */
export async function meet(street: Street, signal: AbortSignal, tell: Tell): Promise<void> {
  const look = createLook(signal)
  for (const name of NAMES) {
    const car = street.car(name)
    const wanted = NAMES.length - 1
    await look(`${name} is connected to ${wanted} others`, async () => {
      const { peers } = await statusOf(car)
      return peers.connected >= wanted
    })
  }
  tell(`${NAMES.join(' ')} are up: a process, a key and a database each, one fleet`)
  tell('each is connected to all others, over TCP and Noise')
}

async function openBooth(
  street: Street,
  proposer: Car,
  members: readonly string[]
): Promise<AnswerAt<'POST', '/v1/booths'>> {
  const body = { members: members.map((name) => street.car(name).peer) }
  return await proposer.client.post('/v1/booths', { body })
}

/** Returns the number of blocks that carry the records. */
async function appendAll(proposer: Car, records: readonly VehicleRecord[]): Promise<number> {
  let from = Number.POSITIVE_INFINITY
  let to = 0
  for (let i = 0; i < records.length; i += BATCH_RECORDS) {
    const body = { records: records.slice(i, i + BATCH_RECORDS).map(toPlainRecord) }
    const appended = await proposer.client.post('/v1/records', {
      body
    })
    from = Math.min(from, appended.from)
    to = Math.max(to, appended.to)
  }
  return to - from + 1
}

interface End {
  readonly operation: string
  /** Vehicles that the backups are to be drawn from. */
  readonly among: readonly string[]
}

async function endBooth(
  street: Street,
  proposer: Car,
  { operation, among }: End,
  tell: Tell
): Promise<PlacementJson> {
  const common = { backups: BACKUPS, deadlineMs: DEADLINE_MS }
  const ended = await proposer.client.post('/v1/booths/current/end', {
    body: { operation, ...common }
  })
  let report: PlacementJson = ended
  let bytesSent = ended.bytesSent
  const isAmong = (peer: string): boolean => among.includes(street.nameOf(peer))
  // On a very busy machine a member may answer so late that another vehicle takes its place.
  for (let i = 0; i < PLACE_AGAIN_MAX && !report.chosen.every(isAmong); i++) {
    tell(`${namesOf(street, report.chosen).join(' and ')} were drawn; A draws again`)
    const candidates = among.map((name) => street.car(name).peer)
    report = await proposer.client.post('/v1/backups/place', {
      body: { candidates, ...common }
    })
    bytesSent += report.bytesSent
  }
  check(report.state === 'sealed', `the placement is ${report.state}`)
  check(report.chosen.length === BACKUPS, `${report.chosen.length} backups were chosen`)
  const chosen = namesOf(street, report.chosen)
  check(report.chosen.every(isAmong), `the backups are ${chosen.join(' and ')}`)
  tell(`${chosen.join(' and ')} are drawn; table ${report.epoch} is sealed with their signatures`)
  return { ...report, bytesSent }
}

/** Waits until the vehicle is a backup for all blocks, and checks every one of them there. */
async function holdsAll(car: Car, chain: string, height: number, look: Look): Promise<void> {
  await look(`${car.name} holds everything`, async () => {
    const { duty, held } = await chainAt(car, chain)
    return duty === 'backup' && held[0]?.from === 1 && held[0].to >= height
  })
  const report = await car.client.post('/v1/chains/{chain}/verify', { params: { chain } })
  const isWhole = report.isSound && report.certifiedTo >= height && report.headersOnly === 0
  check(isWhole, `the copy of ${car.name}: ${JSON.stringify(report.faults)}`)
}

async function readFromOld(
  street: Street,
  source: Source,
  { chain, oldEpoch, g }: { readonly chain: string; readonly oldEpoch: number; readonly g: Car },
  look: Look,
  tell: Tell
): Promise<ReadOutcome> {
  await look('G has noticed that A is gone', async () => {
    const { vehicle } = await statusOf(g)
    return !vehicle.connected.includes(street.car('A').peer)
  })
  check((await epochAt(g, chain)) === oldEpoch, 'G has learned the new table too early')
  // Only reading is possible again: nobody can have told G of the new table.
  await g.client.post('/v1/faults/offline', { body: { offline: false, protocols: ['*'] } })
  const startedMs = performance.now()
  const { records, end } = await readAll(g, chain)
  const ms = performance.now() - startedMs
  const { trace } = end
  const failures = trace.filter(({ outcome }) => isFailure(outcome))
  for (const { peer, outcome } of [
    ...failures,
    ...trace.filter((hop) => !isFailure(hop.outcome))
  ]) {
    tell(hopText(street.nameOf(peer), outcome))
  }
  const outcomes = trace.map(({ peer, outcome }) => `${street.nameOf(peer)}:${outcome}`)
  const hasFailed = failures.some(({ peer }) => street.nameOf(peer) === 'A')
  check(hasFailed, `A should have failed: ${outcomes.join(' ')}`)
  check(outcomes.includes('E:redirect'), `E should have redirected: ${outcomes.join(' ')}`)
  const server = street.nameOf(end.servedBy)
  check('BCD'.includes(server), `a new backup should have answered: ${outcomes.join(' ')}`)
  compare([...source.earlier, ...source.main], records)
  tell(`all ${records.length} records are the same as at their source, cell by cell`)
  return { trace, servedBy: server, bytes: end.bytes, ms: Math.round(ms) }
}

function isFailure(outcome: string): boolean {
  return outcome === 'unreachable' || outcome === 'timeout'
}

function hopText(name: string, outcome: string): string {
  switch (outcome) {
    case 'data':
      return `${name} answers: it is a new backup`
    case 'redirect':
      return `${name} redirects: it was released and knows the new table`
    default:
      return isFailure(outcome) ? `${name} does not answer (${outcome})` : `${name}: ${outcome}`
  }
}

async function readAll(
  reader: Car,
  chain: string
): Promise<{ readonly records: readonly object[]; readonly end: ReadEndJson }> {
  const records: object[] = []
  let end: ReadEndJson | undefined
  const query = { chain, deadlineMs: 10_000 }
  for await (const line of reader.client.lines('GET', '/v1/read', { query })) {
    if (line.type === 'end') {
      end = line
    } else {
      const { type: _, ...record } = line
      records.push(record)
    }
  }
  if (end === undefined) {
    throw new Error('the answer broke off')
  }
  return { records, end }
}

/** Compares what was read with what was recorded: as JSON, and GPS rows to the letter. */
function compare(wanted: readonly VehicleRecord[], found: readonly object[]): void {
  check(wanted.length === found.length, `${found.length} of ${wanted.length} records were read`)
  for (const [i, record] of wanted.entries()) {
    const { height: _height, index: _index, ...plain } = found[i] as Record<string, unknown>
    const expected: object = JSON.parse(JSON.stringify(toPlainRecord(record)))
    check(
      sorted(plain) === sorted(expected),
      `record ${i + 1} differs: ${lineOf(record)} was recorded`
    )
  }
}

function lineOf(record: VehicleRecord): string {
  return record.kind === 'gps'
    ? toGpsLine((record as GpsRecord).gps, record.position)
    : JSON.stringify(toPlainRecord(record))
}

function sorted(value: object): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item
  )
}

export async function chainAt(car: Car, chain: string): Promise<ChainJson> {
  return await car.client.get('/v1/chains/{chain}', { params: { chain } })
}

async function epochAt(car: Car, chain: string): Promise<number> {
  return (await chainAt(car, chain)).table?.epoch ?? 0
}

function namesOf(street: Street, peers: readonly string[]): readonly string[] {
  return peers.map(street.nameOf).sort()
}

type Look = (what: string, holds: () => Promise<boolean>) => Promise<void>

/** Looks again and again until it holds; fails when it takes too long. */
function createLook(signal: AbortSignal): Look {
  return async (what, holds) => {
    const endsAtMs = performance.now() + PATIENCE_MS
    while (!(await holds())) {
      signal.throwIfAborted()
      check(performance.now() < endsAtMs, `waited in vain: ${what}`)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
  }
}

function check(holds: boolean, message: string): void {
  if (!holds) {
    throw new Error(message)
  }
}
