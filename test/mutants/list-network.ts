/**
 * Mutants of the network: what bounds the memory and the time that a peer can take.
 */
import { type Mutant, tests } from './mutant.ts'

const FLOW = 'test/integration/network/flow.test.ts'

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
  }
]
