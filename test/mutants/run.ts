/**
 * Tries every mutant and shows which of them nothing noticed.
 *
 *   npm run mutants                     the whole list
 *   npm run mutants -- --only ID,ID     some of it
 *   npm run mutants -- --json           one JSON object as the last line
 *
 * Exits 0 only when every mutant was killed and nothing fails without one; 2 when it was asked wrongly.
 */
import { constants } from 'node:os'
import { parseArgs } from 'node:util'
import { MUTANTS } from './list.ts'
import { type Killer, type Mutant, nameKiller } from './mutant.ts'
import { openWorkshop, type Workshop } from './workshop.ts'

interface Outcome {
  readonly mutant: Mutant
  readonly isKilled: boolean
  /** What killed it, or why it lives. */
  readonly detail: string
}

const WORKSHOPS = 2

/** Runs every job with as many workshops at once as there are. */
async function share<T>(
  workshops: readonly Workshop[],
  jobs: readonly T[],
  work: (workshop: Workshop, job: T) => Promise<void>
): Promise<void> {
  const waiting = [...jobs]
  const serve = async (workshop: Workshop): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      await work(workshop, job)
    }
  }
  await Promise.all(workshops.map(serve))
}

/** Every killer must pass on the sources as they are; otherwise a kill would mean nothing. */
async function failingKillers(
  workshops: readonly Workshop[],
  mutants: readonly Mutant[]
): Promise<readonly string[]> {
  const failing: string[] = []
  await share(workshops, joinKillers(mutants), async (workshop, killer) => {
    const { outcome, detail } = await workshop.run(killer)
    if (outcome !== 'passed') {
      failing.push(`${nameKiller(killer)} ${outcome}: ${detail}`)
    }
  })
  return failing
}

/** Each killer once; seeds that many mutants share are run once. */
function joinKillers(mutants: readonly Mutant[]): readonly Killer[] {
  const joined = new Map<string, Killer>()
  for (const killer of mutants.flatMap((mutant) => mutant.killers)) {
    const name = killer.type === 'tests' ? nameKiller(killer) : `${killer.suite} ${killer.from}`
    const known = joined.get(name)
    const isMore = killer.type === 'sim' && known?.type === 'sim' && killer.seeds > known.seeds
    if (known === undefined || isMore) {
      joined.set(name, killer)
    }
  }
  return [...joined.values()]
}

async function tryMutant(workshop: Workshop, mutant: Mutant): Promise<Outcome> {
  return await workshop.withMutant(mutant, async () => {
    for (const killer of mutant.killers) {
      const { outcome, detail } = await workshop.run(killer)
      if (outcome === 'broken') {
        return { mutant, isKilled: false, detail: `does not run: ${detail}` }
      }
      if (outcome === 'failed') {
        return { mutant, isKilled: true, detail }
      }
    }
    return { mutant, isKilled: false, detail: mutant.killers.map(nameKiller).join(', ') }
  })
}

function closeAll(workshops: readonly Workshop[]): void {
  for (const workshop of workshops) {
    workshop.close()
  }
}

/** Nothing is left behind by a run that is ended. */
function closeOnSignal(workshops: readonly Workshop[]): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      closeAll(workshops)
      process.exit(128 + constants.signals[signal])
    })
  }
}

interface Asked {
  readonly mutants: readonly Mutant[]
  readonly isJson: boolean
}

/** @throws Error when an option or the name of a mutant is unknown */
function parse(args: readonly string[]): Asked {
  const options = { only: { type: 'string' }, json: { type: 'boolean' } } as const
  const { values } = parseArgs({ args: [...args], options })
  const only = values.only === undefined ? undefined : new Set(values.only.split(','))
  const mutants = MUTANTS.filter(({ id }) => only === undefined || only.has(id))
  const unknown = [...(only ?? [])].filter((name) => !mutants.some(({ id }) => id === name))
  if (unknown.length > 0) {
    throw new Error(`there is no mutant ${unknown.join(', ')}`)
  }
  return { mutants, isJson: values.json === true }
}

async function main(args: readonly string[]): Promise<number> {
  let asked: Asked
  try {
    asked = parse(args)
  } catch (error) {
    console.error(`mutants: ${error instanceof Error ? error.message : String(error)}`)
    return 2
  }
  const { mutants } = asked
  const workshops = await Promise.all(Array.from({ length: WORKSHOPS }, openWorkshop))
  const outcomes: Outcome[] = []
  closeOnSignal(workshops)
  try {
    const failing = await failingKillers(workshops, mutants)
    if (failing.length > 0) {
      console.error(`without any mutant these do not pass:\n  ${failing.join('\n  ')}`)
      return 2
    }
    await share(workshops, mutants, async (workshop, mutant) => {
      const outcome = await tryMutant(workshop, mutant)
      outcomes.push(outcome)
      const verdict = outcome.isKilled ? 'killed  ' : 'SURVIVES'
      const [detail = ''] = outcome.detail.split('\n', 1)
      console.log(`${verdict} ${mutant.id.padEnd(32)} ${detail.slice(0, 120)}`)
    })
  } finally {
    closeAll(workshops)
  }
  const survivors = outcomes.filter(({ isKilled }) => !isKilled).map(({ mutant }) => mutant.id)
  const killed = outcomes.length - survivors.length
  if (asked.isJson) {
    console.log(JSON.stringify({ mutants: mutants.length, killed, survivors: survivors.sort() }))
  } else {
    console.log(`${mutants.length} mutants, ${killed} killed, ${survivors.length} survive`)
  }
  return survivors.length === 0 && mutants.length > 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
