/**
 * The token of the control API: 256 random bits in a file that only the owner of the data directory
 * can read. Whoever can read the file may control the node; nobody else may.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromUtf8, toUtf8 } from '../core/bytes.ts'
import { InvalidInputError } from '../core/errors.ts'
import { createSecret, IdentityError, readSecret } from '../node/secret-files.ts'

const TOKEN_FILE = 'api-token'
const TOKEN_BYTES = 32

/**
 * The token in the data directory; made when there is none.
 *
 * @throws IdentityError when others may read the file, or it cannot be made
 */
export async function loadOrCreateToken(dataDirectory: string): Promise<string> {
  const path = join(dataDirectory, TOKEN_FILE)
  let bytes = await readSecret(path)
  if (bytes === undefined) {
    await createSecret(path, toUtf8(`${randomBytes(TOKEN_BYTES).toString('base64url')}\n`))
    bytes = await readSecret(path)
  }
  return checked(path, bytes, 'remove it, a new one is made at start')
}

/**
 * The token in a file that somebody else has made, such as a secret of a container.
 *
 * @throws IdentityError when there is none, others may read it, or it is too short to be one
 */
export async function loadToken(path: string): Promise<string> {
  const bytes = await readSecret(path)
  if (bytes === undefined) {
    throw new IdentityError(`the token file ${path} is not there`, { path })
  }
  return checked(path, bytes, `make one of random bytes: openssl rand -hex ${TOKEN_BYTES}`)
}

function checked(path: string, bytes: Uint8Array | undefined, remedy: string): string {
  const token = fromUtf8(bytes ?? new Uint8Array(0)).trim()
  if (token.length < TOKEN_BYTES) {
    throw new IdentityError(`the token file ${path} is too short; ${remedy}`, { path })
  }
  // It stands in a header, where nothing else can.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new IdentityError(`the token file ${path} has more than one plain word; ${remedy}`, {
      path
    })
  }
  return token
}

/** The token as a client reads it, or undefined when there is none or it may not be read. */
export function readToken(dataDirectory: string): string | undefined {
  try {
    return readTokenFile(join(dataDirectory, TOKEN_FILE))
  } catch {
    return undefined
  }
}

/**
 * The same from a file that somebody has named.
 *
 * @throws InvalidInputError when it cannot be read
 */
export function readTokenFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : cause
    throw new InvalidInputError(`${path} cannot be read (${String(code)})`, { cause })
  }
}

/** A check of `Authorization: Bearer …` that takes the same time for every wrong token. */
export function createTokenCheck(token: string): (header: string | undefined) => boolean {
  const expected = digest(`Bearer ${token}`)
  return (header) => timingSafeEqual(digest(header ?? ''), expected)
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
