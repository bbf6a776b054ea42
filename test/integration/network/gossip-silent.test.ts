/**
 * Peers that were admitted and answer nothing that is opened to them.
 */
import type { Connection } from '@libp2p/interface'
import { describe, test } from 'vitest'
import { OPEN_HELLO, openStream, startAttacker, talk, welcome } from '../../support/attacker.ts'
import { MESHSUB_ID } from '../../support/gossip-attacker.ts'
import { connect, startNetwork, until } from '../../support/network.ts'

/** Inside a connection of libp2p: who takes the streams that the other side opens. */
interface Insides {
  readonly muxer: EventTarget
  readonly onIncomingStream: (event: Event) => void
}

/** From now on nothing answers what the other side opens. */
function silence(connection: Connection): void {
  const { muxer, onIncomingStream } = connection as unknown as Insides
  muxer.addEventListener('stream', () => undefined)
  muxer.removeEventListener('stream', onIncomingStream)
}

describe('silent peers', () => {
  test('who takes no gossip keeps it from nobody who comes later', async () => {
    const victim = await startNetwork({ options: { streamTimeoutMs: 60_000 } })
    for (const attacker of await Promise.all([startAttacker(), startAttacker()])) {
      const connection = await attacker.connect(victim)
      silence(connection)
      await talk(connection, [OPEN_HELLO, welcome()])
      await Promise.all([1, 2, 3].map(() => openStream(connection, MESHSUB_ID)))
    }
    const late = await startNetwork()
    await connect(late, victim)
    await until('it is known to hear', () =>
      victim.network.subscriptions().subscribers.includes(late.peer)
    )
    victim.network.gossip('to all')
    await until('it hears', () => late.gossip.length === 1)
  })
})
