/**
 * Every tidy check, in the order they are reported.
 */
import { layers } from './layers.ts'
import { protos } from './protos.ts'
import { purity } from './purity.ts'
import { scenarios } from './scenarios.ts'
import type { Check } from './source.ts'
import { textChecks } from './text.ts'

export const CHECKS: readonly Check[] = [layers, purity, protos, scenarios, ...textChecks]
