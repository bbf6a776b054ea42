/** Processes by number and start, and that nothing is done to another one of the same number. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, describe, expect, test } from 'vitest'
import { endMarked, isRunning, markOf } from '../../../../src/cli/cluster/marks.ts'

const children: ChildProcess[] = []

/** A process that ends with the test, and only by SIGKILL when it is stubborn. It says what it hears. */
async function startProcess(isStubborn = false): Promise<number> {
  const code = `${isStubborn ? "process.on('SIGTERM', () => {});" : ''}
    process.stdin.pipe(process.stdout); console.log('ready')`
  const child = spawn(process.execPath, ['-e', code], { stdio: ['pipe', 'pipe', 'ignore'] })
  children.push(child)
  await once(child.stdout, 'data')
  return child.pid ?? 0
}

/** Whether the process that was started last still answers; one that was killed may linger a moment. */
async function answers(): Promise<boolean> {
  const child = children.at(-1)
  const { stdin, stdout } = child ?? {}
  if (child === undefined || !stdin || !stdout) {
    throw new Error('no process was started')
  }
  const said = once(stdout, 'data').then(() => true)
  const ended = once(child, 'exit').then(() => false)
  // To write to one that is gone is an error of the stream, and no answer.
  stdin.on('error', () => {}).write('are you there?')
  return await Promise.race([said, ended])
}

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      const exit = once(child, 'exit')
      child.kill('SIGKILL')
      await exit
    }
  }
})

describe('marks of processes', () => {
  test('a process has one mark as long as it runs, and none afterwards', async () => {
    const pid = await startProcess()
    const mark = await markOf(pid)
    expect(mark).toEqual(await markOf(pid))
    expect(mark?.pid).toBe(pid)
    expect(mark?.started).not.toBe((await markOf(process.pid))?.started)
    expect(mark && (await isRunning(mark))).toBe(true)
    expect(mark && (await endMarked(mark, 'SIGTERM', 5_000))).toBe(true)
    expect(mark && (await isRunning(mark))).toBe(false)
    expect(await markOf(pid)).toBeUndefined()
  })

  test('a process of the same number and another start is left alone', async () => {
    const pid = await startProcess()
    const mark = { pid, started: 'another time' }
    expect(await isRunning(mark)).toBe(false)
    expect(await endMarked(mark, 'SIGKILL', 1_000), 'what the mark meant is gone').toBe(true)
    expect(await answers(), 'it still runs').toBe(true)
  })

  test('one that does not want to end is reported, and ends by force', async () => {
    const mark = (await markOf(await startProcess(true))) ?? { pid: 0, started: '' }
    expect(await endMarked(mark, 'SIGTERM', 100)).toBe(false)
    expect(await endMarked(mark, 'SIGKILL', 5_000)).toBe(true)
    expect(await endMarked(mark, 'SIGKILL', 5_000), 'a second time').toBe(true)
  })
})
