/**
 * Whether what all clients saw of each key has an order, such as that in which the registers of a key
 * name what was done.
 */
import { fromUtf8 } from '../../core/bytes.ts'
import { operationId } from '../../core/command.ts'
import { doneIn, type Register } from '../../protocols/quorum/register.ts'
import {
  answerFromEntries,
  decodeAnswer,
  decodeResult,
  encodeQuery,
  textOfKey
} from '../../state/kv/index.ts'
import type { KvValue } from '../linearizability/kv-model.ts'
import { checkVersions, type GivenVersions, type KvOperation } from '../linearizability/kv-order.ts'
import type { Verdict } from '../linearizability/search.ts'
import type { Told } from '../paxos/history.ts'
import type { QuorumContext } from './context.ts'
import { lineageOf } from './lineage.ts'

type KvTold = Told & KvOperation

/** Operations of unknown outcome are many where the group has no leader for long. */
const STEPS_MAX = 5_000_000

export function checkOrder({ world, history, rules }: QuorumContext): Verdict {
  const told = history.told() as readonly KvTold[]
  const given = givenVersions(told, rules.registers())
  const { verdict, counterexample } = checkVersions(told, given, STEPS_MAX)
  if (verdict === 'bad') {
    world.fail('linearizability', 'clients', counterexample.join('\n'))
  }
  return verdict
}

/** The place of each operation among those that led to the newest value of its key. */
function givenVersions(told: readonly KvTold[], registers: readonly Register[]): GivenVersions {
  const byId = new Map(told.flatMap((one) => (one.id === undefined ? [] : [[one.id, one]])))
  const unnamed = new Set(told.filter(({ id }) => id === undefined))
  const given = new Map<KvTold, ReadonlyMap<string, number>>()
  for (const key of new Set(registers.map((one) => textOfKey(one.key)))) {
    const all = registers.filter((one) => textOfKey(one.key) === key)
    const values = valuesOf(all)
    for (const [i, { client, seq, result }] of lineageOf(all).entries()) {
      const id = operationId(client, seq)
      const isWriter = ({ input }: KvTold): boolean =>
        input.writes.some(([name, value]) => name === key && value === values.get(id))
      const one = byId.get(id) ?? (values.has(id) ? [...unnamed].find(isWriter) : undefined)
      if (one !== undefined && hasWritten(result)) {
        unnamed.delete(one)
        given.set(one, new Map([[key, i + 1]]))
      }
    }
  }
  return given
}

/** By operation, what it left; of those that a leader did together the last one only. */
function valuesOf(registers: readonly Register[]): ReadonlyMap<string, KvValue> {
  return new Map(
    registers.flatMap((register) => {
      const last = doneIn(register).at(-1)
      return last === undefined ? [] : [[operationId(last.client, last.seq), valueIn(register)]]
    })
  )
}

function valueIn({ key, content }: Register): KvValue {
  const entries = content === undefined ? [] : [[key, content] as const]
  const answer = decodeAnswer(answerFromEntries(encodeQuery({ type: 'get', key }), entries, true))
  return answer.type === 'get' && answer.entry !== undefined
    ? fromUtf8(answer.entry.value.bytes)
    : undefined
}

function hasWritten(result: Uint8Array): boolean {
  const decoded = decodeResult(result)
  return !('succeeded' in decoded) || decoded.succeeded
}
