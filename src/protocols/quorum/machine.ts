/**
 * The quorum machine: all groups of a vehicle that keep each key as a register with as many members as
 * the genesis asks for, written by an elected leader, or by every member.
 *
 * Keeps: Q1 to Q8 of docs/protocols/quorum.md.
 * Source: DistributedDatabase-Quorum; differs from it: see docs/protocols/quorum.md.
 */
import { toUtf8 } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import type { Chain, ChainId } from '../../core/genesis.ts'
import { INCARNATION_BYTES } from '../../core/limits.ts'
import type { Disk, NowMs } from '../../core/machine.ts'
import { createGroup, type Group, type GroupWorld } from './group.ts'
import { GROUPS_MAX } from './limits.ts'
import { type QuorumOptions, resolveQuorumOptions } from './options.ts'
import { chainsOnDisk } from './registers.ts'
import type { Out, QuorumMachine, QuorumPorts, QuorumRequest } from './types.ts'

/** The greatest number of a run. */
const RUN_MAX = 2 ** 48 - 1

/** @throws InvalidInputError when an option is out of its range */
export function createQuorum(
  environment: Environment,
  options: QuorumOptions | undefined,
  disk: Disk,
  ports: QuorumPorts
): QuorumMachine {
  const { self, crypto, random, holdings } = environment
  const run = random.integer(1, RUN_MAX)
  let names = 0
  const world: GroupWorld = {
    environment,
    settings: resolveQuorumOptions(options),
    ports,
    run,
    newName() {
      names++
      const name = `quorum session ${self} ${ports.incarnation} ${run} ${names}`
      return crypto.sha256(toUtf8(name)).slice(0, 2 * INCARNATION_BYTES)
    }
  }
  const groups = new Map<ChainId, Group>()

  const quorumChain = (id: ChainId): Chain | undefined => {
    const chain = holdings.get(id)?.chain
    return chain?.genesis.quorum === undefined ? undefined : chain
  }
  for (const id of chainsOnDisk(disk)) {
    const chain = quorumChain(id)
    if (chain !== undefined) {
      groups.set(id, createGroup(world, chain, disk))
    }
  }

  /** The group of a chain, begun now when it is not known. */
  const begin = (nowMs: NowMs, id: ChainId, out: Out): Group | undefined => {
    const known = groups.get(id)
    const chain = known === undefined ? quorumChain(id) : undefined
    if (chain === undefined || groups.size >= GROUPS_MAX) {
      return known
    }
    const group = createGroup(world, chain, disk)
    groups.set(id, group)
    group.start(nowMs, out)
    return group
  }

  const start = (nowMs: NowMs, out: Out): void => {
    for (const group of groups.values()) {
      group.start(nowMs, out)
    }
    for (const { chain } of holdings.all()) {
      if (ports.boothOf(chain.id)?.members.includes(self) === true) {
        begin(nowMs, chain.id, out)
      }
    }
  }

  const request = (nowMs: NowMs, id: string, asked: QuorumRequest, out: Out): void => {
    const group = begin(nowMs, asked.chain, out)
    if (group !== undefined) {
      group.request(nowMs, id, asked, out)
      return
    }
    const message = `${asked.chain} is no group of the engine quorum that is known here`
    const reply = { type: 'refused', reason: 'unknownChain', message, retry: false } as const
    out.push({ type: 'reply', id, reply })
  }

  return {
    leaderOf: (chain) => groups.get(chain)?.leader,
    archived(id, isDone) {
      groups.get(chainIn(id))?.archived(id, isDone)
    },
    step(nowMs, event, out) {
      switch (event.type) {
        case 'start':
          start(nowMs, out)
          break
        case 'message':
          begin(nowMs, event.message.chain, out)?.message(nowMs, event.from, event.message, out)
          break
        case 'timer':
          groups.get(chainIn(event.id))?.timer(nowMs, event.id, out)
          break
        case 'request':
          request(nowMs, event.id, event.request, out)
          break
        case 'signal':
          if (event.signal.type === 'adopted' || event.signal.type === 'decided') {
            begin(nowMs, event.signal.chain, out)
          }
          break
        case 'disconnected':
          for (const group of groups.values()) {
            group.disconnected(nowMs, event.peer, out)
          }
          break
        case 'connected':
        case 'loaded':
          break
      }
      for (const group of groups.values()) {
        group.flush(out)
      }
    },
    status: () => ({
      groups: [...groups.values()].map((group) => group.status()),
      pending: [...groups.values()].reduce((sum, group) => sum + group.pending, 0)
    })
  }
}

/** `quorum:<what>:…:<chain>`. */
function chainIn(id: string): ChainId {
  return id.slice(id.lastIndexOf(':') + 1)
}
