/** Problems as sentences: what is lost, from whom it comes back, what a person can do. */
import { describe, expect, test } from 'vitest'
import { healthOf, notesOf, problemsOf } from '../../../src/node/problems.ts'
import type { ChainStatus, VehicleStatus } from '../../../src/vehicle/types.ts'

const NAMES = { labelOf: (peer: string): string => peer.toUpperCase() }

const chain = (changes: Partial<ChainStatus>): ChainStatus => ({
  chain: 'C1',
  name: '',
  proposer: 'a',
  duty: 'backup',
  held: [],
  bytes: 0,
  certified: undefined,
  health: 'damaged',
  damage: [{ from: 3, to: 5 }],
  unaccounted: undefined,
  table: { epoch: 1, height: 9, members: ['b', 'self'] },
  pinned: [],
  ...changes
})

const status = (changes: Partial<VehicleStatus>): VehicleStatus => ({
  peer: 'self',
  ownChain: 'C0',
  isDamaged: false,
  stateDamage: undefined,
  connected: [],
  chains: [],
  quota: { quotaBytes: 0, usedBytes: 0, diskFreeBytes: 0 },
  faults: { offline: [], cuts: [] },
  machines: {},
  ...changes
})

const told = (one: Partial<ChainStatus>, connected: readonly string[] = []): readonly string[] =>
  problemsOf(status({ chains: [chain(one)], connected }), undefined, NAMES)

describe('problems', () => {
  test('problems: lost blocks are told with those who give them back', () => {
    expect(told({}, ['b', 'x'])).toEqual([
      'chain C1 of A has lost blocks 3-5 on this disk; they are fetched again from B'
    ])
    expect(told({}, ['x'])[0]).toContain('when a holder is connected: start B, A')
    const unknown = { table: undefined, proposer: undefined, damage: [{ from: 7, to: 7 }] }
    expect(told(unknown)[0]).toBe(
      'chain C1 has lost block 7 on this disk; no other holder is known: connect others, or import ' +
        'an export of the chain'
    )
    const own = { proposer: 'self', duty: 'proposer', table: undefined } as const
    expect(told(own, ['x'])[0]).toMatch(/the connected vehicles are asked.*cannot go on/)
  })

  test('problems: a disk without room is told, with what it means', () => {
    const shortage = 'the disk has 12.0 MiB left and 64.0 MiB stay free; make room on it'
    const certify = { proposing: [], memberOf: [], frozen: [], shortage }
    expect(problemsOf(status({ machines: { certify } }), undefined, NAMES)).toEqual([
      `no blocks are taken: ${shortage}`
    ])
  })

  test('problems: lost certificates are told with the commands that judge and end it', () => {
    const [text, ...others] = told({ damage: [], unaccounted: '4 certificates instead of 5' })
    expect(others).toEqual([])
    expect(text).toMatch(/4 certificates instead of 5.*chain verify C1.*doctor --accept-loss C1/)
    expect(told({ unaccounted: 'x' }), 'both are told').toHaveLength(2)
  })

  test('problems: damaged state is told with the way out, and outranks the rest', () => {
    const damaged = status({ isDamaged: true, stateDamage: 's has 2 records instead of 3' })
    const problems = problemsOf(damaged, undefined, NAMES)
    expect(problems[0]).toMatch(/s has 2 records instead of 3.*neither votes.*new-identity/)
    expect(healthOf(damaged, undefined, problems)).toBe('damaged')
    expect(healthOf(damaged, 'the disk is full', problems)).toBe('halted')
  })

  test('problems: a chain whose last signature is lost says so', () => {
    const machines = { certify: { proposing: [{ chain: 'C0', isBroken: true }] } }
    const problems = problemsOf(status({ machines }), undefined, NAMES)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/C0 of this vehicle cannot go on.*new-identity/)
    expect(healthOf(status({ machines }), undefined, problems)).toBe('degraded')
  })

  test('problems: a chain that too few hold is told, of a group by its name', () => {
    const few = { isUnderReplicated: true, isScarce: false, have: 1, backups: 3 }
    const machines = { replicate: { placements: { G1: few, C0: few } } }
    const group = chain({ chain: 'G1', name: 'qq', proposer: undefined, health: 'ok', damage: [] })
    const told = problemsOf(status({ chains: [group], machines }), undefined, NAMES)
    const rest = 'is under-replicated: 1 of 3 backups hold it; more are asked'
    expect(told).toEqual([`the chain of group qq ${rest}`, `chain C0 ${rest}`])
  })

  test('problems: a group for whose chain there are no more vehicles is worth a note', () => {
    const scarce = { isUnderReplicated: false, isScarce: true, have: 0, backups: 1 }
    const group = chain({ chain: 'G1', name: 'qq', proposer: undefined, health: 'ok', damage: [] })
    const found = status({
      chains: [group],
      machines: { replicate: { placements: { G1: scarce } } }
    })
    expect(problemsOf(found, undefined, NAMES)).toEqual([])
    expect(notesOf(found)).toEqual([
      'the chain of group qq has 0 of 1 backups, because too few vehicles outside of the group are in reach'
    ])
  })

  test('problems: nothing is told when all is well', () => {
    const well = status({ chains: [chain({ health: 'ok', damage: [] })] })
    expect(problemsOf(well, undefined, NAMES)).toEqual([])
    expect(healthOf(well, undefined, [])).toBe('ok')
  })
})
