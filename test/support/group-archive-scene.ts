/**
 * Chains of groups in scenes of whole vehicles: what is placed, who has copies, and what is read of them.
 */
import { expect } from 'vitest'
import type { PlacementReport } from '../../src/core/signal.ts'
import type { Answer } from '../../src/sim/virtual-vehicle.ts'
import type { GroupOpened, PlaceRequest, ReadResult } from '../../src/vehicle/requests.ts'
import type { ChainStatus } from '../../src/vehicle/types.ts'
import type { Scene } from './scene.ts'

export const place = (
  scene: Scene,
  car: string,
  chain: string,
  change: Partial<PlaceRequest> = {}
): PlacementReport => scene.get<PlacementReport>(car, { type: 'place', chain, ...change })

export const change = (scene: Scene, car: string, chain: string, members: string): GroupOpened =>
  scene.get<GroupOpened>(
    car,
    {
      type: 'changeMembers',
      chain,
      members: scene.cars(members).map(({ peer }) => peer),
      operation: `to ${members}`
    },
    20_000
  )

export const chainAt = (scene: Scene, car: string, chain: string): ChainStatus | undefined =>
  scene.status(car).chains.find((one) => one.chain === chain)

/** Past the rules of the archive suite, to which every entry is a record. */
export const readAll = (scene: Scene, car: string, chain: string, from = 1): ReadResult => {
  let answer: Answer | undefined
  scene
    .car(car)
    .request({ type: 'read', chain, selector: { heights: { from, to: 1_000 } } }, (one) => {
      answer = one
    })
  scene.until(`${car} reads`, () => answer !== undefined)
  expect(answer).toMatchObject({ type: 'ok' })
  return (answer as Extract<Answer, { readonly type: 'ok' }>).value as ReadResult
}

/** Vehicles with any block of it, the members among them. */
export const copies = (scene: Scene, chain: string): string => {
  const held = scene.context.book.chains.get(chain)?.copies ?? new Map()
  return scene.namesOf([...held].filter(([, copy]) => copy.size > 0).map(([peer]) => peer))
}
