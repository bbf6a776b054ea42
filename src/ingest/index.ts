/** Ingest: CSV and JSON lines, from files and streams, as records. */
export {
  type IngestFormat,
  type IngestOptions,
  type IngestProgress,
  type IngestSource,
  ingest,
  openFile
} from './ingest.ts'
export { IngestError } from './ingest-error.ts'
