/**
 * Amounts as decimal digits: JSON has no other way to carry all of them.
 */

/** A value in which amounts are decimal digits. */
type Digits<T> = T extends bigint
  ? string
  : T extends object
    ? { readonly [Name in keyof T]: Digits<T[Name]> }
    : T

export function withDigits<T extends object>(value: T): Digits<T> {
  return JSON.parse(
    JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one))
  )
}
