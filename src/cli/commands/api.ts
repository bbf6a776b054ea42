/**
 * The control API as an OpenAPI document, for programs that make clients of it.
 */
import type { CommandDefinition } from '../command.ts'

export const api: CommandDefinition = {
  name: 'api',
  isAlone: true,
  summary: 'Prints the OpenAPI document of the control API; the node need not run',
  async run({ terminal, isJson }) {
    const { openApi } = await import('../../http/openapi.ts')
    const document = openApi()
    if (isJson) {
      terminal.json(document)
    } else {
      terminal.out(JSON.stringify(document, undefined, 2))
    }
  }
}
