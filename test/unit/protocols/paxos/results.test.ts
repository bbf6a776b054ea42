/** Results of operations: short entries may each ask for a large value. */
import { expect, it } from 'vitest'
import { toUtf8 } from '../../../../src/core/bytes.ts'
import { RESULTS_BYTES_MAX } from '../../../../src/protocols/paxos/limits.ts'
import { paxosSpec } from '../../../../src/protocols/paxos/spec.ts'
import type { Submitted } from '../../../../src/vehicle/requests.ts'
import { createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

const MIB = 1024 * 1024
const LARGE = new Uint8Array(MIB)
const OPERATIONS = 100

it('paxos: of the results of one block only so many bytes are kept, and the others are asked for again', () => {
  const cluster = createCluster(3)
  cluster.openGroup()
  cluster.until(() => cluster.leader() !== undefined, 3_000)
  const leader = cluster.leader() as TestNode
  const asker = cluster.nodes.find((node) => node !== leader) as TestNode
  for (const { register } of cluster.nodes) {
    const apply = register?.apply.bind(register)
    Object.assign(register ?? {}, {
      apply(...given: Parameters<NonNullable<typeof apply>>) {
        const names = register?.seen.size ?? 0
        apply?.(...given)
        // One that has come before is told from the session, which keeps no large results.
        return (register?.seen.size ?? 0) > names ? LARGE : toUtf8('again')
      }
    })
  }
  const asked = Array.from({ length: OPERATIONS }, (_, i) => cluster.put(asker, `v${i}`))
  cluster.until(() => asked.every(({ reply }) => reply !== undefined), 20_000)
  const sizes = asked.map(({ reply }) =>
    reply?.type === 'ok' ? (reply.value as Submitted).result.length : -1
  )
  const large = sizes.filter((bytes) => bytes === MIB).length
  expect(sizes.filter((bytes) => bytes === 'again'.length).length).toBe(OPERATIONS - large)
  expect(large).toBeGreaterThanOrEqual(RESULTS_BYTES_MAX / MIB)
  expect(large).toBeLessThan(OPERATIONS)
  expect(cluster.readNow(leader), 'each is done once').toHaveLength(OPERATIONS)
})

it('paxos: what waits keeps its own bytes, and not those of its message', () => {
  const way = { chain: 'A'.repeat(44), incarnation: '0f'.repeat(16), run: 7 }
  const items = [
    { type: 'entry', ticket: 1, entry: new Uint8Array(40) },
    { type: 'question', ticket: 2, question: new Uint8Array(40) }
  ] as const
  const bytes = paxosSpec.encode({
    ...way,
    type: 'forward',
    relay: false,
    origin: undefined,
    items
  })
  // A field that nobody knows, 500, with as many bytes as a message may have besides.
  const padding = new Uint8Array(MIB)
  const head = [0xa2, 0x1f, 0x80, 0x80, 0x40]
  const message = paxosSpec.decode(new Uint8Array([...bytes, ...head, ...padding]))
  const kept = message.type === 'forward' ? message.items : []
  for (const item of kept) {
    const own =
      item.type === 'entry' ? item.entry : item.type === 'question' ? item.question : LARGE
    expect(own.buffer.byteLength, item.type).toBeLessThan(1024)
  }
  expect(kept).toHaveLength(2)
})
