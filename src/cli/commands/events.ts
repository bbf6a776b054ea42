/**
 * Events as they happen, one line each.
 */
import { CLIENT_OPTIONS, clientOf } from '../client.ts'
import type { CommandDefinition } from '../command.ts'
import { collectList, parseInteger } from '../parse.ts'
import { clean } from '../terminal.ts'

export const events: CommandDefinition = {
  name: 'events',
  summary: 'Prints what happens in the node, as it happens',
  options: [
    {
      flags: '--names <names>',
      text: 'only events of these names, or beginnings such as read:*',
      parse: collectList
    },
    {
      flags: '--since <id>',
      text: 'begin with what is remembered behind this event; 0 for everything',
      parse: parseInteger(0, Number.MAX_SAFE_INTEGER)
    },
    {
      flags: '--count <count>',
      text: 'end after so many events',
      parse: parseInteger(1, Number.MAX_SAFE_INTEGER)
    },
    ...CLIENT_OPTIONS
  ],
  async run(context) {
    const { terminal, isJson } = context
    const query = { names: context.list('names')?.join(','), since: context.number('since') }
    let left = context.number('count') ?? Number.POSITIVE_INFINITY
    for await (const { id, name, timeMs, detail } of clientOf(context).events(query)) {
      if (isJson) {
        terminal.json({ id, name, timeMs, detail })
      } else {
        const clock = terminal.style('dim', new Date(timeMs).toISOString().slice(11, 23))
        terminal.out(`${clock} ${name} ${clean(JSON.stringify(detail))}`)
      }
      left--
      if (left === 0) {
        return
      }
    }
  }
}
