/**
 * The configuration file of a data directory: `config.json`, with the names of the flags in camel
 * case, and with settings of the vehicle and the network that have no flag.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError } from '../core/errors.ts'

export type Config = Readonly<Record<string, unknown>>

export const CONFIG_FILE = 'config.json'

/**
 * The file, or an empty object when there is none.
 *
 * @throws InvalidInputError when it is no JSON object or cannot be read
 */
export async function readConfig(dataDir: string): Promise<Config> {
  const path = join(dataDir, CONFIG_FILE)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return {}
    }
    throw new InvalidInputError(`${path} cannot be read (${String(code)})`, { cause })
  }
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { ...value }
    }
  } catch (cause) {
    throw new InvalidInputError(`${path} is no JSON`, { cause })
  }
  throw new InvalidInputError(`${path} must hold one JSON object`)
}
