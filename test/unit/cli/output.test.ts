/**
 * What commands write: results that cannot be written whole, and new files.
 */
import { spawnSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { EXIT } from '../../../src/cli/exit-codes.ts'
import { watchOutputs, writeNewFile } from '../../../src/cli/output.ts'

const folder = mkdtempSync(join(tmpdir(), 'vguard-output-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => {
  process.exitCode = undefined
})

/** An output that fails with this code; returns the exit codes that were asked for, and what was said. */
function failingWith(code: string, which: 'stdout' | 'stderr' = 'stdout') {
  const said: string[] = []
  const exits: number[] = []
  const output = () =>
    Object.assign(new EventEmitter(), { write: (text: string) => said.push(text) })
  const outputs = { stdout: output(), stderr: output() }
  watchOutputs(outputs as never, (exit) => exits.push(exit))
  outputs[which].emit('error', Object.assign(new Error('no'), { code }))
  return { exits, said: said.join('') }
}

describe('outputs of a command', () => {
  test('a result that the disk does not take is no success', () => {
    const full = failingWith('ENOSPC')
    expect(full.exits).toEqual([EXIT.diskFull])
    expect(full.said).toMatch(/^error: standard output cannot be written: .*full\n$/)
    expect(failingWith('EIO').exits).toEqual([EXIT.failed])
  })

  test('a reader that has enough is one, unless a part is worth nothing', () => {
    expect(failingWith('EPIPE')).toEqual({ exits: [EXIT.ok], said: '' })
    process.exitCode = EXIT.failed
    expect(failingWith('EPIPE').exits).toEqual([EXIT.failed])
  })

  test('a log that nobody takes ends nothing', () => {
    for (const code of ['ENOSPC', 'EPIPE']) {
      expect(failingWith(code, 'stderr'), code).toEqual({ exits: [], said: '' })
    }
  })

  test.skipIf(process.platform !== 'linux')('the program itself says so', () => {
    const words = ['--import', 'tsx', 'bin/vguard-node.ts', 'api']
    const { status, stderr } = spawnSync(
      '/bin/sh',
      ['-c', 'exec "$0" "$@" > /dev/full', process.execPath, ...words],
      { encoding: 'utf8' }
    )
    expect(status).toBe(EXIT.diskFull)
    expect(stderr).toContain('standard output cannot be written')
  })
})

describe('a new file', () => {
  const options = { what: 'export', signal: new AbortController().signal }

  test('is written whole, for its owner only, and over nothing', async () => {
    const path = join(folder, 'whole')
    await writeNewFile(path, lines('a\n', 'b\n'), options)
    expect(readFileSync(path, 'utf8')).toBe('a\nb\n')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    await expect(writeNewFile(path, lines('c\n'), options)).rejects.toMatchObject({
      message: `${path} is there already: an export overwrites nothing`,
      exitCode: EXIT.rejected
    })
    expect(readFileSync(path, 'utf8')).toBe('a\nb\n')
    await expect(writeNewFile(join(folder, 'no', 'file'), lines(), options)).rejects.toMatchObject({
      exitCode: EXIT.unreadableFile
    })
  })

  test('is not there when what it is made of breaks off, or the person interrupts', async () => {
    const broken = async function* () {
      yield 'a\n'
      await Promise.resolve()
      throw new Error('broke off')
    }
    const path = join(folder, 'part')
    await expect(writeNewFile(path, broken(), options)).rejects.toThrow('broke off')
    const signal = AbortSignal.abort(new Error('interrupted'))
    await expect(writeNewFile(path, lines('a\n'), { ...options, signal })).rejects.toThrow(
      'interrupted'
    )
    expect(readdirSync(folder)).toEqual(['whole'])
  })
})

async function* lines(...texts: readonly string[]): AsyncGenerator<string> {
  yield* texts
}
