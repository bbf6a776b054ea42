/**
 * What every snapshot of a ledger must show: nothing is made or lost, nobody owes, and time does not
 * run backwards.
 *
 * Source: the bank test of Jepsen, in which the sum of all accounts is read in one transaction.
 */

/** All balances as they were read at one height of the ledger. */
export interface LedgerSnapshot {
  readonly who: string
  readonly calledAt: number
  readonly returnedAt: number
  readonly height: number
  readonly balances: ReadonlyMap<string, bigint>
}

/** The first thing wrong with the snapshots of one ledger, or undefined. */
export function faultOfSnapshots(
  snapshots: readonly LedgerSnapshot[],
  total: bigint
): string | undefined {
  const textAt = new Map<number, string>()
  let newest: LedgerSnapshot | undefined
  const returned = snapshots.toSorted((a, b) => a.returnedAt - b.returnedAt)
  let back = 0
  for (const snapshot of snapshots.toSorted((a, b) => a.calledAt - b.calledAt)) {
    for (let done = returned[back]; isBefore(done, snapshot); done = returned[++back]) {
      newest = newest === undefined || done.height > newest.height ? done : newest
    }
    const fault = faultOf(snapshot, total) ?? faultBehind(snapshot, newest)
    if (fault !== undefined) {
      return `${snapshot.who} reads at height ${snapshot.height} ${fault}`
    }
    const text = textOf(snapshot)
    if ((textAt.get(snapshot.height) ?? text) !== text) {
      return `${snapshot.who} reads at height ${snapshot.height} other balances than somebody else`
    }
    textAt.set(snapshot.height, text)
  }
  return undefined
}

function isBefore(done: LedgerSnapshot | undefined, next: LedgerSnapshot): done is LedgerSnapshot {
  return done !== undefined && done.returnedAt < next.calledAt
}

function faultOf({ balances }: LedgerSnapshot, total: bigint): string | undefined {
  let sum = 0n
  for (const [account, balance] of balances) {
    if (balance < 0n) {
      return `that ${account} has ${balance}`
    }
    sum += balance
  }
  return sum === total ? undefined : `a sum of ${sum}, not ${total}`
}

function faultBehind(
  { height }: LedgerSnapshot,
  newest: LedgerSnapshot | undefined
): string | undefined {
  return newest === undefined || newest.height <= height
    ? undefined
    : `what is older than height ${newest.height}, which ${newest.who} had read before`
}

function textOf({ balances }: LedgerSnapshot): string {
  return [...balances]
    .map(([account, balance]) => `${account.length}:${account}${balance}`)
    .sort()
    .join(' ')
}
