/**
 * B1, B2 and B3 as far as the log tells: a look at the bank after every operation.
 *
 * B1: the sum of all balances is what was minted. B2: no balance is negative. B3: what has one name, or
 * one id, is paid at most once. (B4 is I7, and B5 is I8 and I9: both hold for any state.)
 * Source: PROTOCOLS.md, section 7.
 */
import type { StateMachine } from '../../core/state-machine.ts'
import { type Bank, decodeOperation, decodeResult } from '../../state/bank/index.ts'

/** Puts a listener in front of a bank. `breaks` is told the rule, and how it is broken. */
export function watchBank(
  bank: Bank,
  breaks: (rule: string, message: string) => void
): StateMachine {
  const paid = new Set<string>()

  const pay = (what: string): void => {
    if (paid.has(what)) {
      breaks('B3', `pays ${what} for the second time`)
    }
    paid.add(what)
  }

  const checkPaid = (operation: Uint8Array, result: Uint8Array): void => {
    const asked = decodeOperation(operation)
    const answer = decodeResult(result)
    if (asked.type !== 'transfers' || answer.type !== 'settled') {
      return
    }
    const names = asked.batches.flatMap(({ owner, epoch, from, transfers }) =>
      transfers.map((transfer, i) => [`${owner} ${epoch}.${from + i}`, transfer.operation] as const)
    )
    for (const [i, [name, id]] of names.entries()) {
      if (answer.outcomes[i] === 'applied') {
        pay(name)
        pay(id)
      }
    }
  }

  return {
    fault: (operation) => bank.fault(operation),
    query: (question, at) => bank.query(question, at),
    save: () => bank.save(),
    digest: () => bank.digest(),
    get bytes() {
      return bank.bytes
    },
    load(parts) {
      paid.clear()
      bank.load(parts)
    },
    apply(operation, place) {
      const result = bank.apply(operation, place)
      const { minted, total, recounted, negative } = bank.audit()
      if (total !== minted || recounted !== minted) {
        breaks(
          'B1',
          `has ${recounted} (counted as ${total}) of ${minted} minted, after block ${place.height}`
        )
      }
      if (negative !== undefined) {
        breaks('B2', `owes on the account ${negative} after block ${place.height}`)
      }
      checkPaid(operation, result)
      return result
    }
  }
}
