/**
 * Mutants of what a vehicle is run with: its addresses, its token, the owner of its files, its image.
 */
import { type Mutant, tests } from './mutant.ts'

export const DEPLOY_MUTANTS: readonly Mutant[] = [
  {
    id: 'announce-in-is-a-wish',
    file: 'src/node/network/addresses.ts',
    find: "    return addresses.filter((address) => isWithin(hostOf(address) ?? ''))\n",
    replace:
      "    const told = addresses.filter((address) => isWithin(hostOf(address) ?? ''))\n    return told.length > 0 ? told : addresses\n",
    rule: 'Where subnets are named, nothing outside of them is told.',
    killers: [tests('test/unit/node/network/addresses.test.ts')]
  },
  {
    id: 'token-of-a-word',
    file: 'src/http/token.ts',
    find: '  if (token.length < TOKEN_BYTES) {\n',
    replace: '  if (token.length === 0) {\n',
    rule: 'A token that could be guessed is none.',
    killers: [tests('test/unit/http/token.test.ts')]
  },
  {
    id: 'root-keeps-what-it-makes',
    file: 'src/node/secret-files.ts',
    find: '    await giveToOwner(draft)\n',
    replace: '',
    rule: 'What root makes in the directory of a user belongs to that user.',
    killers: [tests('test/unit/node/owner.test.ts')]
  },
  {
    id: 'root-keeps-what-it-opens',
    file: 'src/node/backup/take.ts',
    find: '    await giveAllToOwner(path, dataDir)\n',
    replace: '',
    rule: 'A vehicle can use its store after root has backed it up.',
    killers: [tests('test/unit/node/owner.test.ts')]
  },
  {
    id: 'image-without-licences',
    file: 'docker/slim.mjs',
    find: ' && !LICENCE.test(entry.name)',
    replace: '',
    rule: 'Licences of other packages stay in the image.',
    killers: [tests('test/unit/docker/slim.test.ts')]
  }
]
