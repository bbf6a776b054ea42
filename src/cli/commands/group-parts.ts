/**
 * A group as commands show it: who leads, what this vehicle is to it, and what its engine tells.
 */
import type { GroupJson, GroupMemberJson, RingJson } from '../../http/answers.ts'
import { clean, countText } from '../terminal.ts'

/** Who leads, as far as this vehicle knows: a leader that it does not reach leads no more. */
export function leaderOf({ members, isMember }: GroupJson): string | undefined {
  const leader = members.find(({ isLeader }) => isLeader)
  return leader?.isConnected === true || !isMember ? leader?.name && clean(leader.name) : undefined
}

/** Whether this vehicle has keys of the ring of a group; it need be no member for that. */
export function keepsKeys(ring: GroupJson['ring']): boolean {
  return ring !== undefined && (ring.isOwner || ring.keys > 0)
}

/** What a member of registers does; without a leader nobody does more than another. */
export function registersRole({ role }: { readonly role: string }): string {
  return role === 'peer' ? 'member' : role
}

/** What this vehicle is to the group, in one word. */
export function roleOf({ isMember, status, registers, engine, ring }: GroupJson): string {
  if (engine === 'quorum' && isMember && registers !== undefined) {
    return registers.fault ?? registersRole(registers)
  }
  // Who was a member goes on to hear of the log; what it does is to keep keys.
  if (!isMember && keepsKeys(ring)) {
    return 'owner'
  }
  return status?.fault ?? status?.role ?? (isMember ? 'member' : 'stranger')
}

/** A member in the columns of `group show`. */
export function memberCells(group: GroupJson, member: GroupMemberJson): readonly string[] {
  const { name, isLeader, isConnected, decided, peer } = member
  const role = isLeader ? 'leader' : group.quorum?.leaderless === true ? 'member' : 'follower'
  const top = Math.max(...group.members.map((other) => other.decided ?? 0))
  return [
    clean(name),
    isLeader || group.isMember ? role : '',
    group.isMember ? (isConnected ? 'yes' : 'no') : '',
    String(decided ?? ''),
    decided === undefined ? '' : String(top - decided),
    peer
  ]
}

/** The engine with its rules: `quorum, 2 read, 2 write`. */
export function engineLabel({ engine, quorum, twophase }: GroupJson): string {
  const rules = [
    ...(quorum === undefined ? [] : [`${quorum.reads} read`, `${quorum.writes} write`]),
    ...(quorum?.leaderless === true ? ['no leader'] : []),
    ...(quorum?.preempt === true ? ['the highest id leads'] : []),
    ...(twophase === undefined ? [] : [countText(twophase.copies, 'copy', 'copies')]),
    ...(twophase?.classic === true ? ['classic'] : [])
  ]
  return [engine, ...rules].join(', ')
}

/** A ballot with the name of its vehicle: `1.3 of car-2`; `none` before the first. */
export function ballotLabel({ members }: GroupJson, ballot: string): string {
  const [cfg = '', number = '', peer = ''] = ballot.split('.')
  const name = members.find((member) => member.peer === peer)?.name ?? peer
  return name === '' ? 'none' : `${cfg}.${number} of ${clean(name)}`
}

/** What `group show` says of a group, line by line. */
export function rowsOf(group: GroupJson): readonly (readonly [string, string])[] {
  const { status } = group
  const head: (readonly [string, string])[] = [
    ['group', `${clean(group.name)} ${group.chain}`.trim()],
    [
      'state',
      group.workBits === 0 ? group.state : `${group.state}, ${group.workBits} bits of work`
    ],
    ['engine', engineLabel(group)]
  ]
  const isOwner = !group.isMember && keepsKeys(group.ring)
  const owner = 'owner of keys of the ring, no member'
  if (status === undefined) {
    return isOwner
      ? [...head, ['role', owner], ...ringRows(group)]
      : [...head, ['role', 'stranger: this vehicle keeps nothing of it']]
  }
  const role = isOwner ? owner : status.role
  // Registers have a leader of their own besides that of the log.
  const isOfLog = group.registers !== undefined
  return [
    ...head,
    [isOfLog ? 'log' : 'role', status.fault === undefined ? role : `${role}, ${status.fault}`],
    ['booth', String(status.booth)],
    [
      isOfLog ? 'log ballot' : 'ballot',
      `${ballotLabel(group, status.ballot)}; promised ${ballotLabel(group, status.promised)}, ` +
        `accepted ${ballotLabel(group, status.accepted)}`
    ],
    [
      'blocks',
      `${status.decided} decided, ${status.applied} applied, ${status.certified} certified, ` +
        `${status.tail} tentative`
    ],
    ['queue', `${status.queue} operations, ${status.reads} questions`],
    ...registerRows(group),
    ...ringRows(group),
    ...bankRows(group)
  ]
}

function registerRows({ registers }: GroupJson): readonly (readonly [string, string])[] {
  if (registers === undefined) {
    return []
  }
  const { fault, epoch, rules, deleted, writing, reading, unarchived } = registers
  const term = rules.leaderless ? ', every member writes by itself' : `, epoch ${epoch}`
  const kept = deleted === 0 ? '' : ` and ${deleted} deleted`
  const keys = `${countText(registers.registers - deleted, 'key')}${kept}`
  return [
    ['registers', `${keys}, ${fault ?? registersRole(registers)}${term}`],
    ['rounds', `${writing} of writes, ${reading} of reads, ${unarchived} values not in the log yet`]
  ]
}

/** How far this vehicle is with the keys of the next ring; undefined while it fetches none. */
export function fetchedText({ keys, sources, done }: RingJson['moved']): string | undefined {
  return sources === 0
    ? undefined
    : `${countText(keys, 'key')} so far, given in full by ${done} of ${countText(sources, 'vehicle')}`
}

function ringRows({ ring }: GroupJson): readonly (readonly [string, string])[] {
  if (ring === undefined) {
    return []
  }
  const { phase, nodes, keys, prepared, telling, moved, isOwner } = ring
  const fetched = fetchedText(moved)
  return [
    ['ring', `${ring.ring}, ${phase}, ${countText(nodes.length, 'vehicle')}`],
    ['keys', `${keys} here${isOwner ? '' : ', none of them owned'}`],
    ...(fetched === undefined ? [] : [['fetches', fetched] as const]),
    ['in doubt', `${prepared} prepared here, ${telling} decided and not done by all`]
  ]
}

function bankRows({ bank }: GroupJson): readonly (readonly [string, string])[] {
  if (bank === undefined) {
    return []
  }
  const { money, phase, epoch, pending, kept, lost } = bank
  const sums =
    money === undefined
      ? []
      : ([
          [
            'money',
            `${money.total} in ${money.accounts} accounts, ${money.minted} minted: ` +
              (money.isConserved ? 'conserved' : 'NOT CONSERVED')
          ]
        ] as const)
  return [
    ...sums,
    ['owner', `${phase}, epoch ${epoch}, ${pending} pending, ${kept} kept for others`],
    ...lost.map(({ operation, account, to, amount, reason }): readonly [string, string] => [
      'lost',
      `${clean(account)} ${clean(to)} ${amount} as ${clean(operation)}: ${reason}`
    ])
  ]
}
