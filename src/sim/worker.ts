/**
 * One thread of a parallel run: takes seeds one by one and reports each.
 */
import { parentPort } from 'node:worker_threads'
import type { Task } from './parallel.ts'
import { suiteOf } from './suites.ts'

parentPort?.on('message', ({ suite, seed, off }: Task) => {
  const report = suiteOf(suite).runSeed(seed, { off: new Set(off) })
  parentPort?.postMessage(report)
})
