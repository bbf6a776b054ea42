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
import type { Disk, NowMs, Reply } from '../../core/machine.ts'
import { refused } from '../../core/reply.ts'
import { createGroup, type GroupWorld } from './group.ts'
import { createGroups } from './groups.ts'
import { ASKED_MAX } from './limits.ts'
import { type QuorumOptions, resolveQuorumOptions } from './options.ts'
import { chainsOnDisk } from './registers.ts'
import type { Out, QuorumMachine, QuorumPorts, QuorumRequest } from './types.ts'

/** The greatest number of a run. */
const RUN_MAX = 2 ** 48 - 1

const NO_PLACE: Reply = refused('busy', `requests wait at ${ASKED_MAX} other groups`, true)

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
  let ids = 0
  const world: GroupWorld = {
    environment,
    settings: resolveQuorumOptions(options),
    ports,
    run,
    // One count for all: a late answer finds no request of a group that gave way and was begun anew.
    nextId: () => ++ids,
    newName() {
      names++
      const name = `quorum session ${self} ${ports.incarnation} ${run} ${names}`
      return crypto.sha256(toUtf8(name)).slice(0, 2 * INCARNATION_BYTES)
    }
  }

  const quorumChain = (id: ChainId): Chain | undefined => {
    const chain = holdings.get(id)?.chain
    return chain?.genesis.quorum === undefined ? undefined : chain
  }
  const kept = chainsOnDisk(disk).flatMap((id) => quorumChain(id) ?? [])
  const groups = createGroups(kept, {
    quorumChain,
    belongsTo: (id) => ports.boothOf(id)?.members.includes(self) === true,
    create: (chain) => createGroup(world, chain, disk)
  })

  const start = (nowMs: NowMs, out: Out): void => {
    for (const group of groups.all()) {
      group.start(nowMs, out)
    }
    for (const { chain } of holdings.all()) {
      groups.own(nowMs, chain.id, out)
    }
  }

  const request = (nowMs: NowMs, id: string, asked: QuorumRequest, out: Out): void => {
    const chain = quorumChain(asked.chain)
    const group = chain === undefined ? undefined : groups.ask(nowMs, chain, out)
    if (group === undefined) {
      const reply = chain === undefined ? unknownChain(asked.chain) : NO_PLACE
      out.push({ type: 'reply', id, reply })
    } else {
      group.request(nowMs, id, asked, out)
    }
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
          groups
            .own(nowMs, event.message.chain, out)
            ?.message(nowMs, event.from, event.message, out)
          break
        case 'timer':
          groups.get(chainIn(event.id))?.timer(nowMs, event.id, out)
          break
        case 'request':
          request(nowMs, event.id, event.request, out)
          break
        case 'signal':
          if (event.signal.type === 'adopted' || event.signal.type === 'decided') {
            groups.own(nowMs, event.signal.chain, out)
          }
          break
        case 'disconnected':
          for (const group of groups.all()) {
            group.disconnected(nowMs, event.peer, out)
          }
          break
        case 'connected':
          for (const group of groups.all()) {
            group.connected(nowMs, out)
          }
          break
        case 'loaded':
          break
      }
      for (const group of groups.all()) {
        group.flush(out)
      }
    },
    status: () => ({
      groups: [...groups.all()].map((group) => group.status()),
      pending: [...groups.all()].reduce((sum, group) => sum + group.pending, 0)
    })
  }
}

function unknownChain(chain: ChainId): Reply {
  const text = `${chain} is no group of the engine quorum that is known here`
  return refused('unknownChain', text, false)
}

/** `quorum:<what>:…:<chain>`. */
function chainIn(id: string): ChainId {
  return id.slice(id.lastIndexOf(':') + 1)
}
