/**
 * What a vehicle that is no member says into the log of a group by hand, as no correct one does: the log
 * takes what it may say, and nothing else, whichever member it is told to.
 */
import { describe, expect, test } from 'vitest'
import { encodeCommand } from '../../src/core/command.ts'
import type { PaxosStatus } from '../../src/protocols/paxos/index.ts'
import { coordinatorName } from '../../src/protocols/twophase/coordinator-name.ts'
import { encodeArchiveBatch } from '../../src/state/quorum-archive/index.ts'
import { encodeOperation, type RingOperation } from '../../src/state/ring/index.ts'
import * as quorum from '../support/quorum-scene.ts'
import { openRing } from '../support/ring-scene.ts'
import { play, type Scene } from '../support/scene.ts'

const MEMBERS = 'ABC'

/** Blocks that all members have decided. */
function heightOf(scene: Scene, chain: string): number {
  const heights = scene.cars(MEMBERS).map(({ name }) => {
    const { groups } = scene.status(name).machines['paxos'] as PaxosStatus
    return groups.find((group) => group.chain === chain)?.decided ?? 0
  })
  return Math.max(...heights)
}

let names = 0

/** How many blocks follow when a vehicle has all members forward this. */
function blocksFor(scene: Scene, chain: string, from: string, operation: Uint8Array): number {
  names++
  const client = names.toString(16).padStart(32, 'f')
  const command = { type: 'operation', client, seq: 1, ackedTo: 0, openedAt: 1, operation } as const
  const item = { type: 'entry', ticket: names, entry: encodeCommand(command) }
  const named = {
    chain,
    incarnation: '00'.repeat(16),
    leader: undefined,
    run: 5,
    origin: undefined
  }
  const message = { ...named, type: 'forward', items: [item], relay: true }
  const before = heightOf(scene, chain)
  for (const to of MEMBERS) {
    const { peer } = scene.car(from)
    scene.car(to).deliver({ type: 'message', from: peer, protocol: 'paxos', message })
  }
  scene.run(2_000)
  return heightOf(scene, chain) - before
}

type Ended = Extract<RingOperation, { readonly type: 'end' }>

/** What a vehicle says in the log of a ring about itself and its transactions. */
function sayings(scene: Scene, chain: string, car: string): readonly RingOperation[] {
  const { peer } = scene.car(car)
  const { crypto } = scene.world.realm.identity('observer')
  const incarnation = '07'.repeat(16)
  const coordinator = coordinatorName(crypto, { self: peer, incarnation, start: '9', chain })
  return [
    { type: 'register', peer, incarnation, freeBytes: 1, isAsked: true },
    { type: 'ready', peer, incarnation, version: 1 },
    { type: 'settled', peer, incarnation, version: 1 },
    { type: 'decide', coordinator, commits: [], ended: [1], acked: [] },
    { type: 'end', transactions: [{ coordinator, number: 1 }] }
  ]
}

describe('the log of a group and a vehicle that is no member', () => {
  test('quorum: it says nothing there, neither values nor who has them', () => {
    play({ cars: 'ABCX' }, (scene) => {
      const chain = quorum.open(scene, MEMBERS)
      quorum.leader(scene, chain, MEMBERS)
      scene.run(3_000)
      const none = { registers: [], epoch: 0, upTo: 0 }
      const forged = encodeArchiveBatch({ ...none, epoch: 1, upTo: 2 ** 32 - 1 })
      expect(blocksFor(scene, chain, 'X', forged)).toBe(0)
      const whole = { member: scene.car('B').peer, booth: 2 ** 40 }
      expect(blocksFor(scene, chain, 'X', encodeArchiveBatch({ ...none, whole }))).toBe(0)
      const batch = encodeArchiveBatch(none)
      expect(blocksFor(scene, chain, 'C', batch), 'a member does').toBeGreaterThan(0)
    })
  })

  test('twophase: it speaks for itself alone, and for its own transactions', () => {
    play({ cars: 'ABCX' }, (scene) => {
      const { chain } = openRing(scene, MEMBERS)
      const said = (operation: RingOperation): number =>
        blocksFor(scene, chain, 'X', encodeOperation(operation))
      for (const operation of sayings(scene, chain, 'B')) {
        expect(said(operation), operation.type).toBe(0)
      }
      for (const operation of sayings(scene, chain, 'X')) {
        expect(said(operation), `its own ${operation.type}`).toBeGreaterThan(0)
      }
      const [{ transactions }] = [sayings(scene, chain, 'B').at(-1)] as [Ended]
      expect(said({ type: 'resolve', transactions }), 'who is in doubt').toBeGreaterThan(0)
      const { peer } = scene.car('X')
      expect(said({ type: 'leave', peer, isGone: false })).toBeGreaterThan(0)
    })
  })
})
