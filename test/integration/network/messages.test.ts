/**
 * Messages between admitted vehicles: whole, in order, to oneself, over a lost connection.
 */
import { describe, expect, test } from 'vitest'
import { connect, hint, makeNetwork, startNetwork, textSpec, until } from '../../support/network.ts'

describe('network messages', () => {
  test('a message arrives at the other side with its sender and protocol', async () => {
    const [a, b] = await Promise.all([startNetwork(), startNetwork()])
    await connect(a, b)
    a.network.send(b.peer, 'chat', 'hello')
    b.network.send(a.peer, 'chat', 'hello yourself')
    await until('both have heard', () => a.messages.length + b.messages.length === 2)
    expect(b.messages).toEqual([{ from: a.peer, protocol: 'chat', message: 'hello' }])
    expect(a.messages).toEqual([{ from: b.peer, protocol: 'chat', message: 'hello yourself' }])
    expect(a.comings).toEqual([`+${b.peer}`])
    expect(b.comings).toEqual([`+${a.peer}`])
  })

  test('ten thousand messages of all sizes arrive whole and in order over one stream', async () => {
    const [a, b] = await Promise.all([startNetwork(), startNetwork()])
    await connect(a, b)
    const sent = Array.from({ length: 10_000 }, (_, i) => `${i}:${'x'.repeat((i * 7919) % 700)}`)
    for (const message of sent) {
      a.network.send(b.peer, 'chat', message)
    }
    await until('all have arrived', () => b.messages.length === sent.length)
    expect(b.messages.map(({ message }) => message)).toEqual(sent)
    expect(a.counted('streamsOpened')).toBe(1)
    expect(a.counted('messagesSent')).toBe(sent.length)
    expect(b.counted('messagesReceived')).toBe(sent.length)
  })

  test('messages of 1 MiB arrive between small ones, in order', async () => {
    const [a, b] = await Promise.all([startNetwork(), startNetwork()])
    await connect(a, b)
    const large = 'y'.repeat(1024 * 1024)
    const sent = ['1', large, '2', '3', large, '4']
    for (const message of sent) {
      a.network.send(b.peer, 'chat', message)
    }
    await until('all have arrived', () => b.messages.length === sent.length)
    expect(b.messages.map(({ message }) => message.length)).toEqual(sent.map((m) => m.length))
  })

  test('protocols have streams of their own', async () => {
    const specs = ['one', 'two', 'three'].map((name) => textSpec(name))
    const [a, b] = await Promise.all([startNetwork({ specs }), startNetwork({ specs })])
    await connect(a, b)
    for (const { name } of specs) {
      a.network.send(b.peer, name, `over ${name}`)
    }
    await until('all have arrived', () => b.messages.length === 3)
    expect(b.messages.map(({ message }) => message).sort()).toEqual([
      'over one',
      'over three',
      'over two'
    ])
    expect(a.counted('streamsOpened')).toBe(3)
  })

  test('a message to oneself arrives, through the codec, not at once', async () => {
    const a = await startNetwork()
    a.network.send(a.peer, 'chat', 'to myself')
    expect(a.messages).toEqual([])
    await until('it has arrived', () => a.messages.length === 1)
    expect(a.messages).toEqual([{ from: a.peer, protocol: 'chat', message: 'to myself' }])
  })

  test('a message that cannot be sent is dropped and counted with its reason', async () => {
    const spec = textSpec('small', { bytesMax: 10 })
    const [a, b] = await Promise.all([
      startNetwork({ specs: [spec] }),
      startNetwork({ specs: [spec] })
    ])
    a.network.send(b.peer, 'small', 'nobody')
    expect(a.counted('messagesDropped', { reason: 'notConnected' })).toBe(1)
    await connect(a, b)
    a.network.send(b.peer, 'small', 'x'.repeat(11))
    expect(a.counted('messagesDropped', { reason: 'oversize' })).toBe(1)
    a.network.send(b.peer, 'none', 'x')
    expect(a.counted('messagesDropped', { reason: 'unknown' })).toBe(1)
    const cannotEncode: unknown = Symbol('no text')
    a.network.send(b.peer, 'small', cannotEncode)
    expect(a.counted('messagesDropped', { reason: 'unencodable' })).toBe(1)
    a.network.send(b.peer, 'small', 'x'.repeat(10))
    await until('the one that fits arrives', () => b.messages.length === 1)
  })

  test('a peer without the protocol costs dropped messages and nothing else', async () => {
    const a = await startNetwork({ specs: [textSpec('new'), textSpec('chat')] })
    const b = await startNetwork()
    await connect(a, b)
    a.network.send(b.peer, 'new', 'what?')
    await until(
      'it is counted',
      () => a.counted('messagesDropped', { reason: 'unsupported' }) === 1
    )
    a.network.send(b.peer, 'chat', 'still here')
    await until('the known protocol works', () => b.messages.length === 1)
  })

  test('a vehicle that stops is told as gone, and is dialled again when it is back', async () => {
    const a = await startNetwork()
    const b = await startNetwork()
    await connect(a, b)
    const address = b.address()
    await b.network.stop()
    await until('it is gone', () => a.comings.includes(`-${b.peer}`))
    a.network.send(b.peer, 'chat', 'into the void')
    expect(a.counted('messagesDropped', { reason: 'notConnected' })).toBe(1)
    const port = address.split('/')[4]
    const again = await startNetwork({
      identity: b.identity,
      options: { listen: [`/ip4/127.0.0.1/tcp/${port}`] }
    })
    await until('it is back', () => a.comings.at(-1) === `+${b.peer}`)
    a.network.send(b.peer, 'chat', 'welcome back')
    await until('it hears', () => again.messages.length === 1)
  })

  test('two vehicles that dial each other at once exchange messages, whoever was faster', async () => {
    const options = { politenessMs: 1 }
    const [a, b] = await Promise.all([startNetwork({ options }), startNetwork({ options })])
    hint(a, b)
    hint(b, a)
    await connect(a, b)
    a.network.send(b.peer, 'chat', 'from a')
    b.network.send(a.peer, 'chat', 'from b')
    await until('both have heard', () => a.messages.length === 1 && b.messages.length === 1)
    expect(a.comings).toEqual([`+${b.peer}`])
    expect(b.comings).toEqual([`+${a.peer}`])
  })

  test('after stop nothing is told any more and sending does no harm', async () => {
    const [a, b] = await Promise.all([startNetwork(), startNetwork()])
    await connect(a, b)
    await a.network.stop()
    const told = a.comings.length
    a.network.send(b.peer, 'chat', 'late')
    a.network.send(a.peer, 'chat', 'late')
    a.network.gossip('late')
    await until('the other side has noticed', () => b.comings.includes(`-${a.peer}`))
    expect(a.comings).toHaveLength(told)
    expect(a.messages).toEqual([])
  })

  test('stopping twice, or without a start, does no harm', async () => {
    const a = await startNetwork()
    await Promise.all([a.network.stop(), a.network.stop()])
    await a.network.stop()
    const never = await makeNetwork()
    await never.network.stop()
  })

  test('a port that is taken is said in one sentence', async () => {
    const a = await startNetwork()
    const port = a.address().split('/')[4]
    const listen = [`/ip4/127.0.0.1/tcp/${port}`]
    await expect(startNetwork({ options: { listen } })).rejects.toMatchObject({
      name: 'StartError',
      code: 'ERR_PORT_TAKEN',
      message: `Cannot listen on ${listen[0]}: the port is taken by another program`
    })
  })

  test('an address that is not of this machine is said in one sentence', async () => {
    // Kept free for documents: no machine has it.
    const listen = ['/ip4/203.0.113.9/tcp/0']
    await expect(startNetwork({ options: { listen } })).rejects.toMatchObject({
      name: 'StartError',
      code: 'ERR_LISTEN_FAILED',
      message: `Cannot listen on ${listen[0]}: this machine has no such address`
    })
  })
})
