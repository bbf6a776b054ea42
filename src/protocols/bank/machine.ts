/**
 * The bank machine: transfers of accounts whose owners answer for them alone, before the log of their
 * group settles them.
 *
 * Keeps: B1 to B5 of docs/protocols/bank.md, together with the state of the bank.
 * Source: PAXOS-Banking; differs from it: see docs/protocols/bank.md.
 */
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Disk } from '../../core/machine.ts'
import { type Branch, createBranch, TICK_TIMER } from './branch.ts'
import { type BankProtocolOptions, resolveBankOptions } from './options.ts'
import { chainsOnDisk } from './records.ts'
import type { BankMachine, BankPorts, Out } from './types.ts'

/** Banks that one vehicle has to do with; a vehicle belongs to 64 groups at most. */
const BRANCHES_MAX = 128

/** @throws InvalidInputError when an option is out of its range */
export function createBankBranches(
  environment: Environment,
  options: BankProtocolOptions | undefined,
  disk: Disk,
  ports: BankPorts
): BankMachine {
  const settings = resolveBankOptions(options)
  const branches = new Map<ChainId, Branch>()
  for (const chain of chainsOnDisk(disk)) {
    branches.set(chain, createBranch(environment, settings, chain, disk, ports))
  }

  const branchOf = (chain: ChainId): Branch | undefined => {
    const known = branches.get(chain)
    if (known !== undefined || branches.size >= BRANCHES_MAX) {
      return known
    }
    const branch = createBranch(environment, settings, chain, disk, ports)
    branches.set(chain, branch)
    return branch
  }

  /** A disk that was lost has no branch, but perhaps others keep what it has issued. */
  const keptBranch = (chain: ChainId): Branch | undefined =>
    ports.isBank(chain) && ports.booksOf(chain) !== undefined
      ? branchOf(chain)
      : branches.get(chain)

  const refuse = (id: string, reason: string, message: string, out: Out): void => {
    const reply = { type: 'refused', reason, message, retry: false } as const
    out.push({ type: 'reply', id, reply })
  }

  return {
    answered(nowMs, id, answer, out) {
      branches.get(chainIn(id))?.answered(nowMs, id, answer, out)
    },
    step(nowMs, event, out) {
      switch (event.type) {
        case 'start':
          for (const branch of branches.values()) {
            branch.refresh(nowMs, out)
          }
          break
        case 'message':
          if (ports.isBank(event.message.chain)) {
            branchOf(event.message.chain)?.message(nowMs, event.from, event.message, out)
          }
          break
        case 'timer':
          branches.get(event.id.slice(TICK_TIMER.length))?.timer(nowMs, out)
          break
        case 'request': {
          const { chain } = event.request
          const branch = ports.isBank(chain) ? branchOf(chain) : undefined
          if (branch === undefined) {
            refuse(event.id, 'unknownChain', `${chain} is no bank that is known here`, out)
          } else {
            branch.request(nowMs, event.id, event.request, out)
          }
          break
        }
        case 'signal':
          if (event.signal.type === 'decided' || event.signal.type === 'snapshot') {
            keptBranch(event.signal.chain)?.refresh(nowMs, out)
          }
          break
        case 'loaded':
        case 'connected':
        case 'disconnected':
          break
      }
    },
    status: () => ({
      banks: [...new Set([...ports.banks(), ...branches.keys()])].map((chain) =>
        (branches.get(chain) ?? createBranch(environment, settings, chain, disk, ports)).status()
      )
    })
  }
}

/** `bank:log:<n>:<chain>`. */
function chainIn(id: string): ChainId {
  return id.slice(id.lastIndexOf(':') + 1)
}
