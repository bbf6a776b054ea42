/**
 * A command as data: its words, its options with their defaults, and what it does.
 *
 * A value comes from the flag, else from the environment (`VGUARD_` and the name of the flag), else
 * from the configuration file in the data directory, else it is the default.
 */
import { Command, Option } from 'commander'
import { InvalidInputError } from '../core/errors.ts'
import { clusterDirectory, DATA_DIR_DEFAULT, vehicleDirectory } from './cluster/place.ts'
import { CONFIG_FILE, type Config, readConfig } from './config-file.ts'
import { environmentName, unreadVariables } from './environment.ts'
import { parseSwitch } from './parse.ts'
import { shellWord } from './quoting.ts'
import type { Terminal } from './terminal.ts'

export interface OptionDefinition {
  /** As commander has it: `--data-dir <path>`, `--json`, `--no-mdns`. */
  readonly flags: string
  readonly text: string
  /** Turns the text into the value; gets the value so far of a flag given several times. */
  readonly parse?: (text: string, before: never) => unknown
  readonly default?: unknown
  /** What the help says in place of the default. */
  readonly defaultText?: string
  readonly choices?: readonly string[]
  /** Works, and is not told in the help. */
  readonly isHidden?: boolean
  /** The empty text says something; else it is refused, for it is a variable of a script that is not set. */
  readonly mayBeEmpty?: boolean
}

/** As commander has it: `<chain>`, `[file]`; whether the empty text says something, as with options. */
export type ParameterDefinition = readonly [name: string, text: string, mayBeEmpty?: 'mayBeEmpty']

export interface CommandDefinition {
  /** One word, or two: `booth open`. */
  readonly name: string
  readonly summary: string
  readonly parameters?: readonly ParameterDefinition[]
  readonly options?: readonly OptionDefinition[]
  /** Lines below the options. */
  readonly notes?: readonly string[]
  /** It speaks to no vehicle: one that the environment names is not looked for. */
  readonly isAlone?: boolean
  /** Resolves when it is done; throws what went wrong. */
  run(context: CommandContext): Promise<void>
}

/** What the process gives to every command. */
export interface Cli {
  readonly terminal: Terminal
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean }
  /** Aborted by the first interrupt. */
  readonly signal: AbortSignal
  /** Runs another command and returns its exit code; there while a command runs. */
  readonly run?: (words: readonly string[], cli: Cli) => Promise<number>
}

export type Origin = 'flag' | 'environment' | 'file' | 'default'

export interface CommandContext extends Cli {
  /** Of the vehicle that the command is about. */
  readonly dataDir: string
  /** Where the cluster lies unless `--dir` says another place. */
  readonly clusterDir: string
  readonly isJson: boolean
  readonly config: Config
  /** Parameters in order; undefined where left out. */
  readonly parameters: readonly (string | undefined)[]
  /** The values of a last parameter that may be given many times. */
  readonly rest: readonly string[]
  has(name: string): boolean
  flag(name: string): boolean
  text(name: string): string | undefined
  /** One of the choices of the option. */
  choice<const C extends string>(name: string, choices: readonly C[]): C | undefined
  number(name: string): number | undefined
  list(name: string): readonly string[] | undefined
  /** A parsed value of any kind. */
  value(name: string): unknown
  originOf(name: string): Origin
  /** Does something with the value of an option; what is wrong with it is told with where it was given. */
  within<T>(name: string, work: () => T): T
  /** A sentence for each variable of the environment that looks like a setting and is none. */
  readonly unread: readonly string[]
}

const DATA_DIR_OPTION: OptionDefinition = {
  flags: '--data-dir <path>',
  text: 'directory of the key, the fleet and the blocks',
  default: DATA_DIR_DEFAULT,
  defaultText: '~/.vguard'
}

/** A vehicle that `cluster up` has made: short for its data directory. */
const VEHICLE_OPTION: OptionDefinition = {
  flags: '--vehicle <name>',
  text: 'a vehicle of the cluster in the data directory, such as car-2'
}

const JSON_OPTION: OptionDefinition = {
  flags: '--json',
  text: 'print one JSON object as the last line'
}

/** Of every command. */
const COMMON_OPTIONS: readonly OptionDefinition[] = [DATA_DIR_OPTION, VEHICLE_OPTION, JSON_OPTION]

/** A further command for the same vehicle, as its person would type it. */
export function commandHere(context: CommandContext, words: string): string {
  const isGiven = context.originOf('vehicle') === 'flag'
  return commandFor(context, isGiven ? context.text('vehicle') : undefined, words)
}

/** A further command for a vehicle of the cluster in the same data directory; undefined for none of them. */
export function commandFor(
  { originOf, text }: Pick<CommandContext, 'originOf' | 'text'>,
  vehicle: string | undefined,
  words: string
): string {
  const name = vehicle === undefined ? '' : ` --vehicle ${vehicle}`
  const dataDir = originOf('dataDir') === 'flag' ? text('dataDir') : undefined
  const place = dataDir === undefined ? '' : ` --data-dir ${shellWord(dataDir)}`
  return `vguard-node ${words}${name}${place}`
}

/** The name given to something else than the vehicle, whose own alias is the "name" of the settings. */
export function givenName(context: CommandContext): string | undefined {
  return context.originOf('name') === 'flag' ? context.text('name') : undefined
}

/** Makes a commander command of a definition. */
export function buildCommand(
  definition: CommandDefinition,
  cli: Cli,
  onDone: (promise: Promise<void>) => void
): Command {
  const { name, summary, parameters = [], options = [], notes = [] } = definition
  const command = new Command(name.split(' ').at(-1))
  command.description(summary).allowExcessArguments(false).exitOverride()
  for (const [parameter, text] of parameters) {
    command.argument(parameter, text)
  }
  for (const option of [...options, ...COMMON_OPTIONS]) {
    command.addOption(buildFlag(option))
  }
  if (notes.length > 0) {
    command.addHelpText('after', `\n${notes.join('\n')}`)
  }
  command.action((...given: unknown[]) => {
    const values = given.slice(0, parameters.length)
    onDone(start(definition, command, values, cli))
  })
  return command
}

async function start(
  definition: CommandDefinition,
  command: Command,
  given: readonly unknown[],
  cli: Cli
): Promise<void> {
  await definition.run(await createContext(definition, command, given, cli))
}

function buildOption(definition: OptionDefinition): Option {
  const { flags, parse, defaultText, choices, isHidden = false } = definition
  const hasNote = definition.default === undefined && defaultText !== undefined
  const text = hasNote ? `${definition.text} (default: ${defaultText})` : definition.text
  const option = new Option(flags, text)
  if (choices !== undefined) {
    option.choices(choices)
  } else if (parse !== undefined) {
    option.argParser(parse as (text: string, before: unknown) => unknown)
  }
  if (definition.default !== undefined) {
    option.default(definition.default, defaultText)
  }
  return option.hideHelp(isHidden)
}

/** An option of the command line: what is wrong with its value is told with its flag. */
function buildFlag(definition: OptionDefinition): Option {
  const option = buildOption(definition)
  const { parseArg } = option
  const { choices, mayBeEmpty = false } = definition
  // Of choices commander itself tells which flag it is.
  if (option.required && choices === undefined) {
    const flag = placeOf(option, 'flag')
    const parse = parseArg ?? (mayBeEmpty ? (text: string) => text : parseFilled)
    option.argParser((text: string, before: unknown) => within(flag, () => parse(text, before)))
  }
  return option
}

function parseFilled(text: string): string {
  if (text === '') {
    throw new InvalidInputError('its value is empty; give one, or leave it out')
  }
  return text
}

/** @throws InvalidInputError at the first that is empty and may not be */
function checkFilled(definitions: readonly ParameterDefinition[], given: readonly unknown[]): void {
  const i = definitions.findIndex(([, , may], index) => given[index] === '' && may === undefined)
  const [name] = definitions[i] ?? []
  if (name !== undefined) {
    throw new InvalidInputError(`${name} is empty`)
  }
}

async function createContext(
  { parameters: definitions = [], options = [], isAlone = false }: CommandDefinition,
  command: Command,
  parameters: readonly unknown[],
  cli: Cli
): Promise<CommandContext> {
  checkFilled(definitions, parameters)
  const origins = new Map<string, Origin>()
  const all = [...options, ...COMMON_OPTIONS].map(buildOption)
  const settle = (option: Option, config: Config): void => {
    const found = find(option, command, cli.env, config)
    origins.set(option.attributeName(), found.origin)
    command.setOptionValue(option.attributeName(), found.value)
  }
  const value = (name: string): unknown => command.getOptionValue(name)
  // The file lies in the data directory, so where that is comes first. In the file, "vehicle" is
  // something else.
  const [places, others] = [all.filter(isPlace), all.filter((option) => !isPlace(option))]
  for (const option of places) {
    settle(option, {})
  }
  const given = String(value('dataDir'))
  // A directory on the command line says more than a vehicle in the environment.
  const isNamed = !isAlone && origins.get('dataDir') !== 'flag'
  const isSaid = origins.get('vehicle') === 'flag' || isNamed
  const vehicle = isSaid ? value('vehicle') : undefined
  const flags = flagNames(command)
  const clusterDir = await clusterDirOf(given, flags, cli.env)
  const dataDir = typeof vehicle === 'string' ? vehicleDirectory(clusterDir, vehicle) : given
  const config = await readConfig(dataDir, flags)
  for (const option of others) {
    settle(option, config)
  }
  const typed = <T>(name: string, check: (found: unknown) => found is T): T | undefined => {
    const found = value(name)
    if (found === undefined || check(found)) {
      return found
    }
    throw new InvalidInputError(`"${name}" has a value of the wrong kind`)
  }
  const originOf = (name: string): Origin => origins.get(name) ?? 'default'
  const last = parameters.at(-1)
  return {
    ...cli,
    dataDir,
    clusterDir,
    config,
    isJson: value('json') === true,
    parameters: parameters.map((item) => (typeof item === 'string' ? item : undefined)),
    rest: Array.isArray(last) ? last.map(String) : [],
    value,
    has: (name) => value(name) !== undefined,
    flag: (name) => value(name) === true,
    text: (name) => typed(name, (found): found is string => typeof found === 'string'),
    choice: (name, choices) => choices.find((choice) => choice === value(name)),
    number: (name) => typed(name, (found): found is number => typeof found === 'number'),
    list: (name) => typed(name, (found): found is readonly string[] => Array.isArray(found)),
    originOf,
    within: (name, work) => {
      const option = all.find((each) => each.attributeName() === name)
      const origin = originOf(name)
      return option === undefined || origin === 'default'
        ? work()
        : within(placeOf(option, origin), work)
    },
    unread: unreadVariables(cli.env, flags)
  }
}

function isPlace(option: Option): boolean {
  return ['dataDir', 'vehicle'].includes(option.attributeName())
}

/** The flags of all commands that a file may hold: one file serves them all. */
function flagNames(command: Command): readonly string[] {
  if (command.parent !== null) {
    return flagNames(command.parent)
  }
  const all = [command]
  for (const each of all) {
    all.push(...each.commands)
  }
  const options = all.flatMap((each) => each.options).filter((option) => !isPlace(option))
  return [...new Set(options.map((option) => option.attributeName()))]
}

/** Where the cluster of a data directory lies, unless a command says another place. */
async function clusterDirOf(
  given: string,
  flags: readonly string[],
  env: Cli['env']
): Promise<string> {
  const { dir } = await readConfig(given, flags)
  const told = env[environmentName('dir')] || (typeof dir === 'string' ? dir : undefined)
  return told ?? clusterDirectory(given)
}

/** The value of an option and where it comes from. */
function find(
  option: Option,
  command: Command,
  env: Cli['env'],
  config: Config
): { readonly value: unknown; readonly origin: Origin } {
  const name = option.attributeName()
  const current: unknown = command.getOptionValue(name)
  if (command.getOptionValueSource(name) === 'cli') {
    return { value: current, origin: 'flag' }
  }
  const fromEnvironment = env[environmentName(name)]
  if (fromEnvironment !== undefined && fromEnvironment !== '') {
    const where = placeOf(option, 'environment')
    const value = within(where, () => parseText(option, fromEnvironment))
    return { value, origin: 'environment' }
  }
  const fromFile = config[name]
  if (fromFile !== undefined) {
    const value = within(placeOf(option, 'file'), () => parseConfig(option, fromFile))
    return { value, origin: 'file' }
  }
  return { value: option.defaultValue ?? current, origin: 'default' }
}

/** Where a person finds again what was given. */
function placeOf(option: Option, origin: Exclude<Origin, 'default'>): string {
  const name = option.attributeName()
  switch (origin) {
    case 'flag':
      return option.long ?? option.flags
    case 'environment':
      return environmentName(name)
    case 'file':
      return `"${name}" in ${CONFIG_FILE}`
  }
}

function parseText(option: Option, text: string): unknown {
  if (!option.required && !option.optional) {
    return parseSwitch(text)
  }
  return option.parseArg === undefined ? text : option.parseArg(text, undefined)
}

/** Numbers and switches of the file are taken as they are, lists item by item. */
function parseConfig(option: Option, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.reduce<unknown>(
      (before, item) =>
        option.parseArg === undefined ? item : option.parseArg(String(item), before),
      undefined
    )
  }
  if (typeof value === 'boolean' && !option.required && !option.optional) {
    return value
  }
  if (typeof value === 'object' && value !== null) {
    throw new InvalidInputError('the value must be a text, a number, true or false')
  }
  return parseText(option, String(value))
}

function within<T>(where: string, parse: () => T): T {
  try {
    return parse()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new InvalidInputError(`${where}: ${reason}`, { cause })
  }
}
