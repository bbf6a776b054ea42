/**
 * Why a sealed table proves nothing; checked here anew, not by the code under test.
 */
import type { Crypto } from '../../core/crypto.ts'
import { isGroup } from '../../core/genesis.ts'
import {
  Booth as BoothCodec,
  SealedTable as SealedTableCodec,
  StewardVote as StewardVoteCodec,
  Table as TableCodec
} from '../../core/messages.ts'
import { decodeSigned, verifySigned } from '../../core/signed.ts'
import type { SealedTable } from '../../core/table.ts'
import type { ChainBook } from './book.ts'

const BYTES_MAX = 128 * 1024

export function sealFault(
  crypto: Crypto,
  { chain }: ChainBook,
  { table, acks, bytes }: SealedTable
): string | undefined {
  const raw = SealedTableCodec.decode(bytes)
  const issuer = table.steward ?? chain.genesis.proposer ?? ''
  if (
    !verifySigned(crypto, 'vguard/table/1', issuer, decodeSigned('table', raw.table, BYTES_MAX))
  ) {
    return 'its issuer did not sign it'
  }
  const mandateFault = isGroup(chain) ? electionFault(crypto, chain.id, table, raw) : undefined
  if (mandateFault !== undefined) {
    return mandateFault
  }
  const holders = new Set<string>()
  for (const [i, ack] of acks.entries()) {
    const signed = decodeSigned('ack', raw.acks[i] ?? new Uint8Array(0), BYTES_MAX)
    const isOfThis =
      ack.chain === chain.id &&
      ack.epoch === table.epoch &&
      ack.height >= table.height &&
      (ack.height > table.height || ack.headHash === table.headHash)
    if (isOfThis && verifySigned(crypto, 'vguard/hold/1', ack.peer, signed)) {
      holders.add(ack.peer)
    }
  }
  const silent = table.members.find((peer) => !holders.has(peer))
  if (table.members.length === 0 || silent !== undefined) {
    return `${silent ?? 'nobody'} has not acknowledged it`
  }
  return undefined
}

/** Why no majority of a group, nor of the backups before, has elected the issuer of its table. */
function electionFault(
  crypto: Crypto,
  chain: string,
  { epoch, steward }: SealedTable['table'],
  { electors, booth, before }: ReturnType<typeof SealedTableCodec.decode>
): string | undefined {
  const body = decodeSigned('electors', booth.length > 0 ? booth : tableIn(before), BYTES_MAX)
  const { members } =
    booth.length > 0 ? BoothCodec.decode(body.payload) : TableCodec.decode(body.payload)
  const voters = new Set<string>()
  for (const bytes of electors) {
    const signed = decodeSigned('vote', bytes, BYTES_MAX)
    const vote = StewardVoteCodec.decode(signed.payload)
    const isOfThis = vote.chain === chain && vote.epoch === epoch && vote.steward === steward
    if (isOfThis && verifySigned(crypto, 'vguard/steward/1', vote.voter, signed)) {
      voters.add(vote.voter)
    }
  }
  const count = members.filter((peer) => voters.has(peer)).length
  return 2 * count > members.length
    ? undefined
    : `only ${count} of ${members.length} elected its issuer`
}

function tableIn(before: Uint8Array): Uint8Array {
  return SealedTableCodec.decode(before).table
}
