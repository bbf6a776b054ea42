/** Records: the entries of a records chain, their selection, GPS rows, and a generator of drives. */
export { type DriveOptions, generateDrive } from './drive.ts'
export {
  GPS_COLUMNS,
  type Gps,
  type GpsColumn,
  type GpsRow,
  type Position,
  parseTime,
  toGpsLine,
  toGpsRow
} from './gps.ts'
export { type PlainRecord, toPlainRecord } from './plain.ts'
export {
  type BytesRecord,
  decodeRecord,
  encodeRecord,
  type GpsRecord,
  gpsRecord,
  type JsonRecord,
  recordEntryFault,
  recordFault,
  typedEntryFault,
  type VehicleRecord
} from './record.ts'
export { createRecordsSelection } from './selection.ts'
