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
import type { Disk, Reply } from '../../core/machine.ts'
import { refused } from '../../core/reply.ts'
import { coordinatorName } from './coordinator-name.ts'
import { resolveTwophaseOptions, type TwophaseOptions } from './options.ts'
import { chainsOnDisk } from './records.ts'
import { createSite, type Site } from './site.ts'
import { createSites } from './sites.ts'
import type { TwophaseMachine, TwophasePorts } from './types.ts'

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
  const onDisk = chainsOnDisk(disk)
  const sites = createSites(onDisk, {
    isMember: ports.isMember,
    rulesOf: ports.rulesOf,
    create(chain, rules, count) {
      // A site that gave way may come back in the same start, and must name nothing twice.
      const start = `${starts} ${chance} ${count}`
      const run = coordinatorName(crypto, { self, incarnation: ports.incarnation, start, chain })
      return createSite(environment, settings, chain, rules, disk, ports, run)
    }
  })

  /** The site that a timer belongs to: `twophase:<what>:<chain>`. */
  const siteNamed = (id: string): Site | undefined => sites.get(id.slice(id.lastIndexOf(':') + 1))

  /** A chain that is only known, as that of any group in the archive, is no matter of this vehicle. */
  const siteTold = (chain: ChainId): Site | undefined =>
    ports.isMember(chain) ? sites.use(chain) : sites.get(chain)

  const refusal = (chain: ChainId): Reply =>
    ports.rulesOf(chain) === undefined
      ? refused(
          'unknownChain',
          `${chain} is no chain of the engine twophase that is known here`,
          false
        )
      : refused('busy', 'this vehicle has to do with as many rings as it may', true)

  return {
    answered: (nowMs, id, answer, out) => siteNamed(id)?.answered(nowMs, id, answer, out),
    step(nowMs, event, out) {
      switch (event.type) {
        case 'start': {
          const value = toUtf8(String(starts))
          out.push({ type: 'write', ops: [{ type: 'put', key: STARTS_KEY, value }] })
          const own = ports.chains().filter(ports.isMember)
          for (const chain of new Set([...onDisk, ...own])) {
            sites.use(chain)?.start(nowMs, out)
          }
          break
        }
        case 'message':
          sites.use(event.message.chain)?.message(nowMs, event.from, event.message, out)
          break
        case 'timer':
          siteNamed(event.id)?.timer(nowMs, event.id, out)
          break
        case 'request': {
          const { chain } = event.request
          const site = sites.use(chain)
          if (site === undefined) {
            out.push({ type: 'reply', id: event.id, reply: refusal(chain) })
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
              siteTold(event.signal.chain)?.refresh(nowMs, out)
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
    status: (nowMs) => ({ sites: sites.all().map((site) => site.status(nowMs)) })
  }
}
