/**
 * A LAN of n vehicles on one machine: a network namespace for each, joined by a bridge, with real multicast,
 * and cables that a test can pull.
 *
 * Everything lies within one outer namespace that has no way to the network of the machine. Its holder
 * waits for the end of a pipe of this process, and every command dies with this process, so that
 * nothing is left even when the test is killed. Works as root, and without where the kernel allows it.
 */
import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'

const execute = promisify(execFile)

export interface Lan {
  /** Vehicles are numbered from 1. */
  readonly size: number
  /** IPv4 address of a vehicle. */
  address(vehicle: number): string
  /** Starts a command at a vehicle. `pid` is the command's own, so it can be stopped and killed. */
  spawn(
    vehicle: number,
    command: string,
    args: readonly string[],
    options?: SpawnOptions
  ): ChildProcess
  /** Runs a command at a vehicle, or between all vehicles with 0, and returns its output. */
  run(vehicle: number, command: string, args: readonly string[]): Promise<string>
  /** Pulls and plugs the cable of a vehicle. */
  linkDown(vehicle: number): Promise<void>
  linkUp(vehicle: number): Promise<void>
  /** Vehicles of different groups no longer hear each other; those of one group do. */
  split(groups: readonly (readonly number[])[]): Promise<void>
  merge(): Promise<void>
  /** What `from` sends does not reach `to`; the way back stays. Needs nftables. */
  dropOneWay(from: number, to: number): Promise<void>
  /** This many percent of what reaches a vehicle are lost. Needs nftables. */
  loss(vehicle: number, percent: number): Promise<void>
  /** Undoes dropOneWay and loss. */
  clear(): Promise<void>
  /** Kills every command and ends the LAN. */
  destroy(): Promise<void>
}

const SUBNET = '10.77.0'
const START_TIMEOUT_MS = 20_000

/** Names of `ip netns` are kept to the LAN by a /run of its own. */
const HOLDER_SCRIPT = `
  mount --make-rprivate / && mount -t tmpfs tmpfs /run && mkdir -p /run/netns &&
  ip link set lo up && echo ready && exec cat
`

export async function createLan(size: number): Promise<Lan> {
  const isRoot = process.getuid?.() === 0
  const holder = spawn(
    'unshare',
    [
      ...(isRoot ? [] : ['--user', '--map-root-user']),
      '--net',
      '--mount',
      'sh',
      '-c',
      HOLDER_SCRIPT
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] }
  )
  const children = new Set<ChildProcess>()
  const enter = [
    ...(isRoot ? [] : ['--user', '--preserve-credentials']),
    '--net',
    '--mount',
    `--target=${holder.pid}`,
    '--wd=.'
  ]

  /** A command line inside the LAN, at a vehicle or between all. */
  const inside = (vehicle: number, command: readonly string[]): string[] => [
    ...enter,
    ...(vehicle === 0 ? [] : ['ip', 'netns', 'exec', `v${vehicle}`]),
    // The command itself has the pid that spawn returns, and it dies with this process.
    'setpriv',
    '--pdeathsig',
    'KILL',
    ...command
  ]

  const run = async (
    vehicle: number,
    command: string,
    args: readonly string[]
  ): Promise<string> => {
    const { stdout } = await execute('nsenter', inside(vehicle, [command, ...args]))
    return stdout
  }

  const ip = (...args: readonly string[]): Promise<string> => run(0, 'ip', args)

  const addBridge = async (name: string): Promise<void> => {
    const settings = ['mcast_snooping', '0', 'forward_delay', '0', 'stp_state', '0']
    await ip('link', 'add', name, 'type', 'bridge', ...settings)
    await ip('link', 'set', name, 'up')
  }

  const addVehicle = async (i: number): Promise<void> => {
    const at = `v${i}`
    await ip('netns', 'add', at)
    await ip('link', 'add', `vb${i}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', at)
    await ip('link', 'set', `vb${i}`, 'master', 'br0', 'up')
    await ip('-n', at, 'link', 'set', 'lo', 'up')
    await ip('-n', at, 'addr', 'add', `${SUBNET}.${i}/24`, 'dev', 'eth0')
    await ip('-n', at, 'link', 'set', 'eth0', 'up')
    // Without a route multicast is not sent, and nobody says so.
    await ip('-n', at, 'route', 'add', '224.0.0.0/4', 'dev', 'eth0')
  }

  /** Adds a rule for what arrives at a vehicle. */
  const filter = async (vehicle: number, rule: readonly string[]): Promise<void> => {
    await run(vehicle, 'nft', ['add', 'table', 'inet', 'lan'])
    const hook = '{ type filter hook input priority 0 ; }'
    await run(vehicle, 'nft', ['add', 'chain', 'inet', 'lan', 'in', hook])
    await run(vehicle, 'nft', ['add', 'rule', 'inet', 'lan', 'in', ...rule, 'drop'])
  }

  const vehicles = Array.from({ length: size }, (_, i) => i + 1)

  const destroy = async (): Promise<void> => {
    const exits = [...children].map((child) => once(child, 'exit'))
    for (const child of children) {
      child.kill('SIGKILL')
    }
    await Promise.all(exits)
    if (holder.exitCode === null && holder.signalCode === null) {
      const exit = once(holder, 'exit')
      holder.stdin.end()
      await exit
    }
  }

  try {
    await Promise.race([
      once(holder.stdout, 'data'),
      once(holder, 'exit').then(([code]) => {
        throw new Error(`the namespace of the LAN could not be made: unshare ended with ${code}`)
      }),
      once(AbortSignal.timeout(START_TIMEOUT_MS), 'abort').then(() => {
        throw new Error('the namespace of the LAN was not ready in time')
      })
    ])
    await addBridge('br0')
    for (const i of vehicles) {
      await addVehicle(i)
    }
  } catch (error) {
    await destroy()
    throw error
  }

  return {
    size,
    address: (vehicle) => `${SUBNET}.${vehicle}`,
    spawn(vehicle, command, args, options = {}) {
      const child = spawn('nsenter', inside(vehicle, [command, ...args]), options)
      children.add(child)
      child.once('exit', () => children.delete(child))
      return child
    },
    run,
    linkDown: async (vehicle) => void (await ip('link', 'set', `vb${vehicle}`, 'down')),
    linkUp: async (vehicle) => void (await ip('link', 'set', `vb${vehicle}`, 'up')),
    async split(groups) {
      const bridges = await ip('-o', 'link', 'show', 'type', 'bridge')
      for (const [i, group] of groups.entries()) {
        const bridge = `br${i}`
        if (!bridges.includes(`${bridge}:`)) {
          await addBridge(bridge)
        }
        for (const vehicle of group) {
          await ip('link', 'set', `vb${vehicle}`, 'master', bridge)
        }
      }
    },
    async merge() {
      for (const i of vehicles) {
        await ip('link', 'set', `vb${i}`, 'master', 'br0')
      }
    },
    dropOneWay: (from, to) => filter(to, ['ip', 'saddr', `${SUBNET}.${from}`]),
    loss: (vehicle, percent) =>
      filter(vehicle, percent >= 100 ? [] : ['numgen', 'random', 'mod', '100', '<', `${percent}`]),
    async clear() {
      for (const i of vehicles) {
        await run(i, 'nft', ['flush', 'ruleset'])
      }
    },
    destroy
  }
}
