/**
 * What must hold of a group after every step, by the names of docs/protocols/paxos.md.
 */
import { type Ballot, ballotText, compareBallots } from '../../../../src/core/ballot.ts'
import { readHeader } from '../../../../src/core/block.ts'
import { blockKey, heightText } from '../../../../src/core/keyspace.ts'
import type { Reply } from '../../../../src/core/machine.ts'
import { Block as BlockCodec } from '../../../../src/core/messages.ts'
import { LogRecord } from '../../../../src/protocols/paxos/messages.ts'
import type { PaxosMessage } from '../../../../src/protocols/paxos/types.ts'
import type { TestNode } from './node.ts'
import { listIn } from './register.ts'

/** An operation or a read of a client, as an outsider sees it. */
export interface Asked {
  readonly value: string | undefined
  readonly fromMs: number
  toMs: number | undefined
  reply: Reply | undefined
}

export interface Invariants {
  readonly history: readonly Asked[]
  watch(chain: string): void
  stepped(node: TestNode): void
  durable(node: TestNode, key: string, value: Uint8Array | undefined): void
  sent(node: TestNode, message: PaxosMessage): void
  asked<T extends { reply?: Reply }>(fromMs: number, value: string | undefined, answer: T): T
  /** Checks the history of clients, and that everybody agrees in the end. */
  finish(): void
}

function fail(rule: string, message: string): never {
  throw new RangeError(`${rule}: ${message}`)
}

export function createInvariants(
  nowMs: () => number,
  nodes: () => readonly TestNode[]
): Invariants {
  let chain = ''
  const decided = new Map<number, string>()
  const decidedOf = new Map<string, number>()
  const promisedOf = new Map<string, Ballot>()
  const promiseSent = new Map<string, Ballot>()
  const leaders = new Map<string, string>()
  const proposed = new Map<string, string>()
  const history: Asked[] = []

  const checkDecided = (node: TestNode): void => {
    const held = node.environment.holdings.get(chain)
    const key = `${node.name}#${node.runs}`
    const to = node.group(chain)?.decided ?? 0
    if (decidedOf.get(key) === to) {
      return
    }
    const group = node.group(chain)
    if (group !== undefined && group.applied > group.decided) {
      fail('I4 applied', `${node.name} has applied ${group.applied} of ${group.decided}`)
    }
    for (let height = (decidedOf.get(key) ?? 0) + 1; height <= to; height++) {
      const hash = held?.hashAt(height)
      const known = decided.get(height)
      if (hash === undefined) {
        continue // It has a snapshot in its place.
      }
      if (known !== undefined && known !== hash) {
        fail('I1 agreement', `${node.name} decides another block of height ${height}`)
      }
      decided.set(height, hash)
    }
    decidedOf.set(key, to)
  }

  /** A majority of the booth has the block of an answered operation on disk. */
  const checkDurable = (node: TestNode, height: number): void => {
    const members = node.group(chain)?.members ?? []
    const keepers = nodes().filter(
      (other) =>
        other.disk.has(blockKey(chain, height)) ||
        other.disk.has(`s/paxos/${chain}/t/${heightText(height)}`)
    )
    if (keepers.length < Math.min(2, members.length)) {
      fail('I7 durability', `block ${height} is answered, but only ${keepers.length} have it`)
    }
  }

  const checkBlocks = (node: TestNode, ballot: Ballot, blocks: readonly Uint8Array[]): void => {
    const owner = `${node.name}#${node.runs}`
    const text = ballotText(ballot)
    const known = leaders.get(text) ?? owner
    if (known !== owner) {
      fail('I5 one leader a ballot', `${owner} leads ${text}, as ${known} did`)
    }
    leaders.set(text, owner)
    for (const bytes of blocks) {
      const { header, hash } = readHeader(node.environment.crypto, BlockCodec.decode(bytes).header)
      const place = `${header.height} in ${text}`
      if ((proposed.get(place) ?? hash) !== hash) {
        fail('I6 one block a height and ballot', `two blocks at ${place}`)
      }
      proposed.set(place, hash)
    }
  }

  const checkReads = (): void => {
    const puts = history.filter(({ value }) => value !== undefined)
    const reads = history
      .filter(({ value, reply }) => value === undefined && reply?.type === 'ok')
      .sort((a, b) => (a.toMs ?? 0) - (b.toMs ?? 0))
      .map((read) => ({ ...read, list: listIn(read.reply as Reply) ?? [] }))
    for (const [i, read] of reads.entries()) {
      checkRead(read, puts)
      const older = reads
        .slice(Math.max(0, i - 20), i)
        .find(({ toMs, list }) => (toMs ?? 0) < read.fromMs && list.length > read.list.length)
      if (older !== undefined) {
        fail('linearizable', `a read at ${read.fromMs} is older than one that ended before`)
      }
    }
  }

  const checkRead = (
    read: Asked & { readonly list: readonly string[] },
    puts: readonly Asked[]
  ): void => {
    for (const put of puts) {
      const isSeen = read.list.includes(put.value ?? '')
      if (put.reply?.type === 'ok' && (put.toMs ?? 0) < read.fromMs && !isSeen) {
        fail('linearizable', `a read at ${read.fromMs} lacks ${put.value}, done at ${put.toMs}`)
      }
      if (put.fromMs > (read.toMs ?? 0) && isSeen) {
        fail('linearizable', `a read sees ${put.value} from the future`)
      }
    }
  }

  return {
    history,
    watch(of) {
      chain = of
    },
    stepped(node) {
      if (chain !== '') {
        checkDecided(node)
      }
    },
    durable(node, key, value) {
      if (!key.startsWith('s/paxos/') || !key.endsWith('/log') || value === undefined) {
        return
      }
      const promised = LogRecord.decode(value).promised as Ballot
      const owner = node.name + node.incarnation
      const before = promisedOf.get(owner)
      if (before !== undefined && compareBallots(promised, before) < 0) {
        fail('I2 promises', `${node.name} goes back to ${ballotText(promised)}`)
      }
      promisedOf.set(owner, promised)
    },
    sent(node, message) {
      const owner = node.name + node.incarnation
      if (message.type === 'promise') {
        promiseSent.set(owner, message.ballot)
      } else if (message.type === 'accepted') {
        const promised = promiseSent.get(owner)
        if (promised !== undefined && compareBallots(message.ballot, promised) < 0) {
          fail('I3 accepted', `${node.name} accepts ${ballotText(message.ballot)} too late`)
        }
      } else if (message.type === 'accept' || message.type === 'sync') {
        checkBlocks(node, message.ballot, message.blocks)
      }
    },
    asked(fromMs, value, answer) {
      const asked: Asked = { value, fromMs, toMs: undefined, reply: undefined }
      history.push(asked)
      let reply: Reply | undefined
      Object.defineProperty(answer, 'reply', {
        get: () => reply,
        set(given: Reply) {
          reply = given
          asked.reply = given
          asked.toMs = nowMs()
          const node = nodes().find(({ isUp }) => isUp)
          if (value !== undefined && given.type === 'ok' && node !== undefined) {
            checkDurable(node, (given.value as { height: number }).height)
          }
        }
      })
      return answer
    },
    finish() {
      checkReads()
      const lists = nodes().map(({ register }) => register?.list ?? [])
      const longest = lists.reduce((a, b) => (b.length > a.length ? b : a), [])
      for (const list of lists) {
        if (list.some((value, i) => value !== longest[i])) {
          fail('I9 one history', 'two vehicles have applied different lists')
        }
      }
      if (new Set(longest).size !== longest.length) {
        fail('I8 once', 'an operation was done twice')
      }
      for (const { value, reply } of history) {
        if (value !== undefined && reply?.type === 'ok' && !longest.includes(value)) {
          fail('I7 durability', `${value} was answered and is lost`)
        }
        if (value !== undefined && reply?.type === 'refused' && longest.includes(value)) {
          fail('refusal', `${value} was refused and done`)
        }
      }
    }
  }
}
