/**
 * The names under which this vehicle has operations done: `<client>:<number>`, where the first digits of
 * the client are the height that was known when it began.
 *
 * Keeps: a name is used for one operation only; a client one of whose operations was never answered is
 * used no more, so that the log keeps what became of it for whoever asks again.
 */
import { toUtf8 } from '../../core/bytes.ts'
import type { OperationDigest, OperationName } from '../../core/command.ts'
import type { Crypto } from '../../core/crypto.ts'
import { HEIGHT_DIGITS } from './limits.ts'

export interface Clients {
  next(height: number, digest: OperationDigest): OperationName
  /** Its caller has been answered and will not ask again. */
  answered(name: OperationName): void
  /**
   * Nobody knows what became of it, or the log takes its client for one that it has forgotten, or somebody else
   * has used the name.
   */
  lost(name: OperationName): void
  /** Numbers up to which all were answered since this was last asked. */
  takeAcked(): readonly { readonly client: string; readonly to: number }[]
}

interface Client {
  readonly client: string
  seq: number
  ackedTo: number
  toldTo: number
  readonly answered: Set<number>
}

const CLIENT_DIGITS = 32

/** `base` is a name that no other run of any vehicle has. */
export function createClients({ sha256 }: Pick<Crypto, 'sha256'>, base: string): Clients {
  let clients = 0
  let current: Client | undefined

  const begin = (height: number): Client => {
    clients++
    const digits = sha256(toUtf8(`client ${base} ${clients}`))
    const client = height.toString(16).padStart(HEIGHT_DIGITS, '0') + digits
    return {
      client: client.slice(0, CLIENT_DIGITS),
      ...{ seq: 0, ackedTo: 0, toldTo: 0, answered: new Set() }
    }
  }

  return {
    next(height, digest) {
      current ??= begin(height)
      current.seq++
      return { client: current.client, seq: current.seq, digest }
    },
    answered({ client, seq }) {
      if (current?.client !== client) {
        return
      }
      current.answered.add(seq)
      while (current.answered.delete(current.ackedTo + 1)) {
        current.ackedTo++
      }
    },
    lost({ client }) {
      if (current?.client === client) {
        current = undefined
      }
    },
    takeAcked() {
      if (current === undefined || current.ackedTo === current.toldTo) {
        return []
      }
      current.toldTo = current.ackedTo
      return [{ client: current.client, to: current.ackedTo }]
    }
  }
}
