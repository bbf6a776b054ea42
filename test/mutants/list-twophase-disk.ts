/**
 * Mutants of the engine twophase: what an owner has on disk before anybody hears of it, how much that may
 * be, and the versions of keys whose removal it has forgotten.
 */
import { type Mutant, tests, twophaseSim } from './mutant.ts'

const PARTICIPANT = tests('test/unit/protocols/twophase/participant.test.ts')
const VERSIONS = tests('test/unit/protocols/twophase/versions.test.ts')

export const TWOPHASE_DISK_MUTANTS: readonly Mutant[] = [
  {
    id: 'twophase-prepares-any-number',
    file: 'src/protocols/twophase/prepared.ts',
    find: '      counts.total >= PREPARED_MAX ||\n',
    replace: '',
    rule: 'A vehicle prepares a bounded number of transactions.',
    killers: [PARTICIPANT]
  },
  {
    id: 'twophase-lock-goes-before-it-is-done',
    file: 'src/protocols/twophase/participant.ts',
    find: '    store.put({ key, version, changes, kind, value: bytes }, ops)\n',
    replace:
      '    parts.afterDisk(() => store.put({ key, version, changes, kind, value: bytes }, ops))\n',
    rule: 'The lock of a key goes in the same write in which what was decided is done.',
    killers: [PARTICIPANT]
  },
  {
    id: 'twophase-does-the-first-key-only',
    file: 'src/protocols/twophase/participant.ts',
    find: 'for (const key of prepared.portion.keys) {',
    replace: 'for (const key of prepared.portion.keys.slice(0, 1)) {',
    rule: 'What was decided is done for all keys of a transaction in the write that finishes it.',
    killers: [twophaseSim(20)]
  },
  {
    id: 'twophase-acknowledged-before-done',
    file: 'src/protocols/twophase/sender.ts',
    find: "out.push({ type: 'send', to, protocol: 'twophase', message })",
    replace: "out.push({ type: 'send', to, protocol: 'twophase', message, isEarly: true })",
    rule: 'A vote and an acknowledgement leave after what they rest on is on disk.',
    killers: [twophaseSim(20)]
  },
  {
    id: 'twophase-own-word-before-disk',
    file: 'src/protocols/twophase/site.ts',
    find: "new Set(['votes', 'acks'])",
    replace: 'new Set([])',
    rule: 'A vehicle hears its own vote and acknowledgement when they are on its disk.',
    killers: [PARTICIPANT]
  },
  {
    id: 'twophase-forgets-versions-of-removed-keys',
    file: 'src/protocols/twophase/store.ts',
    find: '        floor = Math.max(floor, map.get(key)?.version ?? 0)\n',
    replace: '',
    rule: 'Of removed keys that are forgotten the greatest version is remembered.',
    killers: [VERSIONS]
  },
  {
    id: 'twophase-floor-goes-down',
    file: 'src/protocols/twophase/store.ts',
    find: '        floor = Math.max(floor, map.get(key)?.version ?? 0)\n',
    replace: '        floor = map.get(key)?.version ?? 0\n',
    rule: 'What is remembered of forgotten keys never goes down.',
    killers: [VERSIONS]
  },
  {
    id: 'twophase-floor-not-on-disk',
    file: 'src/protocols/twophase/upkeep.ts',
    find: '        standing.note({ floor: store.floor })\n',
    replace: '',
    rule: 'What is remembered of forgotten keys is on disk when they are forgotten.',
    killers: [VERSIONS]
  },
  {
    id: 'twophase-joiner-knows-no-floor',
    file: 'src/protocols/twophase/upkeep.ts',
    find: '      store.raise(floor)\n',
    replace: '      void floor\n',
    rule: 'Who fetches keys takes over which versions were forgotten.',
    killers: [VERSIONS]
  },
  {
    id: 'twophase-joiner-floor-goes-down',
    file: 'src/protocols/twophase/store.ts',
    find: '      floor = Math.max(floor, other)\n',
    replace: '      floor = other\n',
    rule: 'Of all sources the greatest version that was forgotten counts.',
    killers: [VERSIONS]
  },
  {
    id: 'twophase-joiner-floor-not-on-disk',
    file: 'src/protocols/twophase/upkeep.ts',
    find: 'standing.note({ readyFor: version, floor: store.floor })',
    replace: 'standing.note({ readyFor: version })',
    rule: 'Who says that it is ready has on disk which versions were forgotten.',
    killers: [VERSIONS]
  },
  {
    id: 'twophase-forgets-while-keys-come',
    file: 'src/protocols/twophase/site.ts',
    find: 'if (!upkeep.isFetching && store.',
    replace: 'if (store.',
    rule: 'While keys are fetched no removed one is forgotten.',
    killers: [VERSIONS]
  },
  {
    id: 'twophase-forgets-before-it-knows-the-ring',
    file: 'src/protocols/twophase/upkeep.ts',
    find: 'return !isKnown || (mustFetch',
    replace: 'return (isKnown || ring !== undefined) && (mustFetch',
    rule: 'After a restart no removed key is forgotten before the ring in force is known.',
    killers: [VERSIONS]
  },
  {
    id: 'twophase-floor-is-noted-only-when-it-rises',
    file: 'src/protocols/twophase/store.ts',
    find: '      const isOver = removed.size > max\n      for (const key of removed) {\n        if (removed.size <= max) {\n          break\n        }\n        floor = Math.max(floor, map.get(key)?.version ?? 0)\n        drop(key, ops)\n      }\n      return isOver\n',
    replace:
      '      const before = floor\n      for (const key of removed) {\n        if (removed.size <= max) {\n          break\n        }\n        floor = Math.max(floor, map.get(key)?.version ?? 0)\n        drop(key, ops)\n      }\n      return floor > before\n',
    rule: 'Which versions were forgotten is on disk, also when more was forgotten elsewhere.',
    killers: [VERSIONS]
  }
]
