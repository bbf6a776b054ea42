/**
 * A control API on a port and with a token of its own, for processes of the bench.
 */
import { randomBytes } from 'node:crypto'
import { startControlServer } from '../src/http/server.ts'
import type { VGuardNode } from '../src/index.ts'
import { SILENT } from '../src/node/logger.ts'
import type { Served } from './api-process.ts'

export interface Serving {
  readonly served: Served
  close(): Promise<void>
}

export async function serveApi(node: VGuardNode): Promise<Serving> {
  const token = randomBytes(16).toString('hex')
  const address = { type: 'tcp', host: '127.0.0.1', port: 0 } as const
  const onStop = (): void => undefined
  const server = await startControlServer({ node, token, address, logger: SILENT, onStop })
  const served = { port: Number(new URL(server.url).port), token }
  return { served, close: () => server.close() }
}
