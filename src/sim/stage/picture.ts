/**
 * What one vehicle is and knows, in a few words, from what it tells of itself.
 */
import type { PaxosStatus } from '../../protocols/paxos/index.ts'
import type { QuorumStatus } from '../../protocols/quorum/index.ts'
import type { TwophaseStatus } from '../../protocols/twophase/index.ts'
import type { ChainStatus, VehicleStatus } from '../../vehicle/types.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { CarPicture } from './types.ts'

type Row = CarPicture['rows'][number]
type NameOf = (text: string) => string

export function pictureOfCar(car: VirtualVehicle, nameOf: NameOf): CarPicture {
  const { name } = car
  const status = car.status() as VehicleStatus | undefined
  if (status === undefined || car.state !== 'up') {
    return { name, state: 'down', roles: [], rows: [] }
  }
  const kept = status.chains.filter(({ certified, proposer }) => {
    return proposer !== undefined && certified !== undefined
  })
  const { groups: logs, quorums, sites } = groupsOf(status)
  // In a quorum the log is led by somebody else, perhaps; who leads the writes is what counts.
  const led = quorums.length > 0 ? quorums : logs
  const duties = kept.flatMap(({ duty }) => (duty === 'none' ? [] : [duty]))
  return {
    name,
    state: 'up',
    roles: [...new Set<string>([...duties, ...led.map(({ role }) => role)])],
    rows: [
      ...kept.flatMap((chain) => chainRows(chain, nameOf)),
      ...logs.flatMap((log) => logRows(log, nameOf)),
      ...quorums.flatMap((quorum) => quorumRows(quorum, nameOf)),
      ...sites.flatMap((site) => siteRows(site, nameOf))
    ]
  }
}

interface Groups {
  readonly groups: PaxosStatus['groups']
  readonly quorums: QuorumStatus['groups']
  readonly sites: TwophaseStatus['sites']
}

function groupsOf({ machines }: VehicleStatus): Groups {
  return {
    groups: (machines['paxos'] as PaxosStatus | undefined)?.groups ?? [],
    quorums: (machines['quorum'] as QuorumStatus | undefined)?.groups ?? [],
    sites: (machines['twophase'] as TwophaseStatus | undefined)?.sites ?? []
  }
}

function chainRows(
  { proposer = '', certified, table }: ChainStatus,
  nameOf: NameOf
): readonly Row[] {
  const chain: Row = [`chain of ${nameOf(proposer)}`, `certified to ${certified?.height ?? 0}`]
  return table === undefined
    ? [chain]
    : [chain, ['backups', `${table.members.map(nameOf).join(', ')} (epoch ${table.epoch})`]]
}

function logRows(
  { leader, decided, tail, promised }: PaxosStatus['groups'][number],
  nameOf: NameOf
): readonly Row[] {
  return [
    ['log led by', leader === undefined ? 'nobody' : nameOf(leader)],
    ['promised', ballotWords(promised, nameOf)],
    ['blocks', `${decided} decided, ${tail} tentative`]
  ]
}

function quorumRows(
  { leader, epoch, registers }: QuorumStatus['groups'][number],
  nameOf: NameOf
): readonly Row[] {
  return [
    ['writes led by', leader === undefined ? 'nobody' : nameOf(leader)],
    ['epoch', String(epoch)],
    ['registers', String(registers)]
  ]
}

function siteRows(
  { ring, phase, nodes, keys }: TwophaseStatus['sites'][number],
  nameOf: NameOf
): readonly Row[] {
  return [
    ['ring', `${ring}, ${phase}: ${nodes.map(nameOf).join(', ')}`],
    ['keys', String(keys)]
  ]
}

function ballotWords(ballot: string, nameOf: NameOf): string {
  const [cfg = '', number = '', peer = ''] = ballot.split('.')
  return peer === '' ? 'none' : `${cfg}.${number} of ${nameOf(peer)}`
}
