/**
 * Parts that several messages and records of the paxos protocol share, checked as they are read.
 */
import type { Ballot } from '../../core/ballot.ts'
import { fromHex } from '../../core/bytes.ts'
import { readHash, readNumber, readPeer } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import type { Head } from '../../core/holdings.ts'
import type { Ballot as BallotCodec, Head as HeadCodec } from './messages.ts'

type RawBallot = ReturnType<typeof BallotCodec.decode>
type RawHead = ReturnType<typeof HeadCodec.decode>

export function encodeHead({ height, hash }: Head): RawHead {
  return { height, hash: fromHex(hash) }
}

export function readBallot(name: string, raw: RawBallot | undefined): Ballot {
  if (raw === undefined) {
    throw new InvalidMessageError(`${name} is missing`)
  }
  return {
    cfg: readNumber(`${name}.cfg`, raw.cfg, 1),
    num: readNumber(`${name}.num`, raw.num),
    node: raw.node === '' ? '' : readPeer(`${name}.node`, raw.node)
  }
}

export function readHead(name: string, raw: RawHead | undefined): Head {
  if (raw === undefined) {
    throw new InvalidMessageError(`${name} is missing`)
  }
  return { height: readNumber(`${name}.height`, raw.height), hash: readHash(name, raw.hash) }
}
