/**
 * Before a vehicle leaves, what it has issued as an owner goes into the log, if that is quick: others
 * need not wait for its return to see the money.
 */
import type { BankStatus } from '../../protocols/bank/index.ts'
import type { Parts } from '../parts.ts'

/** What is not in the log by then stays pending on the disk. */
const FLUSH_MS = 500

export async function flushBanks({ vehicle, runtime, clock }: Parts): Promise<void> {
  const { machines } = vehicle.status(clock.nowMs())
  const { banks = [] } = (machines['bank'] ?? {}) as Partial<BankStatus>
  const pending = banks.filter((bank) => bank.pending > 0)
  if (pending.length === 0) {
    return
  }
  const flushes = pending.map(({ chain }) =>
    runtime.request({ type: 'bankFlush', chain, deadlineMs: FLUSH_MS })
  )
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, 2 * FLUSH_MS)
  })
  await Promise.race([Promise.all(flushes), late])
  clearTimeout(timer)
}
