/**
 * What the commands of key-value stores share: how they ask, and how they show entries.
 */
import type { EntryJson } from '../../http/answers.ts'
import type { CommandContext, OptionDefinition } from '../command.ts'
import { clean } from '../terminal.ts'

export const KEY_PARAMETER = ['<key>', 'a text'] as const

export const KEY_OPTION: OptionDefinition = {
  flags: '--key-base64',
  text: 'the key is given in base64'
}

type KeyBody = { readonly key: string } | { readonly keyBase64: string }
type ValueJson = Pick<EntryJson, 'json' | 'base64'>

export function keyBody(context: CommandContext): KeyBody {
  const [, key = ''] = context.parameters
  return context.flag('keyBase64') ? { keyBase64: key } : { key }
}

export function bytesOf({ json, base64 = '' }: ValueJson): Uint8Array {
  return json === undefined ? Buffer.from(base64, 'base64') : Buffer.from(json)
}

/** What moves the cursor and may stand in a JSON text. */
const UNSAFE = /[\r\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g

/** A JSON text as it was put; bytes as text where a terminal takes it, else in base64. */
export function valueText({ json, base64 = '' }: ValueJson): string {
  if (json !== undefined) {
    return json.replace(UNSAFE, (character) => {
      return character === '\r'
        ? ' '
        : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
    })
  }
  const text = Buffer.from(base64, 'base64').toString('utf8')
  return text.includes('\ufffd') || clean(text) !== text ? `base64:${base64}` : text
}
