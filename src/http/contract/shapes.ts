/**
 * Shapes that more than one part of the control API takes or gives.
 *
 * What comes in may have no field but those named; what goes out may get more in later versions.
 */
import { type TObject, Type } from 'typebox'
import { MEMBERS_MAX, NUMBER_MAX, OPERATION_CHARACTERS_MAX } from '../../core/limits.ts'
import { CATALOGUE } from '../../node/catalogue.ts'
import { PATIENCE_MS_MAX } from '../../node/patience.ts'

const NAME_MAX = 128

export const Name = Type.String({ minLength: 1, maxLength: NAME_MAX })
export const Names = Type.Array(Name, { maxItems: MEMBERS_MAX })
export const Height = Type.Integer({ minimum: 1, maximum: NUMBER_MAX })
export const DeadlineMs = Type.Integer({ minimum: 1, maximum: PATIENCE_MS_MAX })
export const Chain = Type.Optional(Name)
export const OperationId = Type.Optional(
  Type.String({ minLength: 1, maxLength: OPERATION_CHARACTERS_MAX })
)
export const Flag = Type.Optional(Type.Boolean())
export const Text = Type.Optional(Type.String())
/** How long the node tries. */
export const timeout = { timeoutMs: Type.Optional(DeadlineMs) }

export const Strings = Type.Array(Type.String())
export const Count = Type.Integer({ minimum: 0 })
export const Range = Type.Object({ from: Type.Integer(), to: Type.Integer() })
export const Ranges = Type.Array(Range)

/** An object that may have only these fields. */
export function strict<P extends Parameters<typeof Type.Object>[0]>(properties: P): TObject<P> {
  return Type.Object(properties, { additionalProperties: false })
}

/** Whatever fields, by name. */
export const Anything = Type.Record(Type.String(), Type.Unknown())

export const ProblemBody = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String({
    pattern: '^ERR_[A-Z_]+$',
    description: 'What each means: /docs/errors. A later version may have more.',
    examples: Object.keys(CATALOGUE)
  }),
  detail: Type.String(),
  retry: Type.Boolean(),
  operation: Type.Optional(Type.String()),
  facts: Type.Optional(Anything)
})

/** The last line of an answer in JSON lines that failed in the middle. */
export const ErrorLine = Type.Object({ type: Type.Literal('error'), problem: ProblemBody })
