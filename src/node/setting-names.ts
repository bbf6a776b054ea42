/**
 * The names of all settings of a node, as a tree, and the nearest of them to a name that is none.
 *
 * Keeps: a name that nothing reads is refused, and so is a value of another kind. Whoever misspells a
 * setting would else run with its default and never hear of it, and a time in quotes would be put
 * behind another as a text.
 */
import { VEHICLE_DEFAULTS } from '../vehicle/options.ts'
import { MDNS_DEFAULTS, NETWORK_DEFAULTS } from './network/options.ts'
import { MACHINES } from './setting-ranges.ts'

/** Kinds of values, with what is told of another one; `value` is of any. */
const KINDS = {
  value: undefined,
  number: 'a number',
  boolean: 'true or false',
  string: 'a text',
  list: 'a list'
} as const

type Kind = keyof typeof KINDS

/** What a name leads to: a value, or settings of their own below it. */
export type SettingNames = { readonly [name: string]: SettingNames | Kind }

/** Near names that are told at most. */
const NEAREST_MAX = 6

/** The names of settings that lie side by side, by an object that has them all with their defaults. */
export function namesOf(settings: object, except: readonly string[] = []): SettingNames {
  const entries = Object.entries(settings).filter(([name]) => !except.includes(name))
  return Object.fromEntries(entries.map(([name, value]) => [name, kindOf(value)]))
}

function kindOf(value: unknown): Kind {
  const kind = Array.isArray(value) ? 'list' : typeof value
  return kind === 'number' || kind === 'boolean' || kind === 'string' || kind === 'list'
    ? kind
    : 'value'
}

const MACHINE_SETTINGS: SettingNames = Object.fromEntries(
  Object.entries(MACHINES).map(([machine, resolve]) => [machine, namesOf(resolve())])
)

/** The name of a vehicle, and whether it may be tampered with, are settings of its node. */
export const VEHICLE_SETTINGS: SettingNames = {
  ...namesOf(VEHICLE_DEFAULTS, ['name', 'faultsAllowed']),
  ...MACHINE_SETTINGS
}

/** Without the addresses, which are settings of the node. */
export const NETWORK_SETTINGS: SettingNames = namesOf(NETWORK_DEFAULTS, [
  'listen',
  'announce',
  'announceIn',
  'bootstrap',
  'bootstrapDns',
  'mdns'
])

export const MDNS_SETTINGS: SettingNames = namesOf(MDNS_DEFAULTS)

/** What is wrong with the names and kinds of these settings, as a sentence; undefined when nothing is. */
export function settingFault(settings: object, names: SettingNames): string | undefined {
  return faultBelow(settings, names, [], pathsOf(names, []))
}

type Path = readonly string[]

function faultBelow(
  settings: object,
  names: SettingNames,
  place: Path,
  known: readonly Path[]
): string | undefined {
  for (const [name, value] of Object.entries(settings)) {
    const path = [...place, name]
    const below = Object.hasOwn(names, name) ? names[name] : undefined
    if (below === undefined) {
      return `${quoted(path)} is no setting; ${nearestText(path, known)}`
    }
    if (value === undefined) {
      continue
    }
    if (typeof below === 'string') {
      const wanted = below === kindOf(value) ? undefined : KINDS[below]
      if (wanted !== undefined) {
        return `${quoted(path)} is ${shown(value)}, it must be ${wanted}`
      }
      continue
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return `${quoted(path)} must be an object with settings, such as ${quoted(Object.keys(below).slice(0, 1))}`
    }
    const fault = faultBelow(value, below, path, known)
    if (fault !== undefined) {
      return fault
    }
  }
  return undefined
}

function pathsOf(names: SettingNames, place: Path): readonly Path[] {
  return Object.entries(names).flatMap(([name, below]) => {
    const path = [...place, name]
    return typeof below === 'string' ? [path] : [path, ...pathsOf(below, path)]
  })
}

function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? 'a list' : 'an object'
  }
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 200)) : String(value)
}

function quoted(path: Path): string {
  return `"${path.join('.').slice(0, 200)}"`
}

/** The known names that look most like the last word of a path, those beside it before others. */
function nearestText(path: Path, known: readonly Path[]): string {
  const ranked = known.map((other) => {
    const isBeside =
      other.length === path.length && path.slice(0, -1).every((part, i) => part === other[i])
    return { other, rank: 2 * distance(wordOf(path), wordOf(other)) + (isBeside ? 0 : 1) }
  })
  const least = Math.min(...ranked.map(({ rank }) => rank))
  const nearest = ranked.filter(({ rank }) => rank === least).map(({ other }) => quoted(other))
  return nearest.length === 1
    ? `the nearest is ${nearest[0]}`
    : `the nearest are ${nearest.slice(0, NEAREST_MAX).join(', ')}`
}

/** As people mix it up: the name of a flag, `peers-max`, is that of `peersMax`. */
function wordOf(path: Path): string {
  return (path.at(-1) ?? '').slice(0, 200).replace(/[-_]/g, '').toLowerCase()
}

/** Letters to put in, take away or replace until one word is the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1)
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
