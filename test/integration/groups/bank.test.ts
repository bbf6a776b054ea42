/** The bank of a group of real nodes: owners on several vehicles, and a client on none of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bank, VGuardNode } from '../../../src/index.ts'
import { closeNodes, createFleet } from '../../support/nodes.ts'

let nodes: readonly VGuardNode[]
let banks: readonly Bank[]

beforeAll(async () => {
  nodes = await createFleet(['car-1', 'car-2', 'car-3', 'car-4'] as const)
  const [opener] = nodes
  await opener?.openGroup({ state: 'bank', members: ['car-2', 'car-3'], name: 'money' })
  const chain = opener?.resolveChain('money') ?? ''
  banks = nodes.map((node) => node.bank(chain))
  for (const [name, owner] of [
    ['anna', 'car-1'],
    ['bert', 'car-2'],
    ['carl', 'car-3']
  ] as const) {
    await banks[0]?.mint(name, 1000, { owner, operation: `mint-${name}`, timeoutMs: 20_000 })
  }
}, 60_000)

afterAll(closeNodes)

const bankOf = (car: number): Bank => banks[car - 1] as Bank

describe('bank of three vehicles', () => {
  it('bank: whoever is asked, also a stranger, the owner answers, at every level', async () => {
    const asked = { timeoutMs: 20_000 }
    for (const car of [1, 2, 3, 4]) {
      for (const level of ['local', 'backed', 'committed'] as const) {
        const paid = await bankOf(car).transfer('bert', 'anna', 1, { ...asked, level })
        expect(paid.owner, `car-${car} ${level}`).toBe(nodes[1]?.peer)
        const isReached = level === 'local' || paid.level === level || paid.level === 'committed'
        expect(isReached, `car-${car} ${level}`).toBe(true)
      }
    }
    expect(await bankOf(4).account('anna')).toMatchObject({ balance: expect.any(BigInt) })
  }, 60_000)

  it('bank: many clients at once leave every unit where it belongs', async () => {
    const names = ['anna', 'bert', 'carl']
    const asks = Array.from({ length: 120 }, async (_, i) => {
      const from = names[i % 3] as string
      const to = names[(i + 1 + (i % 2)) % 3] as string
      const options = { operation: `many-${i}`, timeoutMs: 20_000 }
      await bankOf((i % 4) + 1).transfer(from, to, 3, options)
      await bankOf(((i + 1) % 4) + 1).transfer(from, to, 3, options)
    })
    await Promise.all(asks)
    for (const car of [1, 2, 3]) {
      await bankOf(car).flush({ timeoutMs: 20_000 })
    }
    const total = await bankOf(4).total()
    expect(total).toMatchObject({ total: 3000n, minted: 3000n, isConserved: true, accounts: 3 })
    const { entries } = await bankOf(4).log({ limit: 1000 })
    const many = entries.filter(({ operation }) => operation.startsWith('many-'))
    expect(many).toHaveLength(120)
    expect(new Set(many.map(({ kind }) => kind))).toEqual(new Set(['transfer']))
  }, 60_000)

  it('bank: a vehicle that is stopped puts what it has issued into the log first', async () => {
    await bankOf(3).transfer('bert', 'anna', 5, { operation: 'last words', timeoutMs: 20_000 })
    await nodes[1]?.stop()
    const { entries } = await bankOf(1).log({ limit: 1, timeoutMs: 20_000 })
    expect(entries).toMatchObject([{ operation: 'last words', kind: 'transfer' }])
  }, 60_000)

  it('bank: who is no member cannot own an account', async () => {
    const bank = bankOf(4)
    const reason = /car-4 is no member of the group, so it cannot own an account/
    await expect(bank.move('carl')).rejects.toThrow(reason)
    await expect(bank.open('dora')).rejects.toThrow(reason)
    await expect(bank.mint('dora', 5, { owner: 'car-4' })).rejects.toThrow(reason)
    expect(await bank.account('dora')).toBeUndefined()
  }, 60_000)

  it('bank: an account is given to another vehicle, which answers from then on', async () => {
    await bankOf(4).move('carl', { to: 'car-1', timeoutMs: 20_000 })
    const paid = await bankOf(3).transfer('carl', 'bert', 1, { timeoutMs: 20_000 })
    expect(paid.owner).toBe(nodes[0]?.peer)
  }, 60_000)
})
