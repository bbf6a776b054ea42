/**
 * The link to the page of this vehicle. The token stands in its fragment, which browsers send to nobody.
 */
import { CLIENT_OPTIONS, clientOf, tokenOf } from '../client.ts'
import type { CommandDefinition } from '../command.ts'
import { EXIT, ExitError } from '../exit-codes.ts'

export const ui: CommandDefinition = {
  name: 'ui',
  summary: 'Prints the link to the page of this vehicle, with its token',
  options: CLIENT_OPTIONS,
  notes: ['Whoever has the link may do everything with this vehicle: give it to nobody else.'],
  async run(context) {
    const { terminal, isJson } = context
    const client = clientOf(context)
    if (!client.url.startsWith('http')) {
      const message = `the node listens on ${client.url}, where no browser comes; start it with --http HOST:PORT`
      throw new ExitError(message, { exitCode: EXIT.usage })
    }
    await client.text('/livez')
    const token = tokenOf(context)
    const fragment = token === undefined ? '' : `#token=${encodeURIComponent(token)}`
    const link = `${client.url}/ui/${fragment}`
    if (isJson) {
      terminal.json({ link })
    } else {
      terminal.out(link)
    }
  }
}
