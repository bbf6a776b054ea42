/**
 * Votes for a steward: who may issue the next backup table when the proposer is gone, or when a group
 * writes the chain.
 *
 * Keeps: a vote is for one chain, epoch and steward, and counts once.
 */
import { decodeWith, readChain, readNumber, readPeer } from './codec.ts'
import type { Crypto } from './crypto.ts'
import type { ChainId } from './genesis.ts'
import { StewardVote as StewardVoteCodec } from './messages.ts'
import type { PeerId } from './peer.ts'
import { decodeSigned, signPayload, verifySigned } from './signed.ts'

export interface StewardVote {
  readonly chain: ChainId
  readonly epoch: number
  readonly steward: PeerId
  readonly voter: PeerId
}

/** Who wants to issue which table. */
export type Candidacy = Pick<StewardVote, 'chain' | 'epoch' | 'steward'>

const VOTE_BYTES_MAX = 512

/** Epochs that a steward of backups skips at most, so that nobody uses up those of a chain. */
export const EPOCHS_AHEAD_MAX = 2 ** 20

export function signStewardVote(crypto: Crypto, vote: StewardVote): Uint8Array {
  return signPayload(crypto, 'vguard/steward/1', StewardVoteCodec.encode({ ...vote }))
}

/** @throws InvalidMessageError when the bytes are no steward vote */
export function decodeStewardVote(bytes: Uint8Array): StewardVote {
  const signed = decodeSigned('stewardVote', bytes, VOTE_BYTES_MAX)
  const raw = decodeWith('stewardVote', signed.payload, StewardVoteCodec.decode)
  return {
    chain: readChain('stewardVote.chain', raw.chain),
    epoch: readNumber('stewardVote.epoch', raw.epoch, 1),
    steward: readPeer('stewardVote.steward', raw.steward),
    voter: readPeer('stewardVote.voter', raw.voter)
  }
}

/** Whether its voter signed this vote. */
export function verifyStewardVote(crypto: Crypto, bytes: Uint8Array): boolean {
  const signed = decodeSigned('stewardVote', bytes, VOTE_BYTES_MAX)
  return verifySigned(crypto, 'vguard/steward/1', decodeStewardVote(bytes).voter, signed)
}

/** Who of these has voted for this candidacy. */
export function votersOf(
  crypto: Crypto,
  candidacy: Candidacy,
  electors: readonly Uint8Array[],
  members: readonly PeerId[]
): ReadonlySet<PeerId> {
  const voters = new Set<PeerId>()
  for (const bytes of electors) {
    const vote = decodeStewardVote(bytes)
    const counts =
      vote.chain === candidacy.chain &&
      vote.epoch === candidacy.epoch &&
      vote.steward === candidacy.steward &&
      members.includes(vote.voter)
    if (counts && verifyStewardVote(crypto, bytes)) {
      voters.add(vote.voter)
    }
  }
  return voters
}
