/** Waiting for others, as every program that embeds a vehicle begins. */
import { afterEach, expect, test } from 'vitest'
import { closeNodes, createNode, until } from '../../support/nodes.ts'

afterEach(closeNodes)

test('meet: resolves once each is connected, by peer id or by name, in the order asked for', async () => {
  const first = await createNode('car-1')
  const waiting = first.meet(['car-3', 'car-2'], { timeoutMs: 30_000 })
  const second = await createNode('car-2', { bootstrap: first.addresses() })
  const third = await createNode('car-3', { bootstrap: first.addresses() })
  const met = await waiting
  expect(met.map(({ peer }) => peer)).toEqual([third.peer, second.peer])
  expect(met.every(({ isConnected }) => isConnected)).toBe(true)
  expect((await first.meet([second.peer])).map(({ name }) => name)).toEqual(['car-2'])
  expect(await first.meet([])).toEqual([])
  await second.stop()
  await until('it is noticed', () =>
    first.peers().every((one) => one.peer !== second.peer || !one.isConnected)
  )
  const again = first.meet(['car-2'], { timeoutMs: 500 })
  await expect(again, 'who has left is not met').rejects.toThrow('car-2 not met within 500 ms')
})

test('meet: ends with the time, the signal, or the node', async () => {
  const node = await createNode('car-1')
  const late = node.meet(['car-2', 'car-3'], { timeoutMs: 50 })
  await expect(late).rejects.toMatchObject({
    code: 'ERR_TIMEOUT',
    message: 'car-2, car-3 not met within 50 ms'
  })
  const controller = new AbortController()
  const given = node.meet(['car-2'], { signal: controller.signal })
  controller.abort(new Error('enough'))
  await expect(given).rejects.toThrow('enough')
  await expect(node.meet(['car-2'], { signal: controller.signal })).rejects.toThrow('enough')
  const stopped = expect(node.meet(['car-2'])).rejects.toMatchObject({ code: 'ERR_STOPPED' })
  await node.stop()
  await stopped
})
