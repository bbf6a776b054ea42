/**
 * A problem as it travels.
 *
 * Source: RFC 9457.
 */

/** The body of every answer that is no success. */
export interface Problem {
  /** `/docs/errors#<code>`, which the vehicle that answered serves. */
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  /** One sentence: what, which value, what would be right. */
  readonly detail: string
  /** True when the same request may succeed later. */
  readonly retry: boolean
  /** With an unknown outcome: ask again with this operation. */
  readonly operation?: string
  /** Facts of the refusal, such as the vehicles asked. */
  readonly facts?: Readonly<Record<string, unknown>>
}
