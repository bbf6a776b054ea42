/**
 * The demonstration.
 */
import type { CommandDefinition } from '../command.ts'

export const demo: CommandDefinition = {
  name: 'demo',
  summary: 'Shows seven vehicles agree on records, back each other up and read from anywhere',
  run: () => Promise.resolve()
}
