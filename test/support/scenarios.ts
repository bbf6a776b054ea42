/**
 * What the tests must name: the failure scenarios that at least one of the systems before did not
 * survive, and the invariants that the simulator watches.
 *
 * Keeps: a test about one of them begins its name with the id, as in `B7: a backup restarted …`.
 * test/tidy/scenarios.ts finds them there, and docs/scenarios.md is made from it.
 */

/** One sentence each, by number; the missing numbers belong to later protocols. */
export const SCENARIOS: Readonly<Record<string, string>> = {
  B1: 'One backup is dead when somebody reads.',
  B2: 'The proposer and all backups but one are dead.',
  B3: 'Everybody in reach is obsolete, and they point at each other in a circle.',
  B4: 'A participant is dead, slow or offline in the middle of the end of a booth.',
  B5: 'There are fewer than b participants.',
  B6: 'The proposer is restarted between replicate and release.',
  B7: 'A backup is restarted.',
  B8: 'A backup crashes in the middle of its copy.',
  B9: 'Two ends of booth come at once.',
  B10: 'Somebody reads while backups are being filled.',
  B11: 'An obsolete backup was never told: the reader gets its height and epoch and can tell.',
  B12: 'Records have one and the same time.',
  B13: 'Many booths of one record each: traffic is linear.',
  B14: 'Hostile payloads (SQL, pickles, code, "-", NUL, 1 MiB, cut frames, garbage) do no harm.',
  B15: 'A wrong signature, hash, booth or height is rejected.',
  B16: 'Messages come twice or out of order.',
  B17: 'The leader is killed: another leads soon, and no acknowledged write is lost.',
  B18: 'A restarted member catches up and counts toward the majority again.',
  B19: 'A minority refuses quickly instead of hanging.',
  B20: 'Puts overlap on one key and on others: every acknowledged value can be read.',
  B21: 'An owner dies in the second phase, or a coordinator anywhere: others go on, and it is finished or aborted.',
  B22: 'Somebody reads a key while the member is dead that all depended on.',
  B23: 'A request comes before the group is complete.',
  B24: 'A participant dies between its vote and the commit.',
  B25: 'A key is deleted after a change of it was refused.',
  B26: 'A transfer is made while a round gathers what is pending.',
  B27: 'A member restarts while another is down.',
  B28: 'Idle nodes use next to nothing.',
  B29: 'Messages are split or coalesced anywhere.',
  B30: 'Gossip with its lifetime exhausted, replayed, or with a forged hop goes no further.'
}

/** What the simulator checks in every world; each has a history that breaks it, on trial. */
export const INVARIANTS: Readonly<Record<string, string>> = {
  C1: 'A correct vehicle signs one hash for each height, and only what is on its disk.',
  C2: 'No two certified blocks of one height; no certificate without n - f members and all pivots.',
  C3: 'What is certified is linked by hash.',
  C4: 'Who signed has the block on disk; an answered append is certified, whole, and there once.',
  V1: 'When a table is sealed, each of its backups has every block on disk.',
  V2: 'A copy goes only when a sealed table says that others hold it.',
  V3: 'A hold is signed for what is on disk and certified, and its epochs never fall.',
  V4: 'Every read ends by its deadline, and one without data names whom it asked.',
  V5: 'What a read returns is certified, selected, in order and complete up to its head.',
  V6: 'Copies and reservations never exceed the quota.',
  V7: 'No reservation outlives its expiry.'
}
