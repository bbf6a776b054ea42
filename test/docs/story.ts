/**
 * A page of the documents as a story: its blocks run in the order in which a reader comes to them, on the
 * machines that the page speaks of.
 *
 * Keeps: every block marked `sh` or `ts` is run once at least, at the end on the first machine when the
 * story does not name it; a command may be left out only when NOT_RUN names it, and changed only as
 * SHORTENED says.
 */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { commandsOf, type DocCommand, isPrinted } from './commands.ts'
import { NOT_RUN, SHORTENED } from './exemptions.ts'
import { createMachines, type Ended, type Machine } from './machine.ts'
import { type Block, blocksOf, ROOT } from './markdown.ts'

export interface Story {
  /** Path of the page from the root of the repository. */
  readonly page: string
  readonly machines: number
  /** It changes users, units and data of the system, on machines that have their own; as root only. */
  readonly withSystem?: boolean
  tell(teller: Teller): Promise<void>
}

export interface Teller {
  /**
   * Runs the only shell block that has this text, at one machine or at some, one after the other, with
   * words replaced. Returns what the last command has printed.
   */
  block(text: string, options?: BlockOptions): Promise<string>
  /** Checks the types of these blocks as one program, in this order, and runs it. Returns its output. */
  program(texts: readonly string[], options?: { readonly at?: number }): Promise<string>
  /** Runs a command that a reader is supposed to have run, or to be running. */
  given(command: string, at?: number): Promise<Ended>
  /** Waits until a vehicle is connected to so many others. */
  meet(others: number, at?: number): Promise<void>
}

interface BlockOptions {
  readonly at?: number | readonly number[]
  readonly replace?: Readonly<Record<string, string>>
}

const RUN = ['sh', 'ts']
const MEET_MS = 60_000
/** A command that goes on until it is told to end. */
const STAYS = /^vguard-node start\b/
/** A command of a clone of the repository. */
const CLONE = /^(npm|npx|node scripts\/)\b/
const STRICT = {
  target: 'es2022',
  lib: ['es2023', 'esnext.disposable'],
  module: 'nodenext',
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
  typeRoots: [join(ROOT, 'node_modules', '@types')]
}

/** Blocks of a page that its story has to run. */
export function runnableBlocks(page: string): readonly Block[] {
  return blocksOf(page).filter(({ language }) => RUN.includes(language))
}

/** Of a page that has no other: one machine, one block after the other. */
export function plainStory(page: string): Story {
  return { page, machines: 1, tell: async () => undefined }
}

/** @throws Error with page and line of the first command that does not do what the page says */
export async function tellStory(story: Story): Promise<void> {
  const { page, tell } = story
  const open = new Set(runnableBlocks(page))
  const blocks = [...open]
  const find = (text: string): Block => {
    const found = blocks.filter((block) => block.text.includes(text))
    const [block] = found
    if (block === undefined || found.length > 1) {
      throw new RangeError(`${page}: ${found.length} blocks have: ${text}`)
    }
    open.delete(block)
    return block
  }
  const machines = await createMachines(story.machines, story)
  const given = (command: string, at = 1): Promise<Ended> => perform(machines.at(at), command)
  try {
    await tell({
      async block(text, { at = 1, replace = {} } = {}) {
        let last = ''
        const block = find(text)
        for (const machine of [at].flat()) {
          last = await runBlock(machines.at(machine), block, replace)
        }
        return last
      },
      program: (texts, { at = 1 } = {}) => runProgram(machines.at(at), texts.map(find)),
      given: async (command, at) => expectEnd(await given(command, at), 0, `${page}: ${command}`),
      async meet(others, at = 1) {
        const endsAtMs = performance.now() + MEET_MS
        for (let met = -1; met < others; await pause(200)) {
          const { stdout } = await given('vguard-node peers --json', at)
          met = stdout.match(/"isConnected":true/g)?.length ?? 0
          if (performance.now() > endsAtMs) {
            throw new Error(
              `${page}: machine ${at} has met ${met} vehicles, not ${others}: ${stdout}`
            )
          }
        }
      }
    })
    // What the story does not name stands by itself.
    for (const block of open) {
      await (block.language === 'ts'
        ? runProgram(machines.at(1), [block])
        : runBlock(machines.at(1), block, {}))
    }
  } finally {
    await machines.close()
  }
}

async function runBlock(
  machine: Machine,
  block: Block,
  replace: Readonly<Record<string, string>>
): Promise<string> {
  let last = ''
  for (const command of commandsOf(block)) {
    if (NOT_RUN.some(({ begins }) => command.text.startsWith(begins))) {
      continue
    }
    const ended = await perform(machine, replaced(command.text, replace))
    check(command, ended)
    last = ended.stdout.trim()
  }
  return last
}

function replaced(text: string, words: Readonly<Record<string, string>>): string {
  const short = Object.fromEntries(SHORTENED.map(({ written, run }) => [written, run]))
  return Object.entries({ ...short, ...words }).reduce(
    (before, [word, other]) => before.replaceAll(word, other),
    text
  )
}

async function perform(machine: Machine, command: string): Promise<Ended> {
  if (STAYS.test(command)) {
    return await machine.start(command)
  }
  return await machine.run(CLONE.test(command) ? `(cd '${ROOT}' && ${command})` : command)
}

function check({ page, line, text, prints, endsWith }: DocCommand, ended: Ended): void {
  const where = `${page}:${line}: ${text}`
  expectEnd(ended, endsWith, where)
  for (const claim of prints) {
    if (!isPrinted(ended.stdout, claim)) {
      throw new Error(`${where}\nshould print: ${claim}\nprints: ${ended.stdout}${ended.stderr}`)
    }
  }
}

function expectEnd(ended: Ended, code: number, where: string): Ended {
  if (ended.code !== code) {
    const said = `${ended.stdout}${ended.stderr}`
    throw new Error(`${where}\nends with ${ended.code}, not ${code}: ${said}`)
  }
  return ended
}

/** Blocks as one module, next to a `node_modules` that has only the built package. */
async function runProgram(machine: Machine, blocks: readonly Block[]): Promise<string> {
  const [first] = blocks
  const where = `${first?.page}:${first?.line}`
  const folder = join(machine.folder, `program-${first?.line}`)
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  symlinkSync(ROOT, join(folder, 'node_modules', 'vguard-node'))
  const text = blocks.map((block) => block.text).join('\n')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
  writeFileSync(join(folder, 'program.ts'), text)
  const config = { compilerOptions: STRICT, files: ['program.ts'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const tools = join(ROOT, 'node_modules', '.bin')
  const types = await machine.run(`(cd '${folder}' && '${tools}/tsc' -p .)`)
  expectEnd(types, 0, `${where}: types`)
  const ended = await machine.run(`'${tools}/tsx' '${folder}/program.ts'`)
  return expectEnd(ended, 0, where).stdout
}
