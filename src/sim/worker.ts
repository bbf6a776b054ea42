/**
 * One thread of a parallel run: takes seeds one by one and reports each.
 */
import { parentPort } from 'node:worker_threads'
import type { Task } from './parallel.ts'
import { suiteOf } from './suites.ts'

/** Every message of a world is some hundred bytes of its own; larger pools are made less often. */
Buffer.poolSize = 64 * 1024

parentPort?.on('message', ({ suite, seed, off }: Task) => {
  const report = suiteOf(suite).runSeed(seed, { off: new Set(off) })
  parentPort?.postMessage(report)
})
