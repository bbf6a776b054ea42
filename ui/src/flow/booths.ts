/**
 * The members of booths, as the events of the page tell them.
 */
import type { NodeEvent } from '../../../src/node/events.ts'
import { onEvents } from '../live/feed.ts'
import { certify, chains, self } from '../live/state.ts'
import type { Surroundings } from './steps.ts'

const BOOTHS_MAX = 500
const members = new Map<string, readonly string[]>()

onEvents((events: readonly NodeEvent[]) => {
  for (const { detail } of events) {
    const { booth, members: told } = detail
    if (typeof booth === 'string' && Array.isArray(told)) {
      members.set(booth, told.map(String))
    }
  }
  for (const booth of [...members.keys()].slice(0, Math.max(0, members.size - BOOTHS_MAX))) {
    members.delete(booth)
  }
})

export function surroundings(): Surroundings {
  const proposers = new Map(chains.value.map(({ chain, proposer }) => [chain, proposer]))
  return {
    self: self.value,
    proposerOf: (chain) => proposers.get(chain),
    membersOf(chain, booth) {
      const open = certify.value?.proposing.find((one) => one.chain === chain)?.booth?.members
      return (booth === undefined ? undefined : members.get(booth)) ?? open ?? []
    }
  }
}
