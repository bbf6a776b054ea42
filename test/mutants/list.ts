/**
 * The mutants: each takes one rule away that a guarantee rests on.
 *
 * Seeds of the simulator kill where worlds can show the harm; tests kill where only a lie that no
 * simulated liar tells would.
 */
import { AGAIN_MUTANTS } from './list-again.ts'
import { ARCHIVE_MUTANTS } from './list-archive.ts'
import { ARCHIVE_BOUNDS_MUTANTS } from './list-archive-bounds.ts'
import { ARCHIVE_EPOCH_MUTANTS } from './list-archive-epochs.ts'
import { ARCHIVE_HOSTILE_MUTANTS } from './list-archive-hostile.ts'
import { BACKUP_MUTANTS } from './list-backup.ts'
import { BANK_MUTANTS } from './list-bank.ts'
import { CERTIFY_MUTANTS } from './list-certify.ts'
import { CLI_MUTANTS } from './list-cli.ts'
import { CLUSTER_MUTANTS } from './list-cluster.ts'
import { DEPLOY_MUTANTS } from './list-deploy.ts'
import { GROUP_ARCHIVE_MUTANTS } from './list-group-archive.ts'
import { LIMIT_MUTANTS } from './list-limits.ts'
import { LINE_MUTANTS } from './list-lines.ts'
import { NAME_MUTANTS } from './list-names.ts'
import { NETWORK_MUTANTS } from './list-network.ts'
import { NODE_MUTANTS } from './list-node.ts'
import { PAXOS_MUTANTS } from './list-paxos.ts'
import { PAXOS_CLIENT_MUTANTS } from './list-paxos-clients.ts'
import { PAXOS_DISK_MUTANTS } from './list-paxos-disk.ts'
import { PAXOS_HOSTILE_MUTANTS } from './list-paxos-hostile.ts'
import { PORTABLE_MUTANTS } from './list-portable.ts'
import { QUORUM_MUTANTS } from './list-quorum.ts'
import { QUORUM_ASKERS_MUTANTS } from './list-quorum-askers.ts'
import { QUORUM_DISK_MUTANTS } from './list-quorum-disks.ts'
import { QUORUM_ELECTION_MUTANTS } from './list-quorum-election.ts'
import { QUORUM_FORGETTING_MUTANTS } from './list-quorum-forgetting.ts'
import { QUORUM_LIMIT_MUTANTS } from './list-quorum-limits.ts'
import { QUORUM_LINK_MUTANTS } from './list-quorum-links.ts'
import { QUORUM_MEMBERS_MUTANTS } from './list-quorum-members.ts'
import { QUORUM_ROOM_MUTANTS } from './list-quorum-room.ts'
import { QUORUM_SURVEY_MUTANTS } from './list-quorum-survey.ts'
import { RECONCILE_MUTANTS } from './list-reconcile.ts'
import { RECOVERY_MUTANTS } from './list-recovery.ts'
import { RING_MUTANTS } from './list-ring.ts'
import { STATE_MUTANTS } from './list-state.ts'
import { TWOPHASE_MUTANTS } from './list-twophase.ts'
import { TWOPHASE_DISK_MUTANTS } from './list-twophase-disk.ts'
import { TWOPHASE_READING_MUTANTS } from './list-twophase-reading.ts'
import type { Mutant } from './mutant.ts'

const DRIVER_MUTANTS: readonly Mutant[] = [
  {
    id: 'driver-sends-before-durable',
    file: 'src/node/runtime.ts',
    find: '    syncing = sync(current)\n',
    replace: '    syncing = sync(current)\n    release(current.effects.splice(0))\n',
    rule: 'Nothing that a step asked for leaves before its writes are on disk.',
    killers: [{ type: 'tests', files: ['test/unit/node/runtime.test.ts'] }]
  },
  {
    id: 'driver-goes-on-after-failed-write',
    file: 'src/node/runtime.ts',
    find: '    } catch (cause) {\n      syncing = undefined\n',
    replace: '    } catch (cause) {\n      syncing = undefined\n      release(effects)\n',
    rule: 'A failed write halts the vehicle.',
    killers: [{ type: 'tests', files: ['test/unit/node/runtime.test.ts'] }]
  },
  {
    id: 'sim-driver-forgets-its-law',
    file: 'src/sim/driver.ts',
    find: '      current.isDurable = true\n',
    replace: '      current.isDurable = false\n',
    rule: 'The simulated driver releases what is durable.',
    killers: [{ type: 'tests', files: ['test/unit/sim/driver.test.ts'] }]
  },
  {
    id: 'sim-crash-keeps-its-effects',
    file: 'src/sim/driver.ts',
    find: "    if (plan?.where.type === 'beforeWrite') {\n",
    replace: "    if (plan?.where.type === 'beforeWrite' && persist(effects) === undefined) {\n",
    rule: 'A crash before the write loses the batch.',
    killers: [{ type: 'tests', files: ['test/unit/sim/driver.test.ts'] }]
  },
  {
    id: 'sim-outage-takes-one',
    file: 'src/sim/fault-schedule.ts',
    find: '  for (const vehicle of struck) {\n',
    replace: '  for (const vehicle of struck.slice(0, 1)) {\n',
    rule: 'An outage takes many vehicles at once.',
    killers: [{ type: 'tests', files: ['test/unit/sim/toy.test.ts'] }]
  },
  {
    id: 'sim-outage-ends-for-each-alone',
    file: 'src/sim/fault-schedule.ts',
    find: "'power loss', backMs + random.integer(0, STARTS_WITHIN_MS))",
    replace: "'power loss')",
    rule: 'After an outage the vehicles start together.',
    killers: [{ type: 'tests', files: ['test/unit/sim/toy.test.ts'] }]
  },
  {
    id: 'sim-connection-opens-while-it-breaks',
    file: 'src/sim/network.ts',
    find: 'const broken = ++connection.version',
    replace: 'const broken = connection.version',
    rule: 'A connection that breaks is not told to an end that had not heard of it.',
    killers: [{ type: 'tests', files: ['test/unit/sim/network.test.ts'] }]
  },
  {
    id: 'sim-overlooks-the-beginning',
    file: 'src/sim/held-batches.ts',
    find: '        held.push([who, ops])\n',
    replace: '',
    rule: 'The rules judge also what was written before the opener heard of its group.',
    killers: [
      { type: 'tests', files: ['test/unit/sim/twophase/truth.test.ts'] },
      { type: 'tests', files: ['test/unit/sim/bank/rules.test.ts'] }
    ]
  },
  {
    id: 'sim-twophase-takes-any-change-that-is-part-of-what-was-asked',
    file: 'src/sim/twophase/order.ts',
    find: '?? exact ?? possible[0]',
    replace: '?? possible[0] ?? exact',
    rule: 'An operation that nobody told its client is found by all that it writes.',
    killers: [{ type: 'tests', files: ['test/unit/sim/twophase/order.test.ts'] }]
  }
]

export const MUTANTS: readonly Mutant[] = [
  ...CERTIFY_MUTANTS,
  ...CLI_MUTANTS,
  ...CLUSTER_MUTANTS,
  ...DEPLOY_MUTANTS,
  ...NETWORK_MUTANTS,
  ...NODE_MUTANTS,
  ...ARCHIVE_MUTANTS,
  ...ARCHIVE_BOUNDS_MUTANTS,
  ...ARCHIVE_EPOCH_MUTANTS,
  ...ARCHIVE_HOSTILE_MUTANTS,
  ...GROUP_ARCHIVE_MUTANTS,
  ...PAXOS_MUTANTS,
  ...PAXOS_DISK_MUTANTS,
  ...PAXOS_CLIENT_MUTANTS,
  ...PAXOS_HOSTILE_MUTANTS,
  ...RECONCILE_MUTANTS,
  ...LIMIT_MUTANTS,
  ...LINE_MUTANTS,
  ...STATE_MUTANTS,
  ...BANK_MUTANTS,
  ...RECOVERY_MUTANTS,
  ...RING_MUTANTS,
  ...TWOPHASE_MUTANTS,
  ...TWOPHASE_DISK_MUTANTS,
  ...TWOPHASE_READING_MUTANTS,
  ...AGAIN_MUTANTS,
  ...NAME_MUTANTS,
  ...QUORUM_MUTANTS,
  ...QUORUM_DISK_MUTANTS,
  ...QUORUM_ASKERS_MUTANTS,
  ...QUORUM_ELECTION_MUTANTS,
  ...QUORUM_LIMIT_MUTANTS,
  ...QUORUM_LINK_MUTANTS,
  ...QUORUM_FORGETTING_MUTANTS,
  ...QUORUM_SURVEY_MUTANTS,
  ...QUORUM_MEMBERS_MUTANTS,
  ...QUORUM_ROOM_MUTANTS,
  ...PORTABLE_MUTANTS,
  ...BACKUP_MUTANTS,
  ...DRIVER_MUTANTS
]
