/**
 * Mutants of what is verified without a vehicle.
 */
import { type Killer, type Mutant, tests } from './mutant.ts'

const KILLERS: readonly Killer[] = [tests('test/unit/portable/verify-export.test.ts')]
const file = 'src/portable/verify-export.ts'

export const PORTABLE_MUTANTS: readonly Mutant[] = [
  {
    id: 'portable-believes-any-signatures',
    file,
    find: '} else if (!verifyCertificate(crypto, fleet, known, booth, certificate)) {',
    replace: '} else if (false) {',
    rule: 'A certificate counts with a quorum of valid signatures.',
    killers: KILLERS
  },
  {
    id: 'portable-believes-any-booth',
    file,
    find: 'const reason = booth === undefined ? undefined : boothFault(crypto, fleet, known, booth)',
    replace:
      'const reason = booth === undefined ? boothFault(crypto, fleet, known, booth!) : undefined',
    rule: 'A booth counts when it is signed by who may open it, with members of the fleet.',
    killers: KILLERS
  },
  {
    id: 'portable-believes-any-block',
    file,
    find: '? (blockFault(crypto, known, block) ?? linkFault(known, before, block))',
    replace: '? linkFault(known, before, block)',
    rule: 'A block counts when its proposer signed it.',
    killers: KILLERS
  },
  {
    id: 'portable-takes-a-part-for-the-whole',
    file,
    find: '      if (endsWith !== count.blocks) {',
    replace: '      if (endsWith !== undefined && endsWith !== count.blocks) {',
    rule: 'An export that was cut off is not sound.',
    killers: KILLERS
  },
  {
    id: 'portable-hands-over-what-is-not-covered',
    file,
    find: '      waiting.push(block)\n',
    replace:
      '      waiting.push(block)\n      onBlock?.(block, undefined as never, undefined as never)\n',
    rule: 'A block is handed over once a certificate covers it.',
    killers: KILLERS
  }
]
