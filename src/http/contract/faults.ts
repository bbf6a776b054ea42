/**
 * Faults on purpose.
 */
import { Type } from 'typebox'
import { operation } from './operation.ts'
import { Name, Strings, strict } from './shapes.ts'

const PROTOCOLS_MAX = 16

export const FaultsBody = Type.Object({ offline: Strings, cuts: Strings })

export const FAULT_OPERATIONS = {
  listFaults: operation({
    id: 'listFaults',
    method: 'GET',
    path: '/v1/faults',
    tag: 'faults',
    summary: 'The faults on purpose that are in force',
    answer: FaultsBody
  }),
  setOffline: operation({
    id: 'setOffline',
    method: 'POST',
    path: '/v1/faults/offline',
    tag: 'faults',
    summary: 'Lets the vehicle hear and say nothing, though it is connected, or ends that',
    body: strict({
      offline: Type.Boolean(),
      protocols: Type.Optional(Type.Array(Name, { maxItems: PROTOCOLS_MAX }))
    }),
    answer: FaultsBody
  }),
  cutLink: operation({
    id: 'cutLink',
    method: 'POST',
    path: '/v1/faults/links',
    tag: 'faults',
    summary: 'Loses every message from and to a vehicle, or ends that',
    body: strict({ peer: Name, cut: Type.Boolean(), protocol: Type.Optional(Name) }),
    answer: FaultsBody
  }),
  crash: operation({
    id: 'crash',
    method: 'POST',
    path: '/v1/faults/crash',
    tag: 'faults',
    summary: 'Ends the process at once, as a failure would: nothing is finished, nobody is told',
    status: 202,
    answer: Type.Object({ crashing: Type.Boolean() })
  })
}
