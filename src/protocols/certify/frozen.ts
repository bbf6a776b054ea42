/**
 * Chains whose proposer was seen to sign two blocks of one height: nobody here votes for them again.
 *
 * Keeps: a frozen chain stays frozen over a restart; evidence is checked wherever it comes from.
 * Bounded by the chains that this vehicle has adopted.
 */
import type { Block } from '../../core/block.ts'
import { fromHex, fromUtf8, toHex, toUtf8 } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import type { Chain, ChainId } from '../../core/genesis.ts'
import { blockKey, machineKey } from '../../core/keyspace.ts'
import type { Disk, StoredRecord } from '../../core/machine.ts'
import { decodeStoredBlock } from '../../core/stored-block.ts'
import { encodeEvidence, evidenceFault, type SignedHeader } from './evidence.ts'
import type { Out } from './types.ts'

export interface FrozenChains {
  has(chain: ChainId): boolean
  all(): readonly ChainId[]
  /** Evidence against the proposer of a frozen chain; empty while it is not at hand. */
  evidenceOf(chain: ChainId): Uint8Array
  /** Freezes a chain for this block, which the proposer signed and which contradicts the one held. */
  accuse(chain: Chain, block: Block, out: Out): void
  /** Freezes a chain for a certificate that contradicts what is held; there are no two headers. */
  freeze(chain: Chain, reason: string, out: Out): void
  /** Takes evidence from elsewhere; true when it convicts. */
  learn(chain: Chain, evidence: Uint8Array, out: Out): boolean
  /** Tells of what is convicted, and goes on with accusations that a restart has interrupted. */
  start(out: Out): void
  /** The block held, for the evidence. Returns the chain whose evidence is complete by it. */
  loaded(token: string, records: readonly StoredRecord[], out: Out): Chain | undefined
}

/** What is kept of a frozen chain. Stored as JSON with bytes in hexadecimal. */
interface FrozenRecord {
  readonly reason: string
  readonly evidence: string
  /** The block that contradicts the one held at the same height, until the evidence is made of both. */
  readonly accused: {
    readonly height: number
    readonly header: string
    readonly signature: string
  } | null
}

export const EVIDENCE_TOKEN = 'certify:evidence:'

const PREFIX = machineKey('certify', 'frozen/')

export function createFrozenChains({ crypto, holdings }: Environment, disk: Disk): FrozenChains {
  const frozen = new Map<ChainId, FrozenRecord>()
  for (const [key, value] of disk.state) {
    if (key.startsWith(PREFIX)) {
      frozen.set(key.slice(PREFIX.length), JSON.parse(fromUtf8(value)) as FrozenRecord)
    }
  }

  const keep = (chain: ChainId, record: FrozenRecord, out: Out): void => {
    if (!frozen.has(chain)) {
      const detail = { chain, reason: record.reason }
      out.push({ type: 'fact', fact: { name: 'certify:frozen', detail } })
    }
    frozen.set(chain, record)
    const value = toUtf8(JSON.stringify(record))
    out.push({ type: 'write', ops: [{ type: 'put', key: `${PREFIX}${chain}`, value }] })
  }

  const convict = (chain: ChainId, evidence: Uint8Array, out: Out): void => {
    const reason = 'the proposer signed two blocks of one height'
    keep(chain, { reason, evidence: toHex(evidence), accused: null }, out)
    tell(chain, evidence, out)
  }

  const tell = (chain: ChainId, evidence: Uint8Array, out: Out): void => {
    out.push({ type: 'signal', signal: { type: 'evidence', chain, evidence } })
  }

  const loadHeld = (chain: ChainId, height: number, out: Out): void => {
    const keys = [blockKey(chain, height)]
    out.push({ type: 'load', token: `${EVIDENCE_TOKEN}${chain}`, query: { type: 'get', keys } })
  }

  return {
    has: (chain) => frozen.has(chain),
    all: () => [...frozen.keys()],
    evidenceOf: (chain) => fromHex(frozen.get(chain)?.evidence ?? ''),
    accuse(chain, block, out) {
      if (frozen.has(chain.id)) {
        return
      }
      const { height } = block.header
      const header = toHex(block.headerBytes)
      const accused = { height, header, signature: toHex(block.signature) }
      const reason = `the proposer signed two blocks of height ${height}`
      keep(chain.id, { reason, evidence: '', accused }, out)
      loadHeld(chain.id, height, out)
    },
    freeze(chain, reason, out) {
      if (!frozen.has(chain.id)) {
        keep(chain.id, { reason, evidence: '', accused: null }, out)
      }
    },
    learn(chain, evidence, out) {
      if (evidenceFault(crypto, chain, evidence) !== undefined) {
        return false
      }
      if ((frozen.get(chain.id)?.evidence ?? '') === '') {
        convict(chain.id, evidence, out)
      }
      return true
    },
    start(out) {
      for (const [chain, { accused, evidence }] of frozen) {
        if (accused !== null) {
          loadHeld(chain, accused.height, out)
        } else if (evidence !== '') {
          tell(chain, fromHex(evidence), out)
        }
      }
    },
    loaded(token, records, out) {
      const chain = holdings.get(token.slice(EVIDENCE_TOKEN.length))?.chain
      const accused = chain === undefined ? null : (frozen.get(chain.id)?.accused ?? null)
      const value = records[0]?.value
      if (chain === undefined || accused === null || value === undefined) {
        return undefined
      }
      const { block } = decodeStoredBlock(crypto, value)
      const other: SignedHeader = {
        headerBytes: fromHex(accused.header),
        signature: fromHex(accused.signature)
      }
      const evidence = encodeEvidence(block, other)
      if (evidenceFault(crypto, chain, evidence) !== undefined) {
        return undefined
      }
      convict(chain.id, evidence, out)
      return chain
    }
  }
}
