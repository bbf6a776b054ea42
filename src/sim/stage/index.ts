/** The stage: worlds that a person steps through, in a browser or a test. */
export { linkOf, openLink } from './link.ts'
export { PLAYS } from './plays.ts'
export { createStage } from './stage.ts'
export type * from './types.ts'
