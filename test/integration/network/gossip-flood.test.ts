/**
 * Peers that were admitted and flood gossip, in every way that gossipsub itself has no limit for.
 */
import { describe, expect, test } from 'vitest'
import { toUtf8 } from '../../../src/core/bytes.ts'
import { sendAnyway } from '../../support/attacker.ts'
import {
  encodeRpc,
  messageId,
  OPEN_TOPIC,
  signedMessage,
  startGossipAttacker
} from '../../support/gossip-attacker.ts'
import { startNetwork, type TestNetwork, until } from '../../support/network.ts'

const KIB = 1024
const MIB = 1024 * KIB

/** Greatest time that a flood is tried for, and that its test may take. */
const FLOOD_MS = 60_000
const TEST_MS = 2 * FLOOD_MS

const bannedForFlood = (victim: TestNetwork): number =>
  victim.counted('peersBanned', { reason: 'flood' })

describe('floods of gossip', () => {
  test('what is said on a topic that is not the own one is not kept', async () => {
    const victim = await startNetwork()
    const { attacker, heard, say } = await startGossipAttacker(victim)
    const own = await signedMessage(attacker, OPEN_TOPIC, toUtf8('own'))
    const foreign = await signedMessage(attacker, 'foreign', toUtf8('foreign'))
    say({ messages: [foreign, own] })
    await until('the own one is heard', () => victim.gossip.length === 1)
    const messageIDs = [foreign, own].map((message) => messageId(attacker, message))
    say({ control: { ihave: [], iwant: [{ messageIDs }], graft: [], prune: [], idontwant: [] } })
    const answers = (): readonly string[] =>
      heard.flatMap(({ messages }) => messages.map(({ topic }) => topic))
    await until('it is told again to who asks', () => answers().length > 0)
    expect(answers()).toEqual([OPEN_TOPIC])
  })

  test('a message that was verified once is known again by its signature', async () => {
    const victim = await startNetwork()
    const { attacker, say } = await startGossipAttacker(victim)
    const first = await signedMessage(attacker, OPEN_TOPIC, toUtf8('first'))
    say({ messages: [first] })
    await until('it is heard', () => victim.gossip.length === 1)
    // Verified again, each of them would be false, and so many would silence the peer after a second.
    for (let i = 0; i < 40; i++) {
      say({ messages: [{ ...first, data: toUtf8(`false ${i}`) }] })
    }
    for (let i = 0; i < 20; i++) {
      say({ messages: [await signedMessage(attacker, OPEN_TOPIC, toUtf8(`${i}`))] })
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
    await until('all the others are heard', () => victim.gossip.length === 21)
  })

  test(
    'one message told again and again is a flood by its bytes',
    async () => {
      const victim = await startNetwork()
      const { attacker, stream } = await startGossipAttacker(victim)
      const message = await signedMessage(attacker, OPEN_TOPIC, toUtf8('again'))
      const rpc = encodeRpc({ messages: Array.from({ length: 400 }, () => message) })
      const until = Date.now() + FLOOD_MS
      let left = 0
      while (left < 128 * MIB && stream.status === 'open' && Date.now() < until) {
        if (stream.writeBufferLength < MIB) {
          sendAnyway(stream, rpc.slice())
          left += rpc.length
        }
        await new Promise((resolve) => setImmediate(resolve))
      }
      expect(left, 'bytes taken').toBeLessThan(128 * MIB)
      expect(bannedForFlood(victim)).toBe(1)
      expect(victim.counted('streamsAborted', { protocol: 'gossip', reason: 'flood' })).toBe(1)
      expect(victim.gossip.length).toBe(1)
    },
    TEST_MS
  )

  test('new messages without end make a ban, once', async () => {
    // No time passes for the victim, so that it does not matter how long the flood takes.
    const nowMs = Date.now()
    const victim = await startNetwork({
      options: { gossipPerSecond: 5 },
      overrides: { nowMs: () => nowMs }
    })
    const { attacker, stream, say } = await startGossipAttacker(victim)
    for (let i = 0; i < 50; i++) {
      say({ messages: [await signedMessage(attacker, OPEN_TOPIC, toUtf8(`${i}`))] })
    }
    await until(
      'the rest is refused',
      () => victim.counted('gossipRefused', { reason: 'rate' }) === 40
    )
    expect(bannedForFlood(victim)).toBe(0)
    const more = await Promise.all(
      Array.from({ length: 100 }, (_, i) => signedMessage(attacker, OPEN_TOPIC, toUtf8(`+${i}`)))
    )
    say({ messages: more })
    await until('it is cut off', () => stream.status !== 'open')
    expect(bannedForFlood(victim)).toBe(1)
    expect(victim.gossip.length).toBe(10)
  })
})
