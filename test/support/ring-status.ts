/** The ring of a group as a vehicle shows it when nothing is under way. */
import type { SiteStatus } from '../../src/protocols/twophase/index.ts'

export const RING_STATUS = {
  ...{ chain: 'C', ring: 7, phase: 'stable', copies: 2, isClassic: false, isOwner: false },
  isSilent: false,
  ...{ nodes: ['peer-1', 'peer-2'], next: [], ready: [], unreachable: [], keys: 0, bytes: 0 },
  ...{ moved: { keys: 0, sources: 0, done: 0 }, prepared: 0, oldestMs: 0 },
  ...{ coordinated: 0, reads: 0, telling: 0 }
} as const satisfies SiteStatus
