/**
 * Mutants of backups: what is believed of one, and what comes of it; and of an end that answers.
 */
import { type Mutant, tests } from './mutant.ts'

const ARCHIVE = tests('test/unit/node/backup/archive.test.ts')
const RESTORE = tests('test/unit/node/backup/restore.test.ts')
const DRAIN = tests('test/unit/http/drain.test.ts')

export const BACKUP_MUTANTS: readonly Mutant[] = [
  {
    id: 'backup-believes-any-bytes',
    file: 'src/node/backup/archive.ts',
    find: "if (end.sha256 !== hash.digest('hex') || ",
    replace: 'if (',
    rule: 'A backup is what its digest says.',
    killers: [ARCHIVE, RESTORE]
  },
  {
    id: 'backup-takes-a-part-for-the-whole',
    file: 'src/node/backup/archive.ts',
    find: "    throw damaged('its end is missing, so it was cut off')\n",
    replace: '    return\n',
    rule: 'A backup that was cut off is none.',
    killers: [ARCHIVE, RESTORE]
  },
  {
    id: 'backup-votes-again',
    file: 'src/storage/level-restore.ts',
    find: '  await store.distrustState(distrust)\n',
    replace: '  void distrust\n',
    rule: 'What is restored never votes under its old name.',
    killers: [RESTORE]
  },
  {
    id: 'backup-into-what-is-there',
    file: 'src/node/backup/restore.ts',
    find: '  if (found.length > 0) {\n',
    replace: '  if (found.length > 1_000) {\n',
    rule: 'A backup is restored into an empty or new directory only.',
    killers: [RESTORE]
  },
  {
    id: 'backup-leaves-its-pieces',
    file: 'src/node/backup/restore.ts',
    find: '    await rm(staging, { recursive: true, force: true })\n    if',
    replace: '    if',
    rule: 'Of a backup that does not verify nothing is left.',
    killers: [RESTORE]
  },
  {
    id: 'drain-takes-more-work',
    file: 'src/http/drain.ts',
    find: '    if (isDraining && !ALWAYS.includes(operation)) {',
    replace: '    if (isDraining && ALWAYS.includes(operation)) {',
    rule: 'A vehicle that stops refuses what comes now.',
    killers: [DRAIN]
  },
  {
    id: 'drain-waits-for-nobody',
    file: 'src/http/drain.ts',
    find: 'waitedFor.size === 0 ? 0 : forMs',
    replace: 'waitedFor.size === 0 ? 0 : 0 * forMs',
    rule: 'What a vehicle has begun it answers before it stops.',
    killers: [DRAIN]
  }
]
