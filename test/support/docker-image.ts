/**
 * The image of a vehicle, built without any registry: on a base that holds Node and the libraries that
 * it is linked with, from the product with its packages.
 */
import { cpSync, mkdirSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checked, type Engine, run } from './docker-engine.ts'
import { temporaryFolder } from './program.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const BASE = 'vguard-base:test'
export const IMAGE = 'vguard-node:test'
const INSTALL = 'npm ci --omit=dev --ignore-scripts --prefer-offline --no-fund --no-audit'

export interface Parts {
  /** Root of the base image. */
  readonly base: string
  /** Build context. */
  readonly context: string
}

/** What the image is made of, in temporary folders. */
export async function makeParts(): Promise<Parts> {
  const base = temporaryFolder()
  const node = realpathSync(process.execPath)
  const linked = checked(['ldd'], await run(['ldd', node], {})).match(/\/\S+/g) ?? []
  for (const [from, to] of [[node, '/usr/bin/node'], ...linked.map((path) => [path, path])]) {
    const target = join(base, to ?? '')
    mkdirSync(dirname(target), { recursive: true })
    cpSync(from ?? '', target, { dereference: true })
  }
  const context = temporaryFolder()
  const app = join(context, 'app')
  for (const name of ['package.json', 'package-lock.json', 'dist']) {
    cpSync(join(ROOT, name), join(app, name), { recursive: true })
  }
  cpSync(join(ROOT, 'docker', 'slim.mjs'), join(context, 'docker', 'slim.mjs'))
  checked([INSTALL], await run(INSTALL.split(' '), {}, app))
  return { base, context }
}

export async function buildImage(engine: Engine, { base, context }: Parts): Promise<void> {
  await engine.pipe(['tar', '-C', base, '-c', '.'], 'import', '-', BASE)
  const build = ['build', '--network', 'none', '--build-arg', `BASE_IMAGE=${BASE}`]
  const file = join(ROOT, 'docker', 'Dockerfile')
  await engine.docker(...build, '--build-arg', 'APP=prepared', '-t', IMAGE, '-f', file, context)
}
