/**
 * The client of the control API: every call of a running vehicle, typed by method and path.
 *
 *   import { createControlClient, parseControlAddress } from 'vguard-node/client'
 *
 *   const car = createControlClient({ address: parseControlAddress('127.0.0.1:9860'), token })
 *   const { health } = await car.get('/v1/status')
 *   await car.post('/v1/kv/{group}/put', { params: { group: 'settings' }, body: { key: 'a', value: 1 } })
 *
 * Keeps: it loads neither libp2p nor the store nor any schema.
 */
export { type ControlAddress, parseControlAddress } from './http/address.ts'
export type * from './http/answers.ts'
export type {
  AnswerAt,
  AnswerPath,
  BodyAt,
  EventAt,
  FileBody,
  LineAt,
  LinesPath,
  QueryAt,
  TextPath
} from './http/calls.ts'
export {
  type ControlClient,
  type ControlClientOptions,
  createControlClient,
  ProblemError,
  UnreachableError
} from './http/client.ts'
export type { Problem } from './http/problem.ts'
export { OutcomeUnknownError, TimedOutError, VGuardError } from './node/errors.ts'
