/**
 * Why a sealed table proves nothing; checked here anew, not by the code under test.
 */
import type { Crypto } from '../../core/crypto.ts'
import { SealedTable as SealedTableCodec } from '../../core/messages.ts'
import { decodeSigned, verifySigned } from '../../core/signed.ts'
import type { SealedTable } from '../../core/table.ts'
import type { ChainBook } from './book.ts'

const BYTES_MAX = 64 * 1024

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
