/**
 * Where the control API listens, and whom it takes for its own: `host:port`, or `unix:/path`.
 */
import { InvalidInputError } from '../core/errors.ts'

export type ControlAddress =
  | { readonly type: 'tcp'; readonly host: string; readonly port: number }
  | { readonly type: 'unix'; readonly path: string }

export const CONTROL_DEFAULT = '127.0.0.1:9860'

/** sockaddr_un has 108 bytes on Linux, the last one a zero. */
const UNIX_PATH_BYTES_MAX = 107

/** @throws InvalidInputError when the text is neither `host:port` nor `unix:/path` */
export function parseControlAddress(text: string): ControlAddress {
  if (text.startsWith('unix:')) {
    const path = text.slice('unix:'.length)
    const bytes = new TextEncoder().encode(path).length
    if (bytes === 0 || bytes > UNIX_PATH_BYTES_MAX) {
      throw new InvalidInputError(
        `the socket path has ${bytes} bytes, allowed are 1 to ${UNIX_PATH_BYTES_MAX}`
      )
    }
    return { type: 'unix', path }
  }
  const match = /^(\[[0-9a-fA-F:.]+\]|[^\s:/]+):(\d{1,5})$/.exec(text)
  const port = Number(match?.[2])
  if (match?.[1] === undefined || port > 65_535) {
    throw new InvalidInputError(
      `"${text}" is no control address; give host:port, such as ${CONTROL_DEFAULT}, or unix:/path`
    )
  }
  return { type: 'tcp', host: match[1].replace(/^\[|\]$/g, ''), port }
}

export function controlUrl(address: ControlAddress): string {
  if (address.type === 'unix') {
    return `unix:${address.path}`
  }
  const host = address.host.includes(':') ? `[${address.host}]` : address.host
  return `http://${host}:${address.port}`
}

/**
 * Whether the Host header of a request names this node. A page of another site that has its name
 * resolve to this machine (DNS rebinding) does not get past it.
 */
export function isOwnHost(
  header: string | undefined,
  { localAddress, extraHosts }: { localAddress: string | undefined; extraHosts: readonly string[] }
): boolean {
  const host = header
    ?.replace(/:\d{1,5}$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase()
  if (host === undefined || host === '') {
    return false
  }
  const own = ['localhost', '127.0.0.1', '::1', ...extraHosts.map((name) => name.toLowerCase())]
  return own.includes(host) || host === localAddress?.replace(/^::ffff:/, '')
}
