/**
 * A play as one line of text, to be shared: `play=paxos&vehicles=5&members=3&seed=7&at=42&do=0-open-1,9-crash-1`.
 *
 * Keeps: whoever opens the line sees what was seen when it was made, message for message.
 */
import { InvalidInputError } from '../../core/errors.ts'
import { createStage } from './stage.ts'
import type { Act, Happening, Made, Stage } from './types.ts'

/** More would be a run that nobody has stepped through. */
const STEPS_MAX = 20_000
const ACTS_MAX = 1_000

export function linkOf({ options, step, made }: Stage): string {
  const { play, vehicles, members, seed } = options
  const acts = made.map(({ step: at, act }) => `${at}-${textOfAct(act)}`)
  const done = acts.length === 0 ? '' : `&do=${acts.join(',')}`
  return `play=${play}&vehicles=${vehicles}&members=${members}&seed=${seed}&at=${step}${done}`
}

/**
 * The play of a line, and all that has happened in it.
 *
 * @throws InvalidInputError when the line is none, or an act in it is impossible
 */
export function openLink(line: string): {
  readonly stage: Stage
  readonly happened: readonly Happening[]
} {
  const fields = fieldsOf(line)
  const at = wholeOf(fields, 'at', STEPS_MAX)
  const acts = readActs(fields.get('do') ?? '')
  const stage = createStage({
    play: fields.get('play') ?? '',
    vehicles: wholeOf(fields, 'vehicles', Number.MAX_SAFE_INTEGER),
    members: fields.has('members')
      ? wholeOf(fields, 'members', Number.MAX_SAFE_INTEGER)
      : undefined,
    seed: wholeOf(fields, 'seed', Number.MAX_SAFE_INTEGER)
  })
  const happened: Happening[] = []
  const goTo = (step: number): void => {
    while (stage.step < step) {
      happened.push(...stage.next())
    }
  }
  for (const { step, act } of acts) {
    goTo(step)
    happened.push(...stage.act(act))
  }
  goTo(at)
  return { stage, happened }
}

function textOfAct(act: Act): string {
  switch (act.type) {
    case 'ask':
      return `${act.action}-${numberOf(act.vehicle)}`
    case 'crash':
    case 'restart':
      return `${act.type}-${numberOf(act.vehicle)}`
    case 'cut':
    case 'fix':
      return `${act.type}-${numberOf(act.from)}-${numberOf(act.to)}`
  }
}

function numberOf(vehicle: string): string {
  return vehicle.slice('car-'.length)
}

function fieldsOf(line: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const part of line.split('&')) {
    const [name = '', value, ...rest] = part.split('=')
    if (value === undefined || rest.length > 0 || fields.has(name)) {
      throw new InvalidInputError(`"${part.slice(0, 40)}" is no field of a play`)
    }
    fields.set(name, value)
  }
  return fields
}

function wholeOf(fields: ReadonlyMap<string, string>, name: string, max: number): number {
  const text = fields.get(name) ?? ''
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (!(value <= max)) {
    throw new InvalidInputError(`${name} is "${text.slice(0, 40)}", allowed are 0 to ${max}`)
  }
  return value
}

function readActs(text: string): readonly Made[] {
  const parts = text === '' ? [] : text.split(',')
  if (parts.length > ACTS_MAX) {
    throw new InvalidInputError(
      `the play has ${parts.length} acts, at most ${ACTS_MAX} are allowed`
    )
  }
  let before = 0
  return parts.map((part) => {
    const match = /^(\d{1,5})-([a-z]+)-(\d)(?:-(\d))?$/.exec(part)
    const [, step = '', name = '', first = '', second] = match ?? []
    const at = Number(step)
    if (match === null || at < before || at > STEPS_MAX) {
      throw new InvalidInputError(`"${part.slice(0, 40)}" is no act of a play`)
    }
    before = at
    return { step: at, act: actOf(name, `car-${first}`, second) }
  })
}

function actOf(name: string, vehicle: string, second: string | undefined): Act {
  switch (name) {
    case 'crash':
    case 'restart':
      return { type: name, vehicle }
    case 'cut':
    case 'fix':
      return { type: name, from: vehicle, to: `car-${second ?? ''}` }
    default:
      return { type: 'ask', action: name, vehicle }
  }
}
