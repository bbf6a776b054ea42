/**
 * The multiaddrs that people may write; libp2p parses them further.
 */
import { isIP } from 'node:net'
import { InvalidInputError } from '../core/errors.ts'

const TCP_MULTIADDR =
  /^\/(ip4|ip6|dns|dns4|dns6)\/([^/\s]+)\/tcp\/(\d{1,5})(\/p2p\/[1-9A-HJ-NP-Za-km-z]+)?$/
const PORT_MAX = 65_535
const FAMILIES: Readonly<Record<string, number>> = { ip4: 4, ip6: 6 }

/** @throws InvalidInputError when the text is no address of a vehicle */
export function checkAddressText(text: string): void {
  const [, kind = '', host = '', port] = TCP_MULTIADDR.exec(text) ?? []
  const family = FAMILIES[kind]
  const isHost = family === undefined || isIP(host) === family
  if (port === undefined || Number(port) > PORT_MAX || !isHost) {
    throw new InvalidInputError(
      `"${text.slice(0, 200)}" is no address; write /ip4/10.0.0.7/tcp/4001, with /p2p/… behind it where known`
    )
  }
}
