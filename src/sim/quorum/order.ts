/**
 * Whether what all clients saw of each key has an order, such as that in which the registers of a key
 * name what was done, or that of the revisions that the clients were told.
 */
import { fromUtf8 } from '../../core/bytes.ts'
import { operationId, readEntryRefusal } from '../../core/command.ts'
import { doneIn, type Register } from '../../protocols/quorum/register.ts'
import { revisionOf } from '../../protocols/quorum/tag.ts'
import {
  answerFromEntries,
  decodeAnswer,
  decodeResult,
  encodeQuery,
  textOfKey
} from '../../state/kv/index.ts'
import { IMPOSTOR_KEY } from '../impostor.ts'
import type { KvValue } from '../linearizability/kv-model.ts'
import { checkVersions, type GivenVersions, type KvOperation } from '../linearizability/kv-order.ts'
import type { Verdict } from '../linearizability/search.ts'
import type { Told } from '../paxos/history.ts'
import type { QuorumContext } from './context.ts'
import { lineageOf } from './lineage.ts'

type KvTold = Told & KvOperation

/** Operations of unknown outcome are many where the group has no leader for long. */
const STEPS_MAX = 5_000_000

export function checkOrder({ world, plan, history, rules, revisions }: QuorumContext): Verdict {
  const told = history.told() as readonly KvTold[]
  // Registers know what nobody was told; of what was done at once they name the last few only.
  const claims = [
    ...(plan.rules.leaderless ? [] : [givenByLineage(told, rules.registers())]),
    givenByRevision(told, rules.registers(), revisions)
  ]
  const { verdict, counterexample } = checkVersions(told, claims, STEPS_MAX)
  if (verdict === 'bad') {
    world.fail('linearizability', 'clients', counterexample.join('\n'))
  }
  return verdict
}

/** The place of each operation among those that led to the newest value of its key. */
function givenByLineage(told: readonly KvTold[], registers: readonly Register[]): GivenVersions {
  const byId = new Map(told.flatMap((one) => (one.id === undefined ? [] : [[one.id, one]])))
  const unnamed = new Set(told.filter(({ id }) => id === undefined))
  const given = new Map<KvTold, ReadonlyMap<string, number>>()
  for (const key of keysOf(registers)) {
    const all = registers.filter((one) => textOfKey(one.key) === key)
    const values = valuesOf(all)
    const done = lineageOf(all).filter(({ result }) => readEntryRefusal(result) === undefined)
    for (const [i, { client, seq, result }] of done.entries()) {
      const id = operationId(client, seq)
      const isKnown = values.has(id)
      const one = byId.get(id) ?? (isKnown ? writerOf(unnamed, key, values.get(id)) : undefined)
      if (one !== undefined && hasWritten(result)) {
        unnamed.delete(one)
        given.set(one, new Map([[key, i + 1]]))
      }
    }
  }
  return given
}

/**
 * The revision that each operation gave its key, as its client was told; of those of which nobody knows
 * what became of them, as the register does that holds what they wrote.
 */
function givenByRevision(
  told: readonly KvTold[],
  registers: readonly Register[],
  revisions: QuorumContext['revisions']
): GivenVersions {
  const given = new Map<KvTold, ReadonlyMap<string, number>>()
  const open = new Set(told)
  const known = new Set<string>()
  const give = (one: KvTold, key: string, revision: number): void => {
    given.set(one, new Map([[key, revision]]))
    open.delete(one)
    known.add(`${key} ${revision}`)
  }
  for (const one of told) {
    const revision = revisions.get(one.id ?? '')
    const [write] = one.input.writes
    const isRefused = one.returned?.output.isDone === false
    if (revision !== undefined && write !== undefined && !isRefused) {
      give(one, write[0], revision)
    }
  }
  for (const register of registers) {
    const [key, revision] = [textOfKey(register.key), revisionOf(register.tag)]
    const one = known.has(`${key} ${revision}`) ? undefined : writerOf(open, key, valueIn(register))
    if (one !== undefined) {
      give(one, key, revision)
    }
  }
  return given
}

/** Those that clients ask for. */
function keysOf(registers: readonly Register[]): ReadonlySet<string> {
  const keys = new Set(registers.map((one) => textOfKey(one.key)))
  keys.delete(IMPOSTOR_KEY)
  return keys
}

function writerOf(all: Iterable<KvTold>, key: string, value: KvValue): KvTold | undefined {
  return [...all].find(({ input }) =>
    input.writes.some(([name, written]) => name === key && written === value)
  )
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
