/**
 * What is wrong with a request, as one sentence for people: the place, and what may stand there.
 */

/** A finding of the validator. */
export interface SchemaFault {
  readonly keyword: string
  /** `/whenTrue/0/type`; empty for the whole. */
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string | undefined
}

/** `where` is `body`, `querystring` or `params`. */
export function schemaText(faults: readonly SchemaFault[], where: string): string {
  // Of alternatives each tells its own fault, and then one tells that none fits.
  const first = faults.find(({ keyword }) => keyword !== 'anyOf') ?? faults[0]
  if (first === undefined) {
    return `the ${where} is malformed`
  }
  const { keyword, instancePath, params, message = 'is malformed' } = first
  const place = `${where}${instancePath.replace(/\/(\d+)/g, '[$1]').replaceAll('/', '.')}`
  switch (keyword) {
    case 'const': {
      const allowed = faults
        .filter((fault) => fault.keyword === 'const' && fault.instancePath === instancePath)
        .map((fault) => String(fault.params['allowedValue']))
      return `${place} must be ${listText([...new Set(allowed)])}`
    }
    case 'enum': {
      const allowed = params['allowedValues']
      return `${place} must be ${listText(Array.isArray(allowed) ? allowed.map(String) : [])}`
    }
    case 'additionalProperties':
      return `${place} has "${String(params['additionalProperty'])}", which is not known there`
    case 'required':
      return `${place} lacks "${String(params['missingProperty'])}"`
    default:
      return `${place} ${message.replace(' NOT ', ' not ')}`
  }
}

function listText(words: readonly string[]): string {
  const [last = '', ...before] = [...words].reverse()
  return before.length === 0 ? last : `${before.reverse().join(', ')} or ${last}`
}
