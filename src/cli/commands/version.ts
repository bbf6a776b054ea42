/**
 * The version, and completion for shells.
 */
import { VERSION } from '../../node/version.ts'
import type { CommandDefinition } from '../command.ts'

export const version: CommandDefinition = {
  name: 'version',
  isAlone: true,
  summary: 'Prints the version',
  run({ terminal, isJson }) {
    if (isJson) {
      terminal.json({ version: VERSION, node: process.version })
    } else {
      terminal.out(VERSION)
    }
    return Promise.resolve()
  }
}
