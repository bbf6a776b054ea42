/**
 * What the worlds of a suite are made of: a digest of the suite and of all that it imports, bundled and
 * minified.
 *
 * Keeps: another comment, another page of documentation or another file that the suite does not reach
 * leaves the digest as it is; another word of code in the suite, in a machine or in a package does not.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { ROOT } from './source.ts'

/**
 * SHA-256 of the program of the suite, as 64 hexadecimal digits.
 *
 * @throws Error of the bundler when there is no such suite, or its sources cannot be bundled
 */
export async function suiteDigest(suite: string): Promise<string> {
  return await programDigest(join(ROOT, 'src', 'sim', suite, 'suite.ts'))
}

/** The same of any module, by its path. */
export async function programDigest(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      write: false,
      minify: true,
      rolldownOptions: { output: { codeSplitting: false } }
    }
  })
  const hash = createHash('sha256')
  for (const { output } of [built].flat() as readonly Rolldown.RolldownOutput[]) {
    for (const part of output) {
      hash.update(part.type === 'chunk' ? part.code : part.source)
    }
  }
  return hash.digest('hex')
}
