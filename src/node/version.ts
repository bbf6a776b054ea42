/**
 * The version of this program, as package.json has it.
 */
import { readFileSync } from 'node:fs'

export const VERSION: string = readVersion()

/** package.json lies two folders above src/node and three above dist/src/node. */
function readVersion(): string {
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      const text = readFileSync(new URL(path, import.meta.url), 'utf8')
      const { name, version } = JSON.parse(text) as { name?: unknown; version?: unknown }
      if (name === 'vguard-node' && typeof version === 'string') {
        return version
      }
    } catch {
      // Not there: the other place.
    }
  }
  return '0.0.0'
}
