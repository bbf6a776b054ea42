/** The stage: worlds that a person steps through, in a browser or a test. */
export { linkOf, openLink, STEPS_MAX } from './link.ts'
export { type Action, PLAYS, type Play, playOf } from './plays.ts'
export { createStage, VEHICLES_MAX, VEHICLES_MIN } from './stage.ts'
export type * from './types.ts'
