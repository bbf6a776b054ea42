/**
 * A vehicle of a LAN test that is only its network: real mDNS, told what to do by lines on stdin, telling what
 * happens by lines of JSON on stdout.
 *
 *   node --import tsx test/support/lan-vehicle.ts <64 hexadecimal digits of a seed>
 */
import '../../src/polyfill.ts'
import { networkInterfaces } from 'node:os'
import { createInterface } from 'node:readline'
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import { fromHex, fromUtf8, toUtf8 } from '../../src/core/bytes.ts'
import type { ProtocolSpec } from '../../src/core/spec.ts'
import { identityOf } from '../../src/node/identity.ts'
import { SILENT } from '../../src/node/logger.ts'
import { type AnySpec, createNetwork } from '../../src/node/network/index.ts'

/** What a vehicle tells its test. */
export type VehicleLine =
  | { readonly type: 'ready'; readonly peer: string; readonly addresses: readonly string[] }
  | { readonly type: 'connected' | 'disconnected'; readonly peer: string }
  | { readonly type: 'message' | 'gossip'; readonly from: string; readonly text: string }
  | { readonly type: 'error'; readonly text: string }

/** What a test tells a vehicle. */
export type VehicleOrder =
  | { readonly type: 'send'; readonly to: string; readonly text: string }
  | { readonly type: 'gossip'; readonly text: string }

const tell = (line: VehicleLine): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

const textSpec = (name: string): AnySpec => {
  const spec: ProtocolSpec<string, string> = {
    name,
    id: `/vguard-test/${name}/1.0.0`,
    bytesMax: 64 * 1024,
    inboundMessagesMax: 1024,
    outboundBytesMax: 1024 * 1024,
    encode: toUtf8,
    decode: fromUtf8
  }
  return spec as AnySpec
}

/** Multicast must not leave the namespaces of a test. */
function refuseElsewhere(): void {
  for (const addresses of Object.values(networkInterfaces())) {
    for (const { address } of addresses ?? []) {
      if (!/^(127\.|10\.77\.0\.|::1$|fe80:)/.test(address)) {
        throw new Error(`this vehicle runs in the namespaces of a test only, here is ${address}`)
      }
    }
  }
}

async function main(): Promise<void> {
  refuseElsewhere()
  const seed = fromHex(process.argv[2] ?? '')
  const identity = identityOf(await generateKeyPairFromSeed('Ed25519', seed))
  const network = await createNetwork({
    identity,
    credentials: undefined,
    name: 'car',
    version: '0.0.0-test',
    specs: [textSpec('chat')],
    gossipSpec: textSpec('gossip'),
    // Quick to notice a silent peer, slow enough for a busy machine.
    options: { pingIntervalMs: 1_000, mdns: { intervalMs: 2_000 }, redialMsMax: 3_000 },
    log: { ...SILENT, error: (_detail, text) => tell({ type: 'error', text }) },
    count: () => undefined,
    nowMs: () => Date.now(),
    wallMs: () => Date.now(),
    handlers: {
      onMessage(from, _protocol, message) {
        tell({ type: 'message', from, text: String(message) })
        return true
      },
      onGossip: (from, message) => tell({ type: 'gossip', from, text: String(message) }),
      checkGossip: () => 'accept',
      onConnected: (peer) => tell({ type: 'connected', peer }),
      onDisconnected: (peer) => tell({ type: 'disconnected', peer }),
      onRevocations: () => undefined,
      onFact: () => undefined
    }
  })
  await network.start()
  tell({ type: 'ready', peer: identity.peer, addresses: network.addresses() })
  for await (const line of createInterface({ input: process.stdin })) {
    const order = JSON.parse(line) as VehicleOrder
    if (order.type === 'send') {
      network.send(order.to, 'chat', order.text)
    } else {
      network.gossip(order.text)
    }
  }
  await network.stop()
}

const fail = (error: unknown): void => {
  tell({ type: 'error', text: error instanceof Error ? error.message : String(error) })
  process.exitCode = 1
}
process.on('unhandledRejection', fail)
process.on('uncaughtException', fail)
await main().catch(fail)
