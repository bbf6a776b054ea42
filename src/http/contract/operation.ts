/**
 * What the control API can be asked, as data: every route is an operation with the schemas of what it
 * takes and gives. The server checks requests by them, the document is written from them, and the types
 * of the client follow from them; so no two of the three can tell different things.
 */
import type { Static, TObject, TSchema } from 'typebox'

export type Tag =
  | 'node'
  | 'booths'
  | 'records'
  | 'chains'
  | 'groups'
  | 'key-value'
  | 'bank'
  | 'ring'
  | 'faults'
  | 'events'

export interface Operation {
  /** For programs that are made from the document; the same for ever. */
  readonly id: string
  readonly method: 'GET' | 'POST'
  /** Its parameters in braces: `/v1/chains/{chain}`. */
  readonly path: string
  readonly tag: Tag
  readonly summary: string
  /** It tells nothing, so it needs no token. */
  readonly isOpen?: true
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TObject
  /** Media types of a body that is a file. */
  readonly file?: readonly string[]
  /**
   * What the idempotency key of a change is: the `operation` of its body, whose answer the vehicles tell
   * again; an operation whose answer this vehicle has to remember (`remembered`); by default, something
   * that only this vehicle knows.
   */
  readonly key?: 'operation' | 'remembered' | 'none'
  /** Of a success. Default: 200. */
  readonly status?: 201 | 202
  /** The answer as JSON. */
  readonly answer?: TSchema
  /** Status with which the same answer comes besides. */
  readonly also?: 503
  /** Media type of an answer in text. */
  readonly text?: string
  /** One line of an answer in JSON lines. */
  readonly lines?: TSchema
  /** What stands in the data of one server-sent event. */
  readonly events?: TSchema
}

/** Keeps the type of every part. */
export function operation<const O extends Operation>(described: O): O {
  return described
}

/** A value as it was read: nobody changes it, and what may be missing may be undefined. */
export type Plain<T> = T extends readonly (infer Item)[]
  ? readonly Plain<Item>[]
  : T extends object
    ? {
        readonly [Name in keyof T]: T extends Required<Pick<T, Name>>
          ? Plain<T[Name]>
          : Plain<T[Name]> | undefined
      }
    : T

/** A value before it is sent: in a list JSON makes null of undefined. */
export type Sendable<T> = T extends readonly (infer Item)[]
  ? readonly (Sendable<Item> | (null extends Item ? undefined : never))[]
  : T extends object
    ? {
        readonly [Name in keyof T]: T extends Required<Pick<T, Name>>
          ? Sendable<T[Name]>
          : Sendable<T[Name]> | undefined
      }
    : T

/** As it is after the check. */
export type StaticOf<S, None = undefined> = S extends TSchema ? Static<S> : None

export type ParamsOf<O extends Operation> = Plain<StaticOf<O['params']>>
export type QueryOf<O extends Operation> = Plain<StaticOf<O['query']>>
export type BodyOf<O extends Operation> = Plain<StaticOf<O['body']>>
export type AnswerOf<O extends Operation> = Plain<StaticOf<O['answer'], never>>
export type LineOf<O extends Operation> = Plain<StaticOf<O['lines'], never>>
export type EventOf<O extends Operation> = Plain<StaticOf<O['events'], never>>

/** What a handler gives: the answer before it is sent, or a text. */
export type GivenOf<O extends Operation> = O['answer'] extends TSchema
  ? Sendable<Static<O['answer']>>
  : O['text'] extends string
    ? string
    : never
/** One line before it is sent. */
export type GivenLineOf<O extends Operation> = Sendable<StaticOf<O['lines'], never>>
