/**
 * The demonstration: seven vehicles as real processes on this machine, and the story of one drive.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommandContext, CommandDefinition } from '../command.ts'
import type { Street } from '../demo/street.ts'
import { EXIT, ExitError } from '../exit-codes.ts'
import { parseInteger } from '../parse.ts'

export const demo: CommandDefinition = {
  name: 'demo',
  isAlone: true,
  summary: 'Shows seven vehicles agree on records, back each other up and read from anywhere',
  options: [
    {
      flags: '--records <file>',
      text: 'CSV or JSON lines to record',
      defaultText: 'a made-up drive'
    },
    {
      flags: '--rows <count>',
      text: 'positions of the made-up drive',
      parse: parseInteger(10, 100_000),
      default: 1467
    },
    { flags: '--keep', text: 'keep the data directories of the vehicles' }
  ],
  async run(context) {
    const { terminal, isJson, signal } = context
    const { openSource } = await import('../demo/source.ts')
    const { planStreet, startStreet } = await import('../demo/street.ts')
    const { createNarrator } = await import('../demo/narrator.ts')
    const { meet, tellStory } = await import('../demo/story.ts')
    const { printSummary, summarise } = await import('../demo/summary.ts')
    const startedMs = performance.now()
    const source = await openSource(context.text('records'), context.number('rows') ?? 0)
    if (source.earlier.length === 0) {
      const message = 'the file holds too few records; five or more are needed'
      throw new ExitError(message, { exitCode: EXIT.usage })
    }
    const folder = await mkdtemp(join(tmpdir(), 'vguard-demo-'))
    tellBeginning(context, folder)
    const narrator = createNarrator(terminal, isJson)
    let street: Street | undefined
    try {
      street = await narrator.step('Seven vehicles start and meet', async (tell) => {
        const flags = ['--backups', '2', '--enable-faults']
        const started = await startStreet(await planStreet(folder), flags, signal)
        street = started
        await meet(started, signal, tell)
        return started
      })
      const { nameOf } = street
      const outcome = await tellStory(street, source, narrator, signal)
      const summary = await summarise(street, outcome)
      const seconds = Math.round((performance.now() - startedMs) / 100) / 10
      if (isJson) {
        const { trace, servedBy } = outcome.read
        const hops = trace.map(({ peer, outcome: what }) => `${nameOf(peer)}:${what}`)
        terminal.json({ ok: true, seconds, steps: narrator.results, ...summary, hops, servedBy })
      } else {
        printSummary(terminal, summary)
      }
    } catch (cause) {
      signal.throwIfAborted()
      const step = narrator.results.length + 1
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new ExitError(`step ${step} of the demonstration failed: ${reason}`, {
        exitCode: EXIT.failed,
        facts: { failedStep: step, steps: narrator.results },
        cause
      })
    } finally {
      await street?.close()
      await clearFolder(context, folder)
    }
  }
}

async function clearFolder({ terminal, flag }: CommandContext, folder: string): Promise<void> {
  if (flag('keep')) {
    terminal.say(`the data directories are in ${folder}`)
  } else {
    await rm(folder, { recursive: true, force: true })
  }
}

function tellBeginning({ terminal, isJson }: CommandContext, folder: string): void {
  if (!isJson) {
    terminal.out(
      `Seven vehicles on this machine, two backups a chain. Their data lies in ${folder} meanwhile.`
    )
    terminal.out('')
  }
}
