/**
 * The twophase machine: transactions over keys that are spread on rings of vehicles, decided in the log
 * of each ring's group.
 *
 * Keeps: T1 to T9 of docs/protocols/twophase.md, together with the state of the ring.
 * Source: Gray and Lamport, "Consensus on transaction commit" (2006); consistent hashing (Karger and
 * others, 1997); differs from them: see docs/protocols/twophase.md.
 */
import { fromUtf8, toUtf8 } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import { machineKey } from '../../core/keyspace.ts'
import type { Disk } from '../../core/machine.ts'
import { coordinatorName } from './coordinator-name.ts'
import { resolveTwophaseOptions, type TwophaseOptions } from './options.ts'
import { chainsOnDisk } from './records.ts'
import { createSite, type Site } from './site.ts'
import type { Out, TwophaseMachine, TwophasePorts } from './types.ts'

/** Rings that one vehicle has to do with, but for those of its own groups, which always find a place. */
const SITES_MAX = 128

const STARTS_KEY = machineKey('twophase', 'starts')
const CHANCE_BYTES = 16

/** @throws InvalidInputError when an option is out of its range */
export function createTwophase(
  environment: Environment,
  options: TwophaseOptions | undefined,
  disk: Disk,
  ports: TwophasePorts
): TwophaseMachine {
  const { self, crypto, random, isDamaged } = environment
  const settings = resolveTwophaseOptions(options)
  const stored = disk.state.get(STARTS_KEY)
  const starts = stored === undefined ? 1 : Number(fromUtf8(stored)) + 1
  // A damaged disk may have forgotten starts; names of transactions are not used twice all the same.
  const chance = isDamaged ? random.bytes(CHANCE_BYTES).join('.') : ''
  const sites = new Map<ChainId, Site>()

  const siteOf = (chain: ChainId): Site | undefined => {
    const known = sites.get(chain)
    const rules = known === undefined ? ports.rulesOf(chain) : undefined
    const hasPlace = sites.size < SITES_MAX || ports.isMember(chain)
    if (known !== undefined || rules === undefined || !hasPlace) {
      return known
    }
    const start = `${starts} ${chance}`
    const run = coordinatorName(crypto, { self, incarnation: ports.incarnation, start, chain })
    const site = createSite(environment, settings, chain, rules, disk, ports, run)
    sites.set(chain, site)
    return site
  }

  /** The site that a timer belongs to: `twophase:<what>:<chain>`. */
  const siteNamed = (id: string): Site | undefined => sites.get(id.slice(id.lastIndexOf(':') + 1))

  const refuse = (id: string, chain: ChainId, out: Out): void => {
    const message = `${chain} is no chain of the engine twophase that is known here`
    const reply = { type: 'refused', reason: 'unknownChain', message, retry: false } as const
    out.push({ type: 'reply', id, reply })
  }

  return {
    answered: (nowMs, id, answer, out) => siteNamed(id)?.answered(nowMs, id, answer, out),
    step(nowMs, event, out) {
      switch (event.type) {
        case 'start': {
          const value = toUtf8(String(starts))
          out.push({ type: 'write', ops: [{ type: 'put', key: STARTS_KEY, value }] })
          // A chain that is only known, as that of any group in the archive, is no matter of this vehicle.
          const own = ports.chains().filter(ports.isMember)
          for (const chain of new Set([...chainsOnDisk(disk), ...own])) {
            siteOf(chain)?.start(nowMs, out)
          }
          break
        }
        case 'message':
          siteOf(event.message.chain)?.message(nowMs, event.from, event.message, out)
          break
        case 'timer':
          siteNamed(event.id)?.timer(nowMs, event.id, out)
          break
        case 'request': {
          const { chain } = event.request
          const site = siteOf(chain)
          if (site === undefined) {
            refuse(event.id, chain, out)
          } else {
            site.request(nowMs, event.id, event.request, out)
          }
          break
        }
        case 'signal':
          switch (event.signal.type) {
            case 'adopted':
            case 'decided':
            case 'snapshot':
              siteOf(event.signal.chain)?.refresh(nowMs, out)
              break
            default:
          }
          break
        case 'loaded':
        case 'connected':
        case 'disconnected':
          break
      }
    },
    status: (nowMs) => ({ sites: [...sites.values()].map((site) => site.status(nowMs)) })
  }
}
