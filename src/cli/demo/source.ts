/**
 * What the demonstration records: two drives of one vehicle, made up or from a file, each record with
 * the text it was made of, to be compared with what is read back.
 */
import type { VehicleRecord } from '../../state/records/index.ts'

export interface Source {
  /** Where the records come from, for the story. */
  readonly name: string
  /** Records of the earlier booth, and of the main one. */
  readonly earlier: readonly VehicleRecord[]
  readonly main: readonly VehicleRecord[]
}

/** Records of the earlier booth: a fifth, at most this many. */
const EARLIER_MAX = 300

/** @throws IngestError when the file is no file of records */
export async function openSource(path: string | undefined, rows: number): Promise<Source> {
  const { generateDrive } = await import('../../state/records/index.ts')
  const records: VehicleRecord[] = []
  if (path === undefined) {
    const seed = Math.floor(Math.random() * 2 ** 32)
    records.push(...generateDrive(seed, { rows, key: 'drive' }))
  } else {
    const { ingest, openFile } = await import('../../ingest/index.ts')
    for await (const batch of ingest(await openFile(path))) {
      records.push(...batch)
    }
  }
  const earlier = Math.min(EARLIER_MAX, Math.floor(records.length / 5))
  return {
    name: path ?? 'a made-up drive, one position a second',
    earlier: records.slice(0, earlier),
    main: records.slice(earlier)
  }
}
