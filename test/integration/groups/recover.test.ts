/** A group whose majority is gone for good: refused, then recovered by its only survivor. */
import { afterAll, expect, it } from 'vitest'
import type { VGuardNode } from '../../../src/index.ts'
import { closeNodes, createFleet, until } from '../../support/nodes.ts'
import { patient } from '../../support/stores.ts'

afterAll(closeNodes)

const reached = (node: VGuardNode): number | undefined =>
  node.groups()[0]?.members.filter(({ isConnected }) => isConnected).length

it('groups: the survivor of a lost majority answers again when a person says so', {
  timeout: 120_000
}, async () => {
  const [a, b, c, d] = await createFleet(['car-1', 'car-2', 'car-3', 'car-4'] as const)
  const { chain } = await a.openGroup({
    state: 'kv',
    members: ['car-2', 'car-3'],
    name: 'store'
  })
  await patient(a.kv(chain)).put('key', 1)
  expect((await patient(d.kv(chain)).get('key'))?.value, 'who is no member knows it').toBe(1)
  await until('it has the blocks', () => (a.groups()[0]?.status?.decided ?? 0) > 0)
  const unsafe = { unsafe: true, operation: 'recover-1' }
  await expect(a.recoverGroup('store', ['car-1'], unsafe)).rejects.toMatchObject({
    code: 'ERR_MAJORITY_REACHABLE'
  })

  await b.stop()
  await c.stop()
  await until('the others are missed', () => reached(a) === 1)
  const { health, problems } = await a.status()
  expect([health, problems.join()]).toEqual([
    'degraded',
    expect.stringContaining(`vguard-node group recover ${chain} --members car-1`)
  ])
  await expect(a.recoverGroup('store', ['car-1'], { unsafe: false })).rejects.toThrow(
    'only the lost members of group store know may be lost for good'
  )
  await expect(d.recoverGroup(chain, ['car-4'], unsafe)).rejects.toMatchObject({
    code: 'ERR_NOT_MEMBER'
  })
  await expect(a.recoverGroup('store', ['car-1', b.peer], unsafe)).rejects.toMatchObject({
    code: 'ERR_UNREACHABLE'
  })

  const recovered = await a.recoverGroup('store', ['car-1', 'car-4'], unsafe)
  expect(recovered).toMatchObject({ chain, number: 2, members: [a.peer, d.peer].sort() })
  expect(await a.recoverGroup('store', ['car-1', 'car-4'], unsafe)).toEqual(recovered)
  expect((await patient(a.kv(chain)).get('key'))?.value).toBe(1)
  await patient(d.kv(chain)).put('key', 2)
  expect((await patient(a.kv(chain)).get('key'))?.value).toBe(2)
  expect((await a.status()).problems.join()).not.toContain('has no majority')
  const seals: unknown[] = []
  for await (const { seal } of a.blocks(chain, { until: 'decided' })) {
    seals.push(...(seal === undefined ? [] : [seal.operation]))
  }
  expect(seals, 'the chain tells it').toEqual(['unsafe-recovery recover-1'])
})
