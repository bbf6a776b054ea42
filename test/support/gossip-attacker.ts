/**
 * A peer that was admitted and speaks gossipsub by hand: whatever a test wants, signed as it must be.
 */

import { RPC } from '@libp2p/gossipsub/message'
import type { Stream } from '@libp2p/interface'
import { createFrameReader, encodeFrames } from '../../src/node/network/frames.ts'
import { type Attacker, openStream, sendAnyway, startAttacker } from './attacker.ts'
import type { TestNetwork } from './network.ts'

export const MESHSUB_ID = '/meshsub/1.2.0'

/** Without credentials a fleet is open. */
export const OPEN_TOPIC = '/vguard/open/gossip/1'

export interface GossipAttacker {
  readonly attacker: Attacker
  readonly stream: Stream
  /** What the victim has said on its own stream. */
  readonly heard: RPC[]
  say(rpc: Partial<RPC>): void
}

/** An attacker that was admitted, with a stream of gossip open in both directions. */
export async function startGossipAttacker(victim: TestNetwork): Promise<GossipAttacker> {
  const attacker = await startAttacker()
  const heard: RPC[] = []
  await attacker.node.handle(MESHSUB_ID, (stream) => {
    const reader = createFrameReader({
      bytesMax: () => 1024 * 1024,
      onFrame: (frame) => heard.push(RPC.decode(frame)),
      onFault: () => undefined
    })
    stream.addEventListener('message', ({ data }) => reader.push(data))
  })
  const stream = await openStream(await attacker.join(victim), MESHSUB_ID)
  return {
    attacker,
    stream,
    heard,
    say: (rpc) => sendAnyway(stream, encodeRpc(rpc))
  }
}

export function encodeRpc(rpc: Partial<RPC>): Uint8Array {
  return encodeFrames([RPC.encode({ subscriptions: [], messages: [], ...rpc })])
}

let sequence = 1n

/** A message as its author signs it. */
export async function signedMessage(
  { identity: { privateKey } }: Attacker,
  topic: string,
  data: Uint8Array
): Promise<RPC.Message> {
  sequence += 1n
  const seqno = new Uint8Array(8)
  new DataView(seqno.buffer).setBigUint64(0, sequence)
  const from = privateKey.publicKey.toMultihash().bytes
  const unsigned = { from, data, seqno, topic }
  const prefix = new TextEncoder().encode('libp2p-pubsub:')
  const bytes = new Uint8Array([...prefix, ...RPC.Message.encode(unsigned)])
  return { ...unsigned, signature: await privateKey.sign(bytes) }
}

/** The id by which such a message is asked for. */
export function messageId(
  { identity: { privateKey } }: Attacker,
  message: RPC.Message
): Uint8Array {
  // The protobuf of an Ed25519 key, then the sequence number.
  return new Uint8Array([8, 1, 18, 32, ...privateKey.publicKey.raw, ...(message.seqno ?? [])])
}
