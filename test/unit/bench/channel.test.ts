/** Processes of the bench: calls are answered or fail, and nothing outlives its parent. */
import { afterEach, describe, expect, it } from 'vitest'
import { type Remote, startProcess } from '../../../bench/channel.ts'

/** What ./echo-process.mjs answers. */
type EchoCalls = {
  readonly echo: (value: string) => Promise<string>
  readonly fail: (message: string) => Promise<never>
  readonly never: (_: null) => Promise<never>
  readonly die: (code: number) => Promise<never>
}

const PROGRAM = new URL('./echo-process.mjs', import.meta.url)
const remotes: Remote<EchoCalls>[] = []

function start(): Remote<EchoCalls> {
  const remote = startProcess<EchoCalls>(PROGRAM, 'echo')
  remotes.push(remote)
  return remote
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

afterEach(async () => {
  await Promise.all(remotes.splice(0).map((remote) => remote.end()))
})

describe('channel', () => {
  it('channel: calls are answered, also several at once', async () => {
    const remote = start()
    expect(await Promise.all(['a', 'b'].map((text) => remote.call('echo', text)))).toEqual([
      'a',
      'b'
    ])
  })

  it('channel: a call that fails over there fails here, with the reason', async () => {
    await expect(start().call('fail', 'out of luck')).rejects.toThrow(/echo: .*out of luck/)
  })

  it('channel: a call without answer fails after its time', async () => {
    await expect(start().call('never', null, 50)).rejects.toThrow(/"never" within 50 ms/)
  })

  it('channel: the end of a process fails what waits, with what it wrote last', async () => {
    await expect(start().call('die', 3)).rejects.toThrow(/exit code 3[\s\S]*last words/)
  })

  it('channel: a process ends when it is told, and a second time is no error', async () => {
    const remote = start()
    await remote.call('echo', 'a')
    await remote.end()
    await remote.end()
    expect(isAlive(remote.pid)).toBe(false)
    await expect(remote.call('echo', 'b')).rejects.toThrow(/has ended/)
  })
})
