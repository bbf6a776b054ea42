/**
 * C1 to C4 of certify, checked from outside while a stage plays.
 *
 * C1: a correct vehicle signs one hash per chain and height, also over restarts. C2: no two certified
 * blocks of one height. C3: what is certified is linked. C4: behind an answered append stand n - f
 * disks with the block, less those of liars.
 */
import { decodeBlock } from '../../../../src/core/block.ts'
import { decodeBooth } from '../../../../src/core/booth.ts'
import { blockKey } from '../../../../src/core/keyspace.ts'
import type { Reply } from '../../../../src/core/machine.ts'
import { certificateQuorum } from '../../../../src/core/quorum.ts'
import { decodeStoredBlock } from '../../../../src/core/stored-block.ts'
import type { CertifyMessage } from '../../../../src/protocols/certify/index.ts'
import type { Actor, Stage } from './stage.ts'

export interface Watch {
  readonly violations: string[]
  sent(from: Actor, message: CertifyMessage): void
  stepped(actor: Actor): void
  replied(stage: Stage, actor: Actor, reply: Reply): void
}

export function createWatch(liars: ReadonlySet<string>): Watch {
  const violations: string[] = []
  /** Hash signed, by vehicle, chain and height. */
  const signed = new Map<string, string>()
  /** Hash certified, by chain and height. */
  const certified = new Map<string, string>()
  const booths = new Map<string, readonly string[]>()
  /** Certified heads already looked at. */
  const seen = new Map<string, string>()

  const note = (
    book: Map<string, string>,
    key: string,
    hash: string,
    rule: string,
    who: string
  ): void => {
    const before = book.get(key)
    if (before !== undefined && before !== hash) {
      violations.push(`${rule}: ${who}: ${key}: ${before.slice(0, 8)} and ${hash.slice(0, 8)}`)
    }
    book.set(key, hash)
  }

  return {
    violations,
    sent(from, message) {
      const { crypto } = from.identity
      if (message.type === 'open') {
        const booth = decodeBooth(crypto, message.booth)
        booths.set(booth.id, booth.members)
      }
      if (liars.has(from.name)) {
        return
      }
      if (message.type === 'open' || message.type === 'close' || message.type === 'certified') {
        const { certificate } = message
        if (certificate !== undefined) {
          const { chain, height, hash } = certificate
          note(certified, `${chain} ${height}`, hash, 'C2', from.name)
        }
      }
      if (message.type === 'vote') {
        const { chain, height, hash } = message
        note(signed, `${from.name} ${chain} ${height}`, hash, 'C1', from.name)
      } else if (message.type === 'propose') {
        const { header, hash } = decodeBlock(crypto, message.block)
        note(signed, `${from.name} ${header.chain} ${header.height}`, hash, 'C1', from.name)
      }
    },
    stepped(actor) {
      if (liars.has(actor.name)) {
        return
      }
      for (const { chain, certified: head, hashAt } of actor.environment.holdings.all()) {
        if (head === undefined || seen.get(`${actor.name} ${chain.id}`) === head.hash) {
          continue
        }
        // What the proposer certifies counts once it is durable and said: a crash may undo it before.
        if (chain.genesis.proposer === actor.peer) {
          continue
        }
        seen.set(`${actor.name} ${chain.id}`, head.hash)
        note(certified, `${chain.id} ${head.height}`, head.hash, 'C2', actor.name)
        const held = hashAt(head.height)
        if (held !== undefined && held !== head.hash) {
          violations.push(`C3: ${actor.name} holds another block ${head.height} than certified`)
        }
      }
    },
    replied(stage, actor, reply) {
      const value = reply.type === 'ok' ? (reply.value as { hash?: string; to: number }) : undefined
      const { hash, to } = value ?? {}
      if (hash === undefined || to === undefined || liars.has(actor.name)) {
        return
      }
      const chain = stage.chainOf(actor.name)
      note(certified, `${chain.id} ${to}`, hash, 'C2', actor.name)
      const status = actor.machine?.status(0).proposing[0]
      const members = booths.get(status?.booth?.id ?? '') ?? [actor.peer]
      const needed = certificateQuorum(members.length)
      const lying = stage.actors.filter((each) => liars.has(each.name)).length
      const holders = stage.actors.filter((each) => {
        const stored = each.disk.get(blockKey(chain.id, to))
        return (
          stored !== undefined &&
          decodeStoredBlock(each.identity.crypto, stored).block.hash === hash
        )
      })
      if (holders.length < needed - lying) {
        violations.push(`C4: block ${to} was answered with ${holders.length} of ${needed} copies`)
      }
    }
  }
}
