/**
 * One branch on its own: a bank that the test moves on, and members that the test plays.
 */
import type { Booth } from '../../../../src/core/booth.ts'
import type { Disk, Key, Reply } from '../../../../src/core/machine.ts'
import { createBankBranches } from '../../../../src/protocols/bank/index.ts'
import type {
  BankMachine,
  BankMessage,
  BankRequest,
  Books,
  BranchStatus,
  LogAnswer,
  Out,
  Written
} from '../../../../src/protocols/bank/types.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { createTestBank, INCARNATION, type TestBank } from '../../../support/bank.ts'
import { createTestEnvironment } from '../../../support/environment.ts'

export const chain: string = 'C'.repeat(43)
const realm = createCryptoRealm(1)

export const SELF: string = realm.identity('a').peer
export const OTHERS: readonly string[] = ['b', 'c'].map((name) => realm.identity(name).peer)
const MEMBERS = [SELF, ...OTHERS].sort()

export interface Sent {
  readonly to: string
  readonly message: BankMessage
}

export interface Bench {
  readonly bank: TestBank
  readonly disk: Map<Key, Uint8Array>
  /** What was put into the log or asked of it and has no answer, in order. */
  readonly open: { readonly id: string; readonly what: Written | { readonly type: 'ask' } }[]
  nowMs: number
  /** Timers that have gone off. */
  timers: number
  members: readonly string[]
  isDamaged: boolean
  /** Messages sent since the last look, of one type. */
  sent<T extends BankMessage['type']>(type: T): readonly (Sent & { message: { type: T } })[]
  replies(): readonly { readonly id: string; readonly reply: Reply }[]
  facts(): readonly string[]
  message(from: string, message: BankMessage): void
  request(id: string, request: BankRequest): void
  /** Answers the oldest call to the log without doing anything. */
  tell(answer: LogAnswer): void
  fail(): void
  /** Does what the oldest call to the log asks for, and answers it; the state here may be behind. */
  commit(isSeen?: boolean): void
  /** Lets the branch see the log. */
  decided(): void
  /** Lets time pass, with every timer on its way. */
  pass(forMs: number): void
  /** Begins an epoch of this vehicle. */
  begin(): void
  restart(): void
  status(): BranchStatus
}

export function createBench(): Bench {
  const bank = createTestBank()
  const disk = new Map<Key, Uint8Array>()
  let machine: BankMachine
  let sends: Sent[] = []
  let replies: { readonly id: string; readonly reply: Reply }[] = []
  let facts: string[] = []
  let timerMs: number | undefined
  /** The state that the branch sees may be behind. */
  let seen = books(bank)

  const out: Out = {
    push(effect) {
      switch (effect.type) {
        case 'send':
          sends.push(effect)
          break
        case 'reply':
          replies.push(effect)
          break
        case 'fact':
          facts.push(effect.fact.name)
          break
        case 'timer':
          timerMs = effect.atMs
          break
        case 'write':
          for (const op of effect.ops) {
            if (op.type === 'put') {
              disk.set(op.key, op.value)
            } else {
              disk.delete(op.key)
            }
          }
          break
        default:
      }
    }
  }

  const bench: Bench = {
    bank,
    disk,
    open: [],
    nowMs: 1_000,
    timers: 0,
    members: MEMBERS,
    isDamaged: false,
    sent(type) {
      const found = sends.filter(({ message }) => message.type === type)
      sends = sends.filter(({ message }) => message.type !== type)
      return found as never
    },
    replies() {
      const all = replies
      replies = []
      return all
    },
    facts() {
      const all = facts
      facts = []
      return all
    },
    message(from, message) {
      machine.step(bench.nowMs, { type: 'message', from, message }, out)
    },
    request(id, request) {
      machine.step(bench.nowMs, { type: 'request', id, request }, out)
    },
    tell(answer) {
      const { id = '' } = bench.open.shift() ?? {}
      machine.answered(bench.nowMs, id, answer, out)
    },
    fail: () => bench.tell({ type: 'failed', reason: 'unknown', text: '' }),
    commit(isSeen = true) {
      const { id = '', what } = bench.open.shift() ?? {}
      if (what === undefined || what.type === 'ask') {
        throw new RangeError('nothing is to be put into the log')
      }
      const result = bank.apply(what)
      seen = isSeen ? books(bank) : seen
      machine.answered(bench.nowMs, id, answerOf(result, bank.height), out)
    },
    decided() {
      seen = books(bank)
      const head = { height: bank.height, hash: '' }
      const signal = { type: 'decided', chain, head } as const
      machine.step(bench.nowMs, { type: 'signal', signal }, out)
    },
    pass(forMs) {
      const untilMs = bench.nowMs + forMs
      while (timerMs !== undefined && timerMs <= untilMs) {
        bench.nowMs = timerMs
        timerMs = undefined
        bench.timers++
        machine.step(bench.nowMs, { type: 'timer', id: `bank:tick:${chain}` }, out)
      }
      bench.nowMs = untilMs
    },
    begin() {
      bench.request('begin', {
        ...{ type: 'bankTransfer', chain, account: 'anna', to: 'bert' },
        ...{ amount: 1n, operation: 'first' }
      })
      bench.commit()
      bench.replies()
      bench.sent('keep')
    },
    restart() {
      const found: Disk = {
        state: new Map(disk),
        chains: new Map(),
        integrity: { stateDamage: undefined }
      }
      const { isDamaged } = bench
      const environment = createTestEnvironment('a', realm, { disk: found, isDamaged })
      bench.open.splice(0)
      timerMs = undefined
      machine = createBankBranches(environment, { flushMs: 60_000 }, found, {
        incarnation: INCARNATION,
        boothOf: () => boothOf(bench.members),
        booksOf: () => seen,
        isBank: (id) => id === chain,
        banks: () => [chain],
        write: (id, _chain, what) => bench.open.push({ id, what }),
        ask: (id) => bench.open.push({ id, what: { type: 'ask' } }),
        askOperation: (id) => bench.open.push({ id, what: { type: 'ask' } })
      })
      machine.step(bench.nowMs, { type: 'start' }, out)
    },
    status: () => machine.status(bench.nowMs).banks[0] as BranchStatus
  }
  for (const account of ['anna', 'bert']) {
    bank.apply({ type: 'open', account, owner: SELF })
  }
  const mint = { type: 'mint', amount: 100n, owner: SELF } as const
  bank.apply({ ...mint, account: 'anna', operation: 'mint' })
  bank.apply({ ...mint, account: 'bert', operation: 'mint too' })
  seen = books(bank)
  bench.restart()
  return bench
}

function boothOf(members: readonly string[]): Booth {
  const booth = { number: members.length, members, incarnations: members.map(() => INCARNATION) }
  return booth as unknown as Booth
}

/** The bank as it is now; what comes later is not seen. */
function books(bank: TestBank): Books {
  const applied = bank.height
  const look = bank.machine.save()
  const copy = createTestBank()
  copy.machine.load(look.parts())
  return {
    applied,
    account(account) {
      const found = copy.query({ type: 'account', account })
      return found.type === 'account' ? found.account : undefined
    },
    owner(owner) {
      const found = copy.query({ type: 'owner', owner })
      return found.type === 'owner' ? found.owner : undefined
    },
    settled(operations) {
      const found =
        operations.length === 0 ? undefined : copy.query({ type: 'outcomes', operations })
      return found?.type === 'outcomes' ? found.entries : []
    },
    totals() {
      const found = copy.query({ type: 'total', recount: false })
      return found.type === 'total' ? found : { minted: 0n, total: 0n, accounts: 0 }
    }
  }
}

function answerOf(result: ReturnType<TestBank['apply']>, height: number): LogAnswer {
  switch (result.type) {
    case 'refused':
      return result
    case 'account':
      return { type: 'written', height, epoch: 0, outcomes: [] }
    case 'settled':
      return { type: 'written', height, epoch: 0, outcomes: result.outcomes }
    case 'epoch':
      return { type: 'written', height, epoch: result.epoch, outcomes: result.outcomes }
  }
}
