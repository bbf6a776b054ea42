/**
 * A shared state for tests: a list that operations add to, once for each session and number.
 */
import { fromUtf8, toUtf8 } from '../../../../src/core/bytes.ts'
import { decodeCommand } from '../../../../src/core/command.ts'
import type { Reply } from '../../../../src/core/machine.ts'
import type { StateMachine } from '../../../../src/core/state-machine.ts'

export interface Register extends StateMachine {
  readonly list: readonly string[]
  /** Times that each operation has come, by session and number. */
  readonly seen: ReadonlyMap<string, number>
}

export function createRegister(): Register {
  let list: string[] = []
  let results = new Map<string, number>()
  const seen = new Map<string, number>()
  return {
    get list() {
      return list
    },
    seen,
    get bytes() {
      return list.length
    },
    fault: (entry) => (decodeCommand(entry).type === 'operation' ? undefined : 'no operation'),
    apply(entry) {
      const command = decodeCommand(entry)
      if (command.type !== 'operation') {
        throw new RangeError('a change of members was applied')
      }
      const name = `${command.client}:${command.seq}`
      seen.set(name, (seen.get(name) ?? 0) + 1)
      const known = results.get(name) ?? list.push(fromUtf8(command.operation))
      results.set(name, known)
      return toUtf8(String(known))
    },
    query: () => toUtf8(JSON.stringify(list)),
    save: () => ({
      parts: () => [toUtf8(JSON.stringify([list, [...results]]))][Symbol.iterator]()
    }),
    load(parts) {
      const [text = new Uint8Array(0)] = parts
      const [kept, known] = JSON.parse(fromUtf8(text)) as [string[], [string, number][]]
      list = kept
      results = new Map(known)
    },
    digest: () => `${list.length}:${list.at(-1) ?? ''}`
  }
}

/** The list in the answer to a read, or undefined when it was not answered. */
export function listIn(reply: Reply): readonly string[] | undefined {
  if (reply.type !== 'ok') {
    return undefined
  }
  const { result } = reply.value as { readonly result: Uint8Array }
  return JSON.parse(fromUtf8(result)) as readonly string[]
}
