/**
 * What the bench says to etcd: put, get and who leads, by gRPC.
 *
 * Source: etcd's API v3 (rpc.proto, kv.proto); only the fields used here are declared.
 */
import { type Client, credentials, loadPackageDefinition } from '@grpc/grpc-js'
import { fromJSON } from '@grpc/proto-loader'

export interface EtcdClient {
  put(key: string, value: string): Promise<void>
  /** Linearizable, as etcd reads when nothing else is asked. */
  get(key: string): Promise<string | undefined>
  isLeader(): Promise<boolean>
  close(): void
}

const field = (type: string, id: number) => ({ type, id })
const unary = (name: string) => ({ requestType: `${name}Request`, responseType: `${name}Response` })

const PROTO = {
  nested: {
    etcdserverpb: {
      nested: {
        KV: { methods: { Put: unary('Put'), Range: unary('Range') } },
        Maintenance: { methods: { Status: unary('Status') } },
        PutRequest: { fields: { key: field('bytes', 1), value: field('bytes', 2) } },
        PutResponse: { fields: {} },
        RangeRequest: { fields: { key: field('bytes', 1) } },
        RangeResponse: { fields: { kvs: { rule: 'repeated' as const, ...field('KeyValue', 2) } } },
        KeyValue: { fields: { key: field('bytes', 1), value: field('bytes', 5) } },
        StatusRequest: { fields: {} },
        StatusResponse: {
          fields: { header: field('ResponseHeader', 1), leader: field('uint64', 4) }
        },
        ResponseHeader: { fields: { memberId: field('uint64', 2) } }
      }
    }
  }
}

interface RangeResponse {
  readonly kvs: readonly { readonly value: Buffer }[]
}

interface StatusResponse {
  readonly header: { readonly memberId: string }
  readonly leader: string
}

/** A service as grpc-js makes it: methods that take a request and call back. */
type Service = Client & {
  readonly [method: string]: (
    request: object,
    done: (error: Error | null, response: unknown) => void
  ) => void
}
type ServiceConstructor = new (address: string, channel: unknown, options: object) => Service

// The type of fromJSON does not know that a namespace may hold namespaces.
const definition = fromJSON(PROTO as Parameters<typeof fromJSON>[0], {
  longs: String,
  defaults: true
})
const { KV, Maintenance } = loadPackageDefinition(definition)['etcdserverpb'] as unknown as {
  readonly KV: ServiceConstructor
  readonly Maintenance: ServiceConstructor
}

/** A connection of its own to one member. */
export function createEtcdClient(address: string): EtcdClient {
  // Without it all clients of a process would share one connection.
  const options = { 'grpc.use_local_subchannel_pool': 1 }
  const kv = new KV(address, credentials.createInsecure(), options)
  const maintenance = new Maintenance(address, credentials.createInsecure(), options)

  const call = <T>(service: Service, method: string, request: object): Promise<T> =>
    new Promise((resolve, reject) => {
      service[method]?.(request, (error, response) => {
        if (error === null) {
          resolve(response as T)
        } else {
          reject(error)
        }
      })
    })

  return {
    async put(key, value) {
      await call(kv, 'Put', { key: Buffer.from(key), value: Buffer.from(value) })
    },
    async get(key) {
      const { kvs } = await call<RangeResponse>(kv, 'Range', { key: Buffer.from(key) })
      return kvs[0]?.value.toString()
    },
    async isLeader() {
      const { header, leader } = await call<StatusResponse>(maintenance, 'Status', {})
      return leader === header.memberId
    },
    close() {
      kv.close()
      maintenance.close()
    }
  }
}
