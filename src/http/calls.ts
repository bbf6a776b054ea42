/**
 * The types of every call of the control API: by method and path, what is sent and what comes back.
 *
 * Keeps: types only, so that a client loads neither the schemas nor what they are made with.
 */
import type {
  AnswerOf,
  BodyOf,
  EventOf,
  LineOf,
  Operation,
  ParamsOf,
  QueryOf
} from './contract/operation.ts'
import type { Operations } from './contract/operations.ts'

export type Method = 'GET' | 'POST'

type AnyOperation = Operations[keyof Operations]

/** The operation with this method and path. */
export type At<M extends Method, P extends string> = Extract<
  AnyOperation,
  { readonly method: M; readonly path: P }
>

/** Paths of operations that answer with JSON, with JSON lines, and with a text. */
export type AnswerPath<M extends Method> = Extract<
  AnyOperation,
  { readonly method: M; readonly answer: unknown }
>['path']
export type LinesPath<M extends Method> = Extract<
  AnyOperation,
  { readonly method: M; readonly lines: unknown }
>['path']
export type TextPath = Extract<AnyOperation, { readonly text: string }>['path']

/** A body that is sent as it is, as it comes. */
export interface FileBody {
  readonly chunks: AsyncIterable<Uint8Array | string>
  readonly type: string
  readonly bytesTotal?: number | undefined
}

/** A part of a request that must be there when something in it must be. */
type Part<Name extends string, Value> = [Value] extends [undefined]
  ? unknown
  : object extends Value
    ? { readonly [N in Name]?: Value }
    : { readonly [N in Name]: Value }

interface KeyPart {
  /** The caller's id of this change: the same again does nothing twice. */
  readonly idempotencyKey?: string | undefined
}

export type SendOptions<O extends Operation> = Part<'params', ParamsOf<O>> &
  Part<'query', QueryOf<O>> &
  (O['body'] extends object ? { readonly body: BodyOf<O> } : unknown) &
  (O['file'] extends readonly string[] ? { readonly file: FileBody } : unknown) &
  (O['method'] extends 'POST' ? (O['key'] extends 'none' ? unknown : KeyPart) : unknown)

/** The options as the last argument, which may be left out when nothing must be sent. */
export type Sent<O extends Operation> =
  unknown extends SendOptions<O>
    ? []
    : object extends SendOptions<O>
      ? [options?: SendOptions<O>]
      : [options: SendOptions<O>]

export type AnswerAt<M extends Method, P extends string> = AnswerOf<At<M, P>>
export type LineAt<M extends Method, P extends string> = LineOf<At<M, P>>
export type EventAt<P extends string> = EventOf<At<'GET', P>>
export type QueryAt<M extends Method, P extends string> = QueryOf<At<M, P>>
export type BodyAt<M extends Method, P extends string> = BodyOf<At<M, P>>

/** What is sent, whatever it is sent to. */
export interface AnySendOptions {
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: object
  readonly file?: FileBody
  readonly idempotencyKey?: string | undefined
}
