/** A member that lost its disk and kept its key: shown, told what to do, and taken in again. */
import { afterAll, expect, it } from 'vitest'
import type { GroupView, VGuardNode } from '../../../src/index.ts'
import { closeNodes, createNode, temporaryFolder, until } from '../../support/nodes.ts'
import { patient } from '../../support/stores.ts'

afterAll(closeNodes)

const groupOf = (node: VGuardNode): GroupView | undefined => node.groups()[0]

it('groups: who lost its disk does not vote until it is taken in again', {
  timeout: 120_000
}, async () => {
  const a = await createNode('car-1')
  const bootstrap = a.addresses()
  const b = await createNode('car-2', { bootstrap })
  // The key lies in a folder, all else in memory: stopped and started it is a wiped vehicle.
  const options = { bootstrap, dataDir: temporaryFolder() }
  const before = await createNode('car-3', options)
  await a.meet(['car-2', 'car-3'], { timeoutMs: 30_000 })
  const { chain, number } = await a.openGroup({
    state: 'kv',
    members: ['car-2', 'car-3'],
    name: 'store'
  })
  expect(number).toBe(1)
  await patient(before.kv(chain)).put('key', 1)
  await before.stop()

  const after = await createNode('car-3', options)
  expect(after.peer).toBe(before.peer)
  await until('it is shown as wiped', () => groupOf(after)?.status?.fault === 'wiped')
  const { problems, health } = await after.status()
  expect(health).toBe('degraded')
  expect(problems.join()).toContain('it follows and does not vote')
  expect((await patient(after.kv(chain)).get('key'))?.value, 'as a client it is served').toBe(1)

  await b.meet(['car-1', 'car-3'], { timeoutMs: 30_000 })
  const changed = await b.changeMembers(chain, ['car-1', 'car-2', 'car-3'])
  expect(changed.number).toBe(2)
  await until('it is a follower', () => groupOf(after)?.status?.role === 'follower')
  await a.stop()
  await patient(after.kv(chain)).put('key', 2)
  expect((await patient(b.kv(chain)).get('key'))?.value).toBe(2)
})
