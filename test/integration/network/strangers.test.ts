/**
 * Peers that are not admitted, and names that nobody has: nothing of them is kept.
 */
import { multiaddr } from '@multiformats/multiaddr'
import { describe, expect, test } from 'vitest'
import { encodeFrames } from '../../../src/node/network/frames.ts'
import { createGossipGate } from '../../../src/node/network/gossip-gate.ts'
import { createHost, type Host } from '../../../src/node/network/libp2p.ts'
import { resolveNetworkOptions } from '../../../src/node/network/options.ts'
import { sendAnyway, startAttacker } from '../../support/attacker.ts'
import { atEnd, startNetwork, TEST_OPTIONS, testIdentity, until } from '../../support/network.ts'

const IDENTIFY_ID = '/ipfs/id/1.0.0'
const PUSH_ID = '/ipfs/id/push/1.0.0'

/** An agentVersion, as identify says it. */
const AGENT = new Uint8Array([0x32, 3, 0x62, 0x61, 0x64])

/** libp2p as a vehicle has it, to which nobody is admitted. */
async function startHost(): Promise<Host> {
  const { privateKey } = await testIdentity()
  const mayRead = (): Promise<boolean> => Promise.resolve(false)
  const host = await createHost({
    privateKey,
    settings: resolveNetworkOptions(TEST_OPTIONS),
    version: '0.0.0-test',
    gossipTopic: 'test',
    isRefused: () => false,
    gossipRegistrar: createGossipGate({ mayRead, timeoutMs: 5_000, mayTake: () => true }).registrar,
    mayRead,
    onSighting: () => undefined,
    registry: undefined
  })
  await host.start()
  atEnd(() => host.stop())
  return host
}

describe('strangers', () => {
  test('a peer is asked who it is when it is admitted, and not before', async () => {
    const victim = await startNetwork({ options: { admissionTimeoutMs: 500 } })
    const [stranger, member] = await Promise.all([startAttacker(), startAttacker()])
    let strangerAsked = 0
    let memberAsked = 0
    await stranger.node.handle(IDENTIFY_ID, (stream) => {
      strangerAsked += 1
      stream.abort(new Error('says nothing'))
    })
    await member.node.handle(IDENTIFY_ID, (stream) => {
      memberAsked += 1
      stream.abort(new Error('says nothing'))
    })
    const connection = await stranger.connect(victim)
    await until('the stranger is cut off', () => connection.status !== 'open')
    await member.join(victim)
    await until('the member is asked', () => memberAsked === 1)
    expect(strangerAsked).toBe(0)
  })

  test('what a stranger says of itself unasked is not kept', async () => {
    const [host, stranger] = await Promise.all([startHost(), startAttacker()])
    const [address] = host.getMultiaddrs()
    const connection = await stranger.node.dial(address ?? multiaddr())
    const stream = await connection.newStream(PUSH_ID)
    sendAnyway(stream, encodeFrames([AGENT]))
    stream.close().catch(() => undefined)
    await until('it is answered', () => stream.status !== 'open')
    const kept = await host.peerStore.get(stranger.node.peerId)
    expect([...kept.metadata.keys()]).not.toContain('AgentVersion')
  })

  test('who has left, and who was dialled in vain, is forgotten; who is connected is not', async () => {
    const [host, gone, here] = await Promise.all([startHost(), startAttacker(), startAttacker()])
    const [address] = host.getMultiaddrs()
    const leaving = await gone.node.dial(address ?? multiaddr())
    const staying = await here.node.dial(address ?? multiaddr())
    const nobody = await testIdentity()
    await expect(host.dial(multiaddr(`/ip4/127.0.0.1/tcp/1/p2p/${nobody.peer}`))).rejects.toThrow()
    await leaving.newStream(IDENTIFY_ID)
    await staying.newStream(IDENTIFY_ID)
    const kept = async (): Promise<readonly string[]> =>
      (await host.peerStore.all()).map(({ id }) => id.toString())
    const all = [gone.peer, here.peer, nobody.peer]
    expect([...(await kept())].sort()).toEqual(all.sort())
    await leaving.close()
    await expect.poll(kept, { timeout: 20_000, interval: 100 }).toEqual([here.peer])
  })
})
