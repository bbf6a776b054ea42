/**
 * Every operation of the control API.
 */
import { BANK_OPERATIONS } from './bank.ts'
import { BOOTH_OPERATIONS } from './booths.ts'
import { CHAIN_OPERATIONS } from './chains.ts'
import { EVENT_OPERATIONS } from './events.ts'
import { FAULT_OPERATIONS } from './faults.ts'
import { GROUP_OPERATIONS } from './groups.ts'
import { KV_OPERATIONS } from './kv.ts'
import { NODE_OPERATIONS } from './node.ts'
import { RECORD_OPERATIONS } from './records.ts'
import { RING_OPERATIONS } from './ring.ts'

export const OPERATIONS = {
  ...NODE_OPERATIONS,
  ...BOOTH_OPERATIONS,
  ...RECORD_OPERATIONS,
  ...CHAIN_OPERATIONS,
  ...GROUP_OPERATIONS,
  ...KV_OPERATIONS,
  ...BANK_OPERATIONS,
  ...RING_OPERATIONS,
  ...FAULT_OPERATIONS,
  ...EVENT_OPERATIONS
}

export type Operations = typeof OPERATIONS
