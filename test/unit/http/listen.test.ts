/**
 * Where the control API listens: what is in its place.
 */
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listen } from '../../../src/http/listen.ts'

const CONTROL = { what: 'the control API', flag: '--http' }
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vguard-listen-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('listen on a unix socket', () => {
  test('a file of somebody is not taken for the socket of a crash', async () => {
    const path = join(folder, 'letters.txt')
    await writeFile(path, 'precious')
    await expect(listen(fastify(), { type: 'unix', path }, CONTROL)).rejects.toMatchObject({
      code: 'ERR_PORT_TAKEN'
    })
    await expect(readFile(path, 'utf8')).resolves.toBe('precious')
  })

  test('the socket of a process that was killed is no obstacle, that of one that listens is', async () => {
    const path = join(folder, 'api.sock')
    const source = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`
    spawnSync(process.execPath, ['-e', source])
    expect((await stat(path)).isSocket()).toBe(true)
    const app = fastify()
    await expect(listen(app, { type: 'unix', path }, CONTROL)).resolves.toEqual({
      type: 'unix',
      path
    })
    await expect(listen(fastify(), { type: 'unix', path }, CONTROL)).rejects.toMatchObject({
      code: 'ERR_PORT_TAKEN'
    })
    await app.close()
  })
})
