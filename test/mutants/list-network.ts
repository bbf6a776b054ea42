/**
 * Mutants of the network: what bounds the memory and the time that a peer can take.
 */
import { type Mutant, tests } from './mutant.ts'

const FLOW = 'test/integration/network/flow.test.ts'
const STRANGERS = 'test/integration/network/strangers.test.ts'
const DIALLER = 'test/unit/node/network/dialler.test.ts'
const EVENT_QUEUE = 'test/unit/node/event-queue.test.ts'
const FAIR_BYTES = 'test/unit/node/fair-bytes.test.ts'
const GOSSIP_GATE = 'test/unit/node/network/gossip-gate.test.ts'
const GOSSIP_FLOOD = 'test/integration/network/gossip-flood.test.ts'

export const NETWORK_MUTANTS: readonly Mutant[] = [
  {
    id: 'pong-owes-without-end',
    file: 'src/node/network/pong.ts',
    find: 'stream.writeBufferLength + data.byteLength > PING_BYTES',
    replace: 'data.byteLength > Number.MAX_SAFE_INTEGER',
    rule: 'A peer that takes no answers to its pings is stopped.',
    killers: [tests(FLOW)]
  },
  {
    id: 'yamux-keeps-any-frame',
    file: 'src/node/network/bounded-yamux.ts',
    find: 'isOver = bodyBytes > frameBytesMax',
    replace: 'isOver = frameBytesMax < 0',
    rule: 'A frame of Yamux longer than any window is refused by its header.',
    killers: [tests('test/unit/node/network/bounded-yamux.test.ts')]
  },
  {
    id: 'yamux-answers-without-end',
    file: 'src/node/network/bounded-yamux.ts',
    find: '        connection.maxWriteBufferLength = UNSENT_BYTES_MAX\n',
    replace: '',
    rule: 'What waits below the streams of a connection is bounded.',
    killers: [tests(FLOW)]
  },
  {
    id: 'gossip-takes-any-topic',
    file: 'src/node/network/gossip-limits.ts',
    find: '    allowedTopics: [topic],\n',
    replace: '',
    rule: 'What is said on a topic of no fleet is not kept.',
    killers: [tests(GOSSIP_FLOOD)]
  },
  {
    id: 'gossip-verifies-again',
    file: 'src/node/network/gossip-limits.ts',
    find: '    fastMsgIdFn,\n',
    replace: '',
    rule: 'A signature that was verified is not verified again.',
    killers: [tests(GOSSIP_FLOOD)]
  },
  {
    id: 'gossip-bytes-without-end',
    file: 'src/node/network/gossip-gate.ts',
    find: '!mayTake(peer, data.byteLength)',
    replace: '!mayTake(peer, 0)',
    rule: 'Gossip of any kind has a rate in bytes.',
    killers: [tests(GOSSIP_FLOOD)]
  },
  {
    id: 'gossip-flood-is-only-counted',
    file: 'src/node/network/gossip.ts',
    find: '    if (!of.flood.take(1, now)) {\n',
    replace: '    if (of.isFlooding) {\n',
    rule: 'Who floods gossip is banned.',
    killers: [tests(GOSSIP_FLOOD)]
  },
  {
    id: 'identify-asks-strangers',
    file: 'src/node/network/libp2p.ts',
    find: 'runOnConnectionOpen: false',
    replace: 'runOnConnectionOpen: true',
    rule: 'Only admitted peers are asked what libp2p keeps of them.',
    killers: [tests(STRANGERS)]
  },
  {
    id: 'identify-hears-strangers',
    file: 'src/node/network/libp2p.ts',
    find: 'admittedRegistrar(components.registrar, ports.mayRead)',
    replace: 'components.registrar',
    rule: 'What a stranger says of itself unasked is not kept.',
    killers: [tests(STRANGERS)]
  },
  {
    id: 'libp2p-forgets-nobody',
    file: 'src/node/network/forgetting.ts',
    find: '        await peerStore.delete(id)\n',
    replace: '',
    rule: 'What libp2p keeps of a peer that has left is forgotten.',
    killers: [tests(STRANGERS)]
  },
  {
    id: 'advert-of-anybody',
    file: 'src/node/gossip-check.ts',
    find: 'isNew && fleet.admits(author, membership, now)',
    replace: 'isNew',
    rule: 'Nobody is dialled on the word of an author whom the fleet does not admit.',
    killers: [tests('test/unit/node/gossip-check.test.ts')]
  },
  {
    id: 'gossip-waits-for-silent-peers',
    file: 'src/node/network/gossip-gate.ts',
    find: 'withStreams(connection, () => Promise.resolve(stream))',
    replace: 'connection',
    rule: 'gossipsub opens no streams itself, for it waits for one peer before the next.',
    killers: [tests(GOSSIP_GATE)]
  },
  {
    id: 'gossip-waits-for-who-opens',
    file: 'src/node/network/gossip-gate.ts',
    find: 'handler(stream, withStreams(connection, openNothing))',
    replace: 'handler(stream, connection)',
    rule: 'A peer that opens streams of gossip makes a vehicle open none.',
    killers: [tests(GOSSIP_GATE)]
  },
  {
    id: 'gossip-joins-again-and-again',
    file: 'src/node/network/gossip-gate.ts',
    find: 'if (ways.has(peer.toString())) {',
    replace: 'if (timeoutMs < 0) {',
    rule: 'One stream of gossip to a peer is opened at a time.',
    killers: [tests(GOSSIP_GATE)]
  },
  {
    id: 'one-takes-all-room',
    file: 'src/node/fair-bytes.ts',
    find: 'after <= COMMON_PART * free',
    replace: 'free >= 0',
    rule: 'What waits for one leaves room for others.',
    killers: [tests(FAIR_BYTES)]
  },
  {
    id: 'short-ones-have-no-room',
    file: 'src/node/fair-bytes.ts',
    find: 'return after === taken || after',
    replace: 'return after',
    rule: 'Whoever has nothing waiting finds room for short messages.',
    killers: [tests(FAIR_BYTES)]
  },
  {
    id: 'long-ones-take-room-of-short',
    file: 'src/node/fair-bytes.ts',
    find: 'const SHORT_BYTES_MAX = 16 * 1024',
    replace: 'const SHORT_BYTES_MAX = 1024 * 1024',
    rule: 'Long messages leave room for short ones behind them.',
    killers: [tests(FAIR_BYTES)]
  },
  {
    id: 'stalled-messages-wait-on',
    file: 'src/node/network/sender.ts',
    find: "        drop('stalled')\n",
    replace: '',
    rule: 'What waits for a stream that takes nothing is dropped with it.',
    killers: [tests('test/unit/node/network/wire.test.ts')]
  },
  {
    id: 'queue-takes-any-bytes',
    file: 'src/node/event-queue.ts',
    find: '      !sender.share.hasRoom(bytes)\n',
    replace: '      bytes < 0\n',
    rule: 'What waits to be stepped is bounded in bytes.',
    killers: [tests(EVENT_QUEUE)]
  },
  {
    id: 'queue-keeps-room-of-taken',
    file: 'src/node/event-queue.ts',
    find: '    sender.share.remove(bytes)\n',
    replace: '',
    rule: 'An event that was taken gives its room back.',
    killers: [tests(EVENT_QUEUE)]
  },
  {
    id: 'queue-is-told-no-bytes',
    file: 'src/node/network/wire.ts',
    find: 'ports.onMessage(from, spec.name, message, frame.length)',
    replace: 'ports.onMessage(from, spec.name, message, 0)',
    rule: 'A message is delivered with its length.',
    killers: [tests('test/unit/node/network/wire.test.ts')]
  },
  {
    id: 'hearsay-is-dialled-at-once',
    file: 'src/node/network/dialler.ts',
    find: 'if (hearsay.take(1, now)) {',
    replace: 'if (now > 0) {',
    rule: 'Names that nobody vouches for are dialled at a rate.',
    killers: [tests(DIALLER)]
  },
  {
    id: 'nobody-is-vouched-for',
    file: 'src/node/network/dialler.ts',
    find: 'return proven !== undefined || configured.length > 0',
    replace: 'return proven !== undefined && configured.length > 0',
    rule: 'Who was reached before, or configured, is dialled whatever is said of others.',
    killers: [tests(DIALLER)]
  },
  {
    id: 'busy-peer-is-banned',
    file: 'src/node/network/conduct.ts',
    find: 'reason === HARMLESS || isBusy',
    replace: 'reason === HARMLESS',
    rule: 'Who is admitted over one connection is not banned for its silence on another.',
    killers: [tests('test/integration/network/admission.test.ts')]
  }
]
