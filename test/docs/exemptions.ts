/**
 * Commands of the documents that are not run as they are written, and why. A test holds that each of them
 * still stands in a document.
 */

/** Left out. */
export const NOT_RUN: readonly { readonly begins: string; readonly why: string }[] = [
  { begins: 'npm test', why: 'what runs the documents is a part of it' },
  { begins: 'npm run test:docker', why: 'takes engines and images; .ci/run calls it' },
  { begins: 'npm run check', why: 'takes minutes; .ci/run calls it' },
  { begins: 'npm run audit', why: 'takes a registry; test/unit/scripts gives it one' },
  { begins: 'npm run mutants', why: 'takes hours; its record is in docs/evidence' },
  { begins: 'npm run evidence -- ', why: 'takes hours; its records are docs/evidence' },
  {
    begins: 'npm install --global ',
    why: 'takes a registry; test/integration/package installs it'
  },
  {
    begins: 'docker ',
    why: 'takes engines; npm run test:docker does the same with the same files'
  },
  { begins: 'npm run bench', why: 'measures for minutes; its record is in docs/evidence' }
]

/** Run with smaller numbers. */
export const SHORTENED: readonly {
  readonly written: string
  readonly run: string
  readonly why: string
}[] = [
  { written: 'age -r RECIPIENT', run: 'cat', why: 'a program of others' },
  { written: '--vehicles 1000', run: '--vehicles 40', why: 'takes a minute' },
  { written: '--seeds 1000', run: '--seeds 3', why: 'takes minutes' },
  {
    written: 'vguard-node bench kv ',
    run: 'vguard-node bench kv --for 300ms ',
    why: 'takes a minute and a half'
  }
]
