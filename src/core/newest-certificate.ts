/**
 * The newest certificate of a chain. Of certificates for blocks that are not here only the newest stays;
 * so does only its booth, or news of one new booth after the other would fill the disk.
 *
 * Keeps: a booth goes only with the one certificate that named it. The booths of a proposer's chain follow
 * each other as its heights do, so the booth of a newer certificate is the same or was never here.
 */
import type { Booth, BoothId, Certificate } from './booth.ts'
import { type Chain, isGroup } from './genesis.ts'
import type { Head } from './holdings.ts'
import { boothKey, certificateKey } from './keyspace.ts'
import type { Key } from './machine.ts'

/** The booth of the newest certificate. */
export interface NewestBooth {
  readonly id: BoothId
  /** Whether only that certificate names it, so that it goes with it. */
  readonly isLoose: boolean
}

export interface Certified {
  readonly chain: Chain
  certified: Head | undefined
  /** Undefined in the chain of a group, and when an earlier build has not written it down. */
  booth: NewestBooth | undefined
  hashAt(height: number): string | undefined
}

/** Takes a certificate for the newest if it is; returns the keys of what it leaves without use. */
export function supersede(
  held: Certified,
  { height, hash }: Certificate,
  { id }: Booth
): readonly Key[] {
  const { certified: known, booth: before, chain } = held
  if (known !== undefined && height < known.height) {
    if (before?.id === id) {
      held.booth = { id, isLoose: false }
    }
    return []
  }
  const isOther = known !== undefined && height > known.height
  const stays = isOther && held.hashAt(known.height) !== undefined
  held.certified = { height, hash }
  const gone = isOther && !stays ? [certificateKey(chain.id, known.height)] : []
  if (isGroup(chain)) {
    return gone // its booths are kept as its log has them
  }
  if (before?.id === id) {
    held.booth = { id, isLoose: before.isLoose && !stays }
    return gone
  }
  held.booth = { id, isLoose: before !== undefined || known === undefined }
  return before?.isLoose === true && !stays ? [...gone, boothKey(chain.id, before.id)] : gone
}
