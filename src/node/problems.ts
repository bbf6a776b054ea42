/**
 * What is not as it should be, in sentences for a person: what is wrong, what the vehicle does about
 * it, and what the person can do.
 */
import type { PeerId } from '../core/peer.ts'
import type { HeightRange } from '../core/scan.ts'
import type { CertifyStatus } from '../protocols/certify/index.ts'
import type { PlacementStatus, ReplicateStatus } from '../protocols/replicate/types.ts'
import type { ChainStatus, VehicleStatus } from '../vehicle/types.ts'
import type { Health } from './api.ts'
import type { Names } from './names.ts'

type Labels = Pick<Names, 'labelOf'>

export function healthOf(
  status: VehicleStatus,
  halted: string | undefined,
  problems: readonly string[]
): Health {
  if (halted !== undefined) {
    return 'halted'
  }
  if (status.isDamaged || status.chains.some(({ health }) => health === 'damaged')) {
    return 'damaged'
  }
  return problems.length > 0 ? 'degraded' : 'ok'
}

/** One sentence for each thing that is not as it should be; empty when all is well. */
export function problemsOf(
  status: VehicleStatus,
  halted: string | undefined,
  names: Labels
): readonly string[] {
  const certify = status.machines['certify'] as CertifyStatus | undefined
  const proposing = certify?.proposing ?? []
  return [
    ...(halted === undefined ? [] : [`the vehicle has halted: ${halted}`]),
    ...stateProblems(status),
    ...status.chains.flatMap((chain) => chainProblems(status, chain, names)),
    ...placementProblems(status),
    ...(certify?.shortage === undefined ? [] : [`no blocks are taken: ${certify.shortage}`]),
    ...proposing.filter(({ isBroken }) => isBroken && !status.isDamaged).map(brokenText),
    ...(proposing.some(({ isStuck }) => isStuck)
      ? ['too many members refuse the open booth; open one with other members']
      : [])
  ]
}

function brokenText({ chain }: { readonly chain: string }): string {
  return (
    `chain ${chain} of this vehicle cannot go on, because what it signed last is lost on this disk; ` +
    'it can be read from its holders, and vguard-node new-identity begins another one'
  )
}

export function stateProblems({
  isDamaged,
  stateDamage
}: Pick<VehicleStatus, 'isDamaged' | 'stateDamage'>): readonly string[] {
  return isDamaged
    ? [
        `state on disk is damaged (${stateDamage}), and votes may be lost with it: this vehicle serves ` +
          'what verifies, and neither votes nor acknowledges for ever; stop it and run: ' +
          'vguard-node new-identity'
      ]
    : []
}

/** What is as it has to be, and yet worth knowing; empty when there is nothing. */
export function notesOf(status: VehicleStatus): readonly string[] {
  return placementsOf(status)
    .filter(([, { isScarce }]) => isScarce)
    .map(
      ([chain, { have, backups }]) =>
        `the chain of ${labelOfChain(status, chain)} has ${have} of ${backups} backups, because too few ` +
        'vehicles outside of the group are in reach'
    )
}

/** A chain that too few vehicles hold is a state to be seen, not an error of a call. */
function placementProblems(status: VehicleStatus): readonly string[] {
  return placementsOf(status)
    .filter(([, { isUnderReplicated }]) => isUnderReplicated)
    .map(([chain, { have, backups }]) => {
      const label = labelOfChain(status, chain)
      const what = label === chain ? `chain ${chain}` : `the chain of ${label}`
      return `${what} is under-replicated: ${have} of ${backups} backups hold it; more are asked`
    })
}

function placementsOf({
  machines
}: VehicleStatus): readonly (readonly [string, PlacementStatus])[] {
  const { placements = {} } = (machines['replicate'] ?? {}) as Partial<ReplicateStatus>
  return Object.entries(placements)
}

/** The name of a group for its chain; another chain is called by its id. */
function labelOfChain({ chains }: VehicleStatus, id: string): string {
  const found = chains.find(({ chain }) => chain === id)
  return found === undefined || found.proposer !== undefined ? id : `group ${found.name || id}`
}

function chainProblems(
  status: VehicleStatus,
  chain: ChainStatus,
  names: Labels
): readonly string[] {
  const { proposer, health, damage, duty, unaccounted } = chain
  const label =
    proposer === undefined ? chain.chain : `${chain.chain} of ${names.labelOf(proposer)}`
  const problems: string[] = []
  if (damage.length > 0) {
    problems.push(
      `chain ${label} has lost ${blocksText(damage)} on this disk; ${rescueText(status, chain, names)}`
    )
  }
  if (unaccounted !== undefined) {
    problems.push(recordsText(label, chain.chain, unaccounted))
  }
  if (health === 'frozen' && duty !== 'none' && proposer !== undefined) {
    problems.push(`chain ${label} is frozen: its proposer has signed two blocks of one height`)
  }
  return problems
}

/** Certificates, booths or headers that a chain has lost, and how a person makes sure of the rest. */
export function recordsText(label: string, chain: string, lost: string): string {
  return (
    `chain ${label} has lost records on this disk (${lost}); nothing more is missing if this ` +
    `succeeds: vguard-node chain verify ${chain}; then end this warning with: ` +
    `vguard-node doctor --accept-loss ${chain}`
  )
}

export function blocksText(ranges: readonly HeightRange[]): string {
  const texts = ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`))
  const isOne = ranges.length === 1 && ranges[0]?.from === ranges[0]?.to
  return `${isOne ? 'block' : 'blocks'} ${texts.join(', ')}`
}

/** From whom lost blocks come back; holders are asked again every 30 s and when one connects. */
function rescueText(
  { peer: self, connected }: VehicleStatus,
  { proposer, table, duty }: ChainStatus,
  { labelOf }: Labels
): string {
  const holders = [
    ...new Set([...(table?.members ?? []), ...(proposer === undefined ? [] : [proposer])])
  ]
  const others = holders.filter((peer) => peer !== self)
  const here = others.filter((peer) => connected.includes(peer))
  const listed = (peers: readonly PeerId[]): string => peers.map(labelOf).join(', ')
  if (here.length > 0) {
    return `they are fetched again from ${listed(here)}`
  }
  if (others.length > 0) {
    return `they are fetched again when a holder is connected: start ${listed(others)}`
  }
  const asked =
    connected.length > 0 ? 'the connected vehicles are asked for them' : 'connect others'
  return duty === 'proposer'
    ? `no other holder is known: ${asked}; what nobody has is lost, and the chain cannot go on`
    : `no other holder is known: ${asked}, or import an export of the chain`
}
