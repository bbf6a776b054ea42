/**
 * What groups of each engine keep as their state.
 */
import { expect, test } from 'vitest'
import { encodeCommand } from '../../../src/core/command.ts'
import type { Genesis } from '../../../src/core/genesis.ts'
import { peerOfKey } from '../../../src/core/peer.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import {
  decodeAnswer,
  encodeOperation,
  encodeQuery,
  type RingShape
} from '../../../src/state/ring/index.ts'
import { ENGINES } from '../../../src/vehicle/engines.ts'
import { incarnationOf } from '../../support/ring.ts'

/** The ring of a group of so many members when these have registered, one after the other. */
function ringOf(members: number, registered: number): RingShape | undefined {
  const peers = Array.from({ length: members }, (_, i) => peerOfKey(new Uint8Array(32).fill(i + 1)))
  const genesis = { members: peers, twophase: { copies: 2, classic: false } }
  const { crypto } = createCryptoRealm(1).identity('A')
  const state = ENGINES.twophase.createState(genesis as unknown as Genesis, crypto)
  for (const [i, peer] of peers.slice(0, registered).entries()) {
    const operation = encodeOperation({
      ...{ type: 'register', peer, incarnation: incarnationOf('a'), freeBytes: 1, isAsked: false }
    })
    const client = (i + 1).toString(16).padStart(32, '0')
    const name = { type: 'operation', client, seq: 1, ackedTo: 0, openedAt: 0 } as const
    state.apply(encodeCommand({ ...name, operation }), { height: i + 1, index: 0, timeMs: 0 })
  }
  const place = { height: registered, timeMs: 0 }
  const answer = decodeAnswer(state.query(encodeQuery({ type: 'ring', known: 0 }), place))
  return answer.type === 'ring' ? answer.shape : undefined
}

test('engines: a ring of twophase begins with a majority of the members, and with as many as it may have', () => {
  expect(ringOf(5, 2)).toMatchObject({ phase: 'forming' })
  expect(ringOf(5, 3)).toMatchObject({ phase: 'stable' })
  expect(ringOf(128, 63)).toMatchObject({ phase: 'forming' })
  expect(ringOf(128, 128)?.nodes).toHaveLength(64)
  expect(ringOf(128, 128)).toMatchObject({ phase: 'stable' })
})
