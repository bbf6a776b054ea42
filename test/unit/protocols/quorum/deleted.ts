/** A leader of the epoch 2 and what members hold of the epoch before, a deleted key among it. */
import type { Register } from '../../../../src/protocols/quorum/register.ts'
import { give, type Led } from './led.ts'
import { createStage, registerOf } from './stage.ts'

/** How long deleted keys are kept, in milliseconds. */
export const KEPT_MS = 1_000

export const gone: Register = registerOf('gone', undefined, { epoch: 1, counter: 1, node: 0 })
export const live: Register = registerOf('live', 'v', { epoch: 1, counter: 2, node: 0 })

/** It leads in the epoch 2; all hold these of the epoch 1, which are in the log. */
export const leadingOver = (held: readonly Register[] = [gone, live]): Led => {
  const stage = createStage({ place: 2, options: { deletedMs: KEPT_MS } })
  stage.start()
  const [a = '', b = ''] = stage.others
  give(stage, a, ...held)
  stage.horizons.set(1, held.length)
  stage.lead(2)
  return Object.assign(stage, { a, b })
}
