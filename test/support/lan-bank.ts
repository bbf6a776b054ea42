/**
 * A bank of real vehicles on a LAN: tellers outside who move money all the time, and the audit at the
 * end.
 *
 * Keeps: what a teller was told stands in the log once and by the promise of its level: `backed` and
 * `committed` always, `local` unless the disk of the account's owner was lost.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '../../src/core/random.ts'
import type { GroupLan } from './group-lan.ts'
import { type CallResult, steadyMs } from './kv-clients.ts'

export interface LanBank {
  /** Moves money until `endsAtMs` of the steady clock. */
  run(endsAtMs: number): Promise<void>
  /**
   * Asks a vehicle to put the bank into the same hands again. Returns whether `member`, which has lost
   * its disk, votes in it.
   */
  rejoin(vehicle: number, member: number, operation: string): Promise<boolean>
  /** What is wrong with the books, in sentences; `lost` are vehicles that have lost their disk. */
  audit(lost: readonly number[]): Promise<readonly string[]>
  /** Transfers by what became of them. */
  readonly counts: Readonly<Record<Fate, number>>
}

type Level = 'local' | 'backed' | 'committed'
type Fate = Level | 'refused' | 'unknown'

interface Told {
  readonly owner: number
  readonly level: Level
}

interface LogEntry {
  readonly number: number
  readonly kind: string
  readonly operation: string
}

const MINTED = 10_000
const AMOUNT_MAX = 400
const TELLERS = 3
/** Keeps all transfers of ten minutes within what the bank's log remembers. */
const THINK_MS = 150
const TIMEOUT_MS = 2_000
const AGAIN_MAX = 3
const AUDIT_MS = 120_000
const PAGE = 1_000
const LEVELS: readonly Level[] = ['local', 'backed', 'committed']

/** Opens a bank of these members, with an account for each of them. */
export async function openLanBank(
  group: GroupLan,
  members: readonly number[],
  random: Random
): Promise<LanBank> {
  const { fleet } = group
  const told = new Map<string, Told>()
  const counts: Record<Fate, number> = {
    local: 0,
    backed: 0,
    committed: 0,
    refused: 0,
    unknown: 0
  }
  const [first = 0] = members
  const peers = members.map(fleet.peerOf)
  const begin = { state: 'bank', name: 'money', members: peers, operation: 'open the bank' }
  let chain = ''
  await fleet.until('the bank is open', AUDIT_MS, async () => {
    const opened = await group.call(first, 'POST', '/v1/groups', begin)
    chain = String(opened.body?.['chain'])
    return opened.status === 201
  })
  const ask = (
    vehicle: number,
    method: 'GET' | 'POST',
    what: string,
    body?: object
  ): Promise<CallResult> => group.call(vehicle, method, `/v1/bank/${chain}/${what}`, body)

  const accountOf = (member: number): string => `account-${member}`
  for (const member of members) {
    const operation = `mint ${member}`
    const owner = fleet.peerOf(member)
    const minting = { account: accountOf(member), amount: String(MINTED), owner, operation }
    await fleet.until(`account ${member} has money`, AUDIT_MS, async () => {
      return (await ask(first, 'POST', 'mint', minting)).status === 200
    })
  }

  const transfer = async (operation: string): Promise<void> => {
    const [owner = 0, other = 0] = random.shuffle(members)
    const body = {
      from: accountOf(owner),
      to: accountOf(other),
      amount: String(random.integer(1, AMOUNT_MAX)),
      level: random.pick(LEVELS),
      operation,
      timeoutMs: TIMEOUT_MS
    }
    for (let again = 0; again <= AGAIN_MAX; again++) {
      const answer = await ask(random.pick(members), 'POST', 'transfer', body)
      if (answer.status === 200) {
        const level = answer.body?.['level'] as Level
        told.set(operation, { owner, level })
        counts[level]++
        return
      }
      const isUnknown = answer.status === undefined || answer.status === 504
      if (!isUnknown && again === 0) {
        counts.refused++
        return
      }
    }
    counts.unknown++
  }

  const teller = async (name: number, endsAtMs: number): Promise<void> => {
    for (let i = 1; steadyMs() < endsAtMs; i++) {
      await transfer(`teller ${name}, transfer ${i}`)
      await pause(THINK_MS)
    }
  }

  /** Everything in the log, by operation; undefined while a page cannot be had. */
  const readLog = async (vehicle: number): Promise<ReadonlyMap<string, string[]> | undefined> => {
    const kinds = new Map<string, string[]>()
    for (let after = 0; ; ) {
      const { status, body } = await ask(vehicle, 'GET', `log?after=${after}&limit=${PAGE}`)
      if (status !== 200) {
        return undefined
      }
      const entries = body?.['entries'] as readonly LogEntry[]
      for (const { operation, kind } of entries) {
        kinds.set(operation, [...(kinds.get(operation) ?? []), kind])
      }
      const last = entries.at(-1)
      if (last === undefined) {
        return kinds
      }
      after = last.number
    }
  }

  const faultsOf = async (vehicle: number, lost: readonly number[]): Promise<readonly string[]> => {
    const { status, body } = await ask(vehicle, 'GET', 'total')
    const log = status === 200 ? await readLog(vehicle) : undefined
    if (log === undefined) {
      return [`vehicle ${vehicle} does not show the books`]
    }
    const wanted = String(MINTED * members.length)
    const isWhole =
      body?.['isConserved'] === true && body['total'] === wanted && body['minted'] === wanted
    const sums = isWhole ? [] : [`vehicle ${vehicle} counts ${JSON.stringify(body)}, not ${wanted}`]
    const missing = [...told].flatMap(([operation, { owner, level }]) => {
      const kinds = log.get(operation) ?? []
      const isRight = kinds.length === 1 && kinds[0] === 'transfer'
      const mayBeLost = level === 'local' && lost.includes(owner) && kinds[0] !== 'transfer'
      const said = `${operation} of vehicle ${owner}, told ${level}, stands there as [${kinds}]`
      return isRight || mayBeLost ? [] : [said]
    })
    return [...sums, ...missing]
  }

  /** What each member tells of its part of the bank. */
  const branches = (): Promise<readonly string[]> =>
    Promise.all(
      members.map(async (member) => {
        const { body } = await group.call(member, 'GET', `/v1/groups/${chain}`)
        return `vehicle ${member}: ${JSON.stringify(body?.['bank'])} ${JSON.stringify(body?.['status'])}`
      })
    )

  return {
    counts,
    run: async (endsAtMs) => {
      const tellers = Array.from({ length: TELLERS }, (_, i) => teller(i + 1, endsAtMs))
      await Promise.all(tellers)
    },
    async rejoin(vehicle, member, operation) {
      await group.call(vehicle, 'POST', `/v1/groups/${chain}/members`, {
        members: peers,
        operation
      })
      const { body } = await group.call(member, 'GET', `/v1/groups/${chain}`)
      const { role = 'learner' } = (body?.['status'] ?? {}) as { readonly role?: string }
      return role !== 'learner'
    },
    async audit(lost) {
      let faults: readonly string[] = ['nobody was asked']
      const isClean = async (): Promise<boolean> => {
        for (const member of members) {
          await ask(member, 'POST', 'flush', {})
        }
        faults = await faultsOf(random.pick(members), lost)
        return faults.length === 0
      }
      await fleet.until('the books are right', AUDIT_MS, isClean).catch(() => undefined)
      return faults.length === 0 ? faults : [...faults, ...(await branches())]
    }
  }
}
