/**
 * The closed formula of availability: backups that leave independently, at a rate, and are replaced
 * one at a time.
 *
 * A chain has m = k + 1 backups. Each leaves at the rate `lambda`; whoever is gone is replaced after
 * `repairMs` on average. Rates are per millisecond.
 * Source: a birth-and-death chain, the usual model of repairable systems.
 */

/** Steady part of time that a vehicle is there which leaves and comes back at these rates. */
export function presence(arrivals: number, departures: number): number {
  return arrivals / (arrivals + departures)
}

/** Mean time until all m backups are gone at once: mu^(m-1) / (m! lambda^m), in milliseconds. */
export function meanTimeToExhaustion(m: number, lambda: number, repairMs: number): number {
  return 1 / (factorial(m) * lambda ** m * repairMs ** (m - 1))
}

/** Part of the time that j of m backups are gone, for j = 0..m, with repair. */
export function sharesAway(m: number, lambda: number, repairMs: number): readonly number[] {
  const load = lambda * repairMs
  const weights = Array.from(
    { length: m + 1 },
    (_, j) => (factorial(m) / factorial(m - j)) * load ** j
  )
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

/** Without any repair: the part of chains of which neither proposer nor a backup is there. */
export function unreadableShare(m: number, away: number): number {
  return away ** (m + 1)
}

/** Part of m backups' chains that lose at least one when each is lost with this probability. */
export function touchedShare(m: number, lost: number): number {
  return 1 - (1 - lost) ** m
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1)
}
