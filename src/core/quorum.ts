/**
 * How many of n must agree.
 *
 * Source: n - f of n with f = floor((n-1)/3): two such quorums share n - 2f > f members, so at
 * least one correct one, for every n. V-Guard's floor(n/3)*2+1 does not hold for n = 2 mod 3.
 */

/** Members that may be Byzantine among n. */
export function faultsTolerated(n: number): number {
  return Math.floor((n - 1) / 3)
}

/** Signatures that certify a block among n members, the proposer's own included. */
export function certificateQuorum(n: number): number {
  return n - faultsTolerated(n)
}

/** The least number that two of any two such groups share a member: floor(n/2)+1. */
export function majority(n: number): number {
  return Math.floor(n / 2) + 1
}
