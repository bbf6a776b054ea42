/** The token of the control API: made once, or given in a file by somebody else. */
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadOrCreateToken, loadToken, readToken, readTokenFile } from '../../../src/http/token.ts'
import { IdentityError } from '../../../src/node/secret-files.ts'

const TOKEN = 'a-word-of-thirty-two-characters.'
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vguard-token-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function given(text: string, mode = 0o400): string {
  const path = join(folder, 'secret')
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

describe('token', () => {
  test('token: made once for the owner only, and the same from then on', async () => {
    const token = await loadOrCreateToken(folder)
    expect(token.length).toBeGreaterThan(40)
    expect(await loadOrCreateToken(folder)).toBe(token)
    expect(readToken(folder)).toBe(token)
    expect(statSync(join(folder, 'api-token')).mode & 0o077).toBe(0)
  })

  test('token: given in a file, without the end of its line', async () => {
    const path = given(`${TOKEN}\n`)
    expect(await loadToken(path)).toBe(TOKEN)
    expect(readTokenFile(path)).toBe(TOKEN)
    expect(readToken(join(folder, 'nowhere'))).toBeUndefined()
    const nowhere = join(folder, 'nowhere')
    expect(() => readTokenFile(nowhere)).toThrow(`${nowhere} cannot be read (ENOENT)`)
  })

  test.each([
    ['is too short', TOKEN.slice(1), 0o400],
    ['is too short', '', 0o400],
    ['more than one plain word', `${TOKEN}\n${TOKEN}`, 0o400],
    ['more than one plain word', `${TOKEN}é`, 0o400],
    ['is open to other users', TOKEN, 0o444]
  ])('token: a given file that %s is refused', async (why, text, mode) => {
    const path = given(text, mode)
    await expect(loadToken(path)).rejects.toThrow(IdentityError)
    await expect(loadToken(path)).rejects.toThrow(why)
  })

  test('token: a given file that is not there is refused, and none is made', async () => {
    const path = join(folder, 'nowhere')
    await expect(loadToken(path)).rejects.toThrow(`${path} is not there`)
    expect(() => statSync(path)).toThrow()
  })
})
