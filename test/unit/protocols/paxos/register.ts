/**
 * A shared state for tests: a list that operations add to, once for each session and number; another
 * operation under a name is refused.
 */
import { fromUtf8, toUtf8 } from '../../../../src/core/bytes.ts'
import { decodeCommand, encodeEntryRefusal } from '../../../../src/core/command.ts'
import type { Reply } from '../../../../src/core/machine.ts'
import type { StateMachine } from '../../../../src/core/state-machine.ts'

export interface Register extends StateMachine {
  readonly list: readonly string[]
  /** Times that each operation has come, by session and number. */
  readonly seen: ReadonlyMap<string, number>
}

function sumOf(sum: number, value: string): number {
  return [...value].reduce((all, character) => (all * 31 + character.charCodeAt(0)) | 0, sum)
}

export function createRegister(): Register {
  let list: string[] = []
  let results = new Map<string, readonly [operation: string, place: number]>()
  let sum = 0
  const seen = new Map<string, number>()
  const add = (value: string): number => {
    sum = sumOf(sum, value)
    return list.push(value)
  }
  return {
    get list() {
      return list
    },
    seen,
    get bytes() {
      return list.reduce((sum, value) => sum + value.length, 0)
    },
    fault: (entry) => (decodeCommand(entry).type === 'operation' ? undefined : 'no operation'),
    apply(entry) {
      const command = decodeCommand(entry)
      if (command.type !== 'operation') {
        throw new RangeError('a change of members was applied')
      }
      const name = `${command.client}:${command.seq}`
      seen.set(name, (seen.get(name) ?? 0) + 1)
      const operation = fromUtf8(command.operation)
      const [done, place] = results.get(name) ?? [operation, add(operation)]
      if (done !== operation) {
        return encodeEntryRefusal('otherOperation')
      }
      results.set(name, [operation, place])
      return toUtf8(String(place))
    },
    query: () => toUtf8(JSON.stringify(list)),
    save() {
      const text = toUtf8(JSON.stringify([list, [...results]]))
      const half = text.length >> 1
      return { parts: () => [text.slice(0, half), text.slice(half)][Symbol.iterator]() }
    },
    load(parts) {
      const text = [...parts].map(fromUtf8).join('')
      const [kept, known] = JSON.parse(text === '' ? '[[],[]]' : text) as [
        string[],
        [string, readonly [string, number]][]
      ]
      list = kept
      results = new Map(known)
      sum = list.reduce(sumOf, 0)
    },
    digest: () => `${list.length}:${sum}`
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
