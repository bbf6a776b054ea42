/**
 * The clients of an etcd cluster in a process of their own, as the vehicle beside the group is.
 */

import { type Load, type LoadResult, runLoad } from '../src/cli/bench/load.ts'
import { serveCalls } from './channel.ts'
import { createEtcdClient, type EtcdClient } from './etcd-client.ts'

/** Connections that the clients share, as etcd's own benchmark recommends more than one. */
const CONNECTIONS = 8

let clients: readonly EtcdClient[] = []
const acknowledged = new Map<string, string>()

const etcdCalls = {
  /** Connects to the member that leads, unless it is that already; false while none does. */
  async connect(addresses: readonly string[]): Promise<boolean> {
    if (await clients[0]?.isLeader().catch(() => false)) {
      return true
    }
    for (const client of clients) {
      client.close()
    }
    clients = []
    for (const address of addresses) {
      const client = createEtcdClient(address)
      const isLeader = await client.isLeader().catch(() => false)
      client.close()
      if (isLeader) {
        clients = Array.from({ length: CONNECTIONS }, () => createEtcdClient(address))
        return true
      }
    }
    return false
  },

  async load(argument: Load): Promise<LoadResult> {
    let next = 0
    const one = (): EtcdClient => {
      const client = clients[next++ % clients.length]
      if (client === undefined) {
        throw new Error('connect first')
      }
      return client
    }
    const store = {
      put: (key: string, value: string) => one().put(key, value),
      get: (key: string) => one().get(key)
    }
    return await runLoad(store, acknowledged, argument)
  }
}

export type EtcdCalls = typeof etcdCalls

serveCalls(etcdCalls, () => {
  for (const client of clients) {
    client.close()
  }
  return Promise.resolve()
})
