/** Groups of the engine quorum in scenes of whole vehicles. */
import type { QuorumRules } from '../../src/core/engine-rules.ts'
import type { QuorumGroupStatus, QuorumStatus } from '../../src/protocols/quorum/index.ts'
import type { Answer } from '../../src/sim/virtual-vehicle.ts'
import { decodeAnswer, encodeOperation, encodeQuery, keyOfText } from '../../src/state/kv/index.ts'
import type { GroupOpened, Queried } from '../../src/vehicle/requests.ts'
import { putOf } from './ring-scene.ts'
import type { Scene } from './scene.ts'

export const open = (scene: Scene, members: string, quorum: Partial<QuorumRules> = {}): string => {
  const { chain } = scene.get<GroupOpened>(members[0] ?? '', {
    ...{ type: 'openGroup', engine: 'quorum', state: 'kv', name: 'registers', workBits: 0, quorum },
    members: scene.cars(members).map(({ peer }) => peer)
  })
  scene.until('all members count', () =>
    [...members].every((car) => groupOf(scene, car, chain)?.fault === undefined)
  )
  return chain
}

export const groupOf = (scene: Scene, car: string, chain: string): QuorumGroupStatus | undefined =>
  scene.car(car).state === 'up'
    ? (scene.status(car).machines['quorum'] as QuorumStatus).groups.find((g) => g.chain === chain)
    : undefined

export const put = (scene: Scene, car: string, chain: string, key: string, text: string): Answer =>
  scene.ask(car, { type: 'submit', chain, operation: encodeOperation(putOf(key, text)) })

export const get = (scene: Scene, car: string, chain: string, key: string): string | undefined => {
  const question = encodeQuery({ type: 'get', key: keyOfText(key) })
  const { result } = scene.get<Queried>(car, { type: 'query', chain, question })
  const answer = decodeAnswer(result)
  const bytes = answer.type === 'get' ? answer.entry?.value.bytes : undefined
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}

export const leader = (scene: Scene, chain: string, members: string): string => {
  let found: string | undefined
  scene.until('somebody leads', () => {
    found = [...members].find((car) => groupOf(scene, car, chain)?.role === 'leader')
    return found !== undefined
  })
  return found ?? ''
}
