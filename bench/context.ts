/**
 * What every measurement stands on: processes and folders that go away whatever happens, results, and
 * words for whoever waits.
 *
 * Keeps: nothing started here outlives the bench: not after a failure, not after Ctrl-C.
 */
import { mkdirSync, mkdtempSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchArguments } from './arguments.ts'
import { type Calls, type Remote, startProcess } from './channel.ts'
import { type MemoryPeak, memoryLine, privateMiB } from './memory.ts'
import { type CpuProfile, profileLines, summariseProfile } from './profile.ts'
import { type Program, startProgram } from './program.ts'
import { greatest, type Result } from './statistics.ts'

export interface Bench {
  readonly arguments: BenchArguments
  /** The folder of the repository. */
  readonly root: string
  readonly results: readonly Result[]
  /** Lines about where the time went, with `--profile`. */
  readonly profiles: readonly string[]
  add(...results: readonly Result[]): void
  /** Watches the private memory of a process until `notePeak`, or the end. */
  watchMemory(pid: number): void
  /** Notes the greatest resident memory that a process had in a measurement. */
  notePeak(label: string, pid: number, residentMiB: number): void
  /** Adds the figures of memory: of each measurement, and of all. */
  addPeaks(): void
  /** Runs to take, where a measurement usually takes `usual`. */
  runs(usual: number): number
  /** Tells a person what happens. */
  say(text: string): void
  process<C extends Calls>(program: string, name: string): Remote<C>
  /** Another program that runs until it is ended, at the latest with the bench. */
  program(command: string, args: readonly string[]): Program
  /** An empty folder, or a copy of one. */
  folder(copyOf?: string): Promise<string>
  removeFolder(path: string): Promise<void>
  /** Where the profile of a process is kept. */
  profilePath(name: string): string
  addProfile(name: string, profile: CpuProfile, memory: MemoryPeak): void
  /** Ends what a measurement that failed has left running, or the next one would be taken beside it. */
  endProcesses(): Promise<void>
  close(): Promise<void>
}

/** Compiled files lie beside this one. */
const EXTENSION = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
const PROFILE_LINES = 25
/** Often enough for a peak that lasts, and a thousandth of a core for four processes. */
const MEMORY_SAMPLE_MS = 50

export function createBench(
  args: BenchArguments,
  root: string,
  say: (text: string) => void
): Bench {
  const results: Result[] = []
  const profiles: string[] = []
  const processes = new Set<{ end(): Promise<void> }>()
  const folders = new Set<string>()
  const peaks = new Map<string, number[]>()
  const privatePeaks = new Map<string, number[]>()
  const watched = new Map<number, number>()
  const watch = setInterval(() => {
    for (const [pid, peak] of watched) {
      watched.set(pid, Math.max(peak, privateMiB(pid) ?? 0))
    }
  }, MEMORY_SAMPLE_MS)
  let profileFolder: string | undefined

  const add: Bench['add'] = (...more) => {
    for (const result of more) {
      results.push(result)
      const { name, value, unit, runs, min, max } = result
      say(`${name}: ${value} ${unit} (${min} to ${max} in ${runs} runs)`)
    }
  }

  let closing: Promise<void> | undefined

  const refuseWhenClosed = (): void => {
    if (closing !== undefined) {
      throw new Error('the bench is closing')
    }
  }
  const endProcesses = async (): Promise<void> => {
    const running = [...processes]
    processes.clear()
    await Promise.allSettled(running.map((remote) => remote.end()))
  }
  const closeAll = async (): Promise<void> => {
    clearInterval(watch)
    await endProcesses()
    await Promise.allSettled([...folders].map((path) => rm(path, { recursive: true, force: true })))
  }

  return {
    arguments: args,
    root,
    results,
    profiles,
    add,
    watchMemory(pid) {
      watched.set(pid, 0)
    },
    notePeak(label, pid, residentMiB) {
      peaks.set(label, [...(peaks.get(label) ?? []), residentMiB])
      const privatePeak = watched.get(pid) ?? 0
      watched.delete(pid)
      if (privatePeak > 0) {
        privatePeaks.set(label, [...(privatePeaks.get(label) ?? []), privatePeak])
      }
    },
    addPeaks() {
      for (const [label, samples] of peaks) {
        add(greatest(`memory.${label}.peakMiB`, 'MiB', samples))
      }
      if (peaks.size > 0) {
        add(greatest('memory.peakMiB', 'MiB', [...peaks.values()].flat()))
      }
      for (const [label, samples] of privatePeaks) {
        add(greatest(`memory.${label}.privatePeakMiB`, 'MiB', samples))
      }
      if (privatePeaks.size > 0) {
        add(greatest('memory.privatePeakMiB', 'MiB', [...privatePeaks.values()].flat()))
      }
    },
    runs: (usual) => args.runs ?? usual,
    say,
    process<C extends Calls>(program: string, name: string): Remote<C> {
      refuseWhenClosed()
      const remote = startProcess<C>(new URL(`./${program}${EXTENSION}`, import.meta.url), name)
      processes.add(remote)
      return remote
    },
    program(command, args) {
      refuseWhenClosed()
      const program = startProgram(command, args)
      processes.add(program)
      return program
    },
    async folder(copyOf) {
      refuseWhenClosed()
      const path = mkdtempSync(join(tmpdir(), 'vguard-bench-'))
      folders.add(path)
      if (copyOf !== undefined) {
        await cp(copyOf, path, { recursive: true })
      }
      return path
    },
    async removeFolder(path) {
      await rm(path, { recursive: true, force: true })
      folders.delete(path)
    },
    profilePath(name) {
      profileFolder ??= mkdtempSync(join(tmpdir(), 'vguard-profile-'))
      mkdirSync(profileFolder, { recursive: true })
      return join(profileFolder, `${name}.cpuprofile`)
    },
    addProfile(name, profile, memory) {
      const lines = profileLines(name, summariseProfile(profile, PROFILE_LINES))
      profiles.push(...lines, memoryLine(memory), `  kept in ${profileFolder ?? ''}`)
    },
    endProcesses,
    close() {
      closing ??= closeAll()
      return closing
    }
  }
}
