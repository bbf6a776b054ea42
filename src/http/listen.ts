/**
 * Where an application of this node listens: a TCP port or a unix socket.
 *
 * Keeps: a socket file is for its owner only, and one that is left from a crash is no obstacle; no other
 * file is taken away for one.
 */
import { chmod, lstat, unlink } from 'node:fs/promises'
import { connect } from 'node:net'
import { StartError } from '../node/errors.ts'
import type { ControlAddress } from './address.ts'
import type { App } from './context.ts'

export interface Listener {
  /** What it serves, as a sentence begins: `the control API`. */
  readonly what: string
  /** The flag that chooses another place. */
  readonly flag: string
}

/**
 * Returns the address with the real port. An application that cannot listen is closed.
 *
 * @throws StartError ERR_PORT_TAKEN or ERR_CANNOT_LISTEN
 */
export async function listen(
  app: App,
  address: ControlAddress,
  listener: Listener
): Promise<ControlAddress> {
  try {
    if (address.type === 'unix') {
      await removeDeadSocket(address.path)
      await app.listen({ path: address.path })
      await chmod(address.path, 0o600)
      return address
    }
    await app.listen({ host: address.host, port: address.port })
    const bound = app.server.address()
    return typeof bound === 'object' && bound !== null ? { ...address, port: bound.port } : address
  } catch (cause) {
    await app.close()
    throw listenError(address, listener, cause)
  }
}

/** A socket file that nobody listens on is left from a crash; a file of another kind is somebody's. */
async function removeDeadSocket(path: string): Promise<void> {
  // Nobody answers at a plain file either.
  if ((await lstat(path).catch(() => undefined))?.isSocket() !== true) {
    return
  }
  const isDead = await new Promise<boolean>((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(false)
    })
    socket.once('error', (error) => {
      resolve('code' in error && error.code === 'ECONNREFUSED')
    })
  })
  if (isDead) {
    await unlink(path)
  }
}

function listenError(address: ControlAddress, { what, flag }: Listener, cause: unknown): Error {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const where = address.type === 'unix' ? address.path : `${address.host}:${address.port}`
  if (code === 'EADDRINUSE') {
    const whom = address.type === 'unix' ? 'another node or a file' : 'another node'
    const message = `${where} is taken, perhaps by ${whom}; choose another place with ${flag}`
    return new StartError(message, { code: 'ERR_PORT_TAKEN', cause })
  }
  const message = `${what} cannot listen on ${where} (${code || String(cause)})`
  return new StartError(message, { code: 'ERR_CANNOT_LISTEN', cause })
}
