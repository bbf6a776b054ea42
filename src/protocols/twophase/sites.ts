/**
 * The rings that a vehicle has to do with, each with its site.
 *
 * Keeps: rings of its own groups always find a place, and one that it takes part in, or of which it has
 * written something, keeps its own. Of the others, the one longest idle gives way to the next.
 */
import type { TwophaseRules } from '../../core/engine-rules.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Site } from './site.ts'

export interface Sites {
  /** Those that have a place. */
  all(): readonly Site[]
  get(chain: ChainId): Site | undefined
  /** One that has a place or finds one; undefined when there is none, or the chain is no ring. */
  use(chain: ChainId): Site | undefined
}

export interface SitesPorts {
  isMember(chain: ChainId): boolean
  /** Undefined for a chain that is no ring. */
  rulesOf(chain: ChainId): TwophaseRules | undefined
  /** `count` sites were created before in this start. */
  create(chain: ChainId, rules: TwophaseRules, count: number): Site
}

/** Rings that one vehicle has to do with, but for those of its own groups. */
const SITES_MAX = 128

/** `kept` are those of which something is on disk. */
export function createSites(
  kept: ReadonlySet<ChainId>,
  { isMember, rulesOf, create }: SitesPorts
): Sites {
  /** The one used last at the end. */
  const sites = new Map<ChainId, Site>()
  let created = 0

  const hasRoom = (): boolean => {
    const others = [...sites.keys()].filter((chain) => !isMember(chain))
    if (others.length < SITES_MAX) {
      return true
    }
    for (const [chain, site] of sites) {
      if (!kept.has(chain) && site.isIdle) {
        return sites.delete(chain)
      }
    }
    return false
  }

  const begin = (chain: ChainId): Site | undefined => {
    const rules = rulesOf(chain)
    const hasPlace = rules !== undefined && (isMember(chain) || kept.has(chain) || hasRoom())
    return hasPlace ? create(chain, rules, created++) : undefined
  }

  return {
    all: () => [...sites.values()],
    get: (chain) => sites.get(chain),
    use(chain) {
      const site = sites.get(chain) ?? begin(chain)
      if (site !== undefined) {
        sites.delete(chain)
        sites.set(chain, site)
      }
      return site
    }
  }
}
