/**
 * Numbers that a log gives and that only grow, also when survivors of its group have gone on without what
 * the lost members had decided. Each such recovery begins a line: the upper part of a number is that of
 * its line, so numbers of what was lost are not given again.
 */

/** Numbers of one line; more than any ring has changes. */
const LINE = 2 ** 32

/** The first number of the line behind that of `number`. */
export function nextLine(number: number): number {
  return (lineOf(number) + 1) * LINE
}

/**
 * Whether the log that has reached `now` has given a number, and has not lost it: `ends` are the last numbers
 * of its lines that have ended, ascending.
 */
export function isKept(number: number, now: number, ends: readonly number[]): boolean {
  const line = lineOf(number)
  const end = line === lineOf(now) ? now : ends.find((one) => lineOf(one) === line)
  return end !== undefined && number <= end
}

function lineOf(number: number): number {
  return Math.floor(number / LINE)
}
