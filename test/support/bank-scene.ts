/**
 * A bank in a scene: whole vehicles that share accounts, and what is asked of them in short words.
 */
import { expect } from 'vitest'
import type { WriteOp } from '../../src/core/machine.ts'
import type { BankStatus, BranchStatus } from '../../src/protocols/bank/index.ts'
import type { Answer } from '../../src/sim/virtual-vehicle.ts'
import type { BankQuery } from '../../src/state/bank/index.ts'
import type {
  BankAsked,
  BankMoveRequest,
  BankTransferRequest,
  BankWritten,
  GroupOpened,
  Transferred
} from '../../src/vehicle/requests.ts'
import type { Asked, Scene } from './scene.ts'

export type TransferOptions = Partial<Omit<BankTransferRequest, 'type' | 'chain' | 'amount'>>

export interface BankScene {
  readonly chain: string
  /** Opens an account with an owner and some money. */
  account(name: string, owner: string, amount?: number): void
  /** `anna>bert` moves money; the vehicle that is asked comes first. */
  begin(car: string, way: string, amount: number, options?: TransferOptions): Asked
  pay(car: string, way: string, amount: number, options?: TransferOptions): Transferred
  /** What is answered, in a word: the level reached, the reason of a refusal, or the type. */
  word(car: string, way: string, amount: number, options?: TransferOptions): string
  move(car: string, account: string, to: string, options?: Partial<BankMoveRequest>): Answer
  query(car: string, query: BankQuery): BankAsked['answer']
  /** `anna:5 bert:7`, linearizably. */
  balances(car: string): string
  ownerOf(car: string, account: string): string
  branch(car: string): BranchStatus
  /** Waits until nothing is pending anywhere. */
  rest(): void
}

const OPTIONS = { bank: { flushMs: 1_000 } }

export const bankOptions = (): typeof OPTIONS => OPTIONS

export function openBank(scene: Scene, members: string): BankScene {
  const opener = members[0] ?? ''
  const { chain } = scene.get<GroupOpened>(opener, {
    type: 'openGroup',
    state: 'bank',
    members: scene.cars(members).map(({ peer }) => peer),
    name: 'bank',
    workBits: 0
  })
  let mints = 0

  const transferOf = (
    way: string,
    amount: number,
    options: TransferOptions
  ): BankTransferRequest => {
    const [account = '', to = ''] = way.split('>')
    return { type: 'bankTransfer', chain, account, to, amount: BigInt(amount), ...options }
  }

  const bank: BankScene = {
    chain,
    account(account, owner, amount = 0) {
      const { peer } = scene.car(owner)
      scene.get<BankWritten>(opener, { type: 'bankOpen', chain, account, owner: peer })
      if (amount > 0) {
        mints++
        scene.get<BankWritten>(opener, {
          ...{ type: 'bankMint', chain, account, amount: BigInt(amount), owner: undefined },
          operation: `mint-${mints}`
        })
      }
    },
    begin: (car, way, amount, options = {}) => scene.begin(car, transferOf(way, amount, options)),
    pay: (car, way, amount, options = {}) =>
      scene.get<Transferred>(car, transferOf(way, amount, options)),
    word: (car, way, amount, options = {}) =>
      wordOf(scene.ask(car, transferOf(way, amount, options))),
    move: (car, account, to, options = {}) =>
      scene.ask(car, { type: 'bankMove', chain, account, to: scene.car(to).peer, ...options }),
    query: (car, query) => scene.get<BankAsked>(car, { type: 'bankAsk', chain, query }).answer,
    balances(car) {
      const answer = bank.query(car, { type: 'accounts', after: '', limit: 1000 })
      const accounts = answer.type === 'accounts' ? answer.accounts : []
      return accounts.map(({ account, balance }) => `${account}:${balance}`).join(' ')
    },
    ownerOf(car, account) {
      const answer = bank.query(car, { type: 'account', account })
      return answer.type === 'account' ? scene.nameOf(answer.account?.owner ?? '') : ''
    },
    branch(car) {
      const status = scene.status(car).machines['bank'] as BankStatus
      const branch = status.banks.find((one) => one.chain === chain)
      expect(branch, car).toBeDefined()
      return branch as BranchStatus
    },
    rest() {
      scene.until('nothing is pending', () =>
        [...members].every((car) => scene.car(car).state !== 'up' || bank.branch(car).pending === 0)
      )
    }
  }
  return bank
}

export function wordOf(answer: Answer): string {
  if (answer.type === 'ok') {
    return (answer.value as Transferred).level ?? 'ok'
  }
  return answer.type === 'refused' ? answer.reason : answer.type
}

/** Takes everything from the disk of a vehicle, which then starts as a stranger with its name. */
export function wipe(scene: Scene, name: string): void {
  change(scene, name, (keys) => keys.map((key) => ({ type: 'del', key })))
}

/** The records below this prefix as they are now; putting them back makes the disk an older one. */
export function backup(scene: Scene, name: string, prefix: string): () => void {
  const { disk } = scene.car(name)
  const saved = disk.keys(prefix).map((key): WriteOp => {
    return { type: 'put', key, value: disk.get(key) ?? new Uint8Array(0) }
  })
  return () =>
    change(scene, name, () => [
      ...disk.keys(prefix).map((key): WriteOp => ({ type: 'del', key })),
      ...saved
    ])
}

function change(
  scene: Scene,
  name: string,
  opsOf: (keys: readonly string[]) => readonly WriteOp[]
): void {
  const car = scene.car(name)
  car.crash('its disk is changed')
  car.disk.apply(opsOf(car.disk.keys('')))
  scene.until(`${name} runs again`, () => car.state === 'up')
}
