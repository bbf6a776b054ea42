/**
 * What a test needs of the machine, and what happens when it is not there.
 *
 * Keeps: on a machine that should have everything (VGUARD_REQUIRE_ALL is set, as in .ci/run) nothing
 * is skipped silently: what is missing is an error there.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Something a test may need that not every machine has. */
export type Need =
  | 'chromium'
  | 'curl'
  | 'docker'
  | 'iproute2'
  | 'linux'
  | 'mounts'
  | 'netns'
  | 'nftables'
  | 'node22'
  | 'node24'
  | 'procps'
  | 'python3'
  | 'root'
  | 'stores'
  | 'systemd'

/** Debian's chromium. */
export const BROWSER_PATH = '/usr/bin/chromium'

/** Time to fetch another Node once; later runs find it installed. */
const FETCH_MS = 180_000
const NODE_VERSIONS = fileURLToPath(new URL('../../scripts/node-versions.mjs', import.meta.url))

/** The binary of another major version of Node, fetched when it is not there; undefined when it cannot be. */
export function nodeBinary(major: 22 | 24): string | undefined {
  const { status, stdout } = spawnSync(process.execPath, [NODE_VERSIONS, String(major)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: FETCH_MS
  })
  return status === 0 ? stdout.trim() : undefined
}

const works = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore', timeout: 10_000 }).status === 0

/** True when the machine has what is asked for. */
const CHECKS: Readonly<Record<Need, () => boolean>> = {
  chromium: () => existsSync(BROWSER_PATH),
  curl: () => works('curl', '--version'),
  // An engine of its own for each test: Debian's docker.io and docker-compose, as root.
  docker: () =>
    works('unshare', '-n', '-m', '-u', 'true') &&
    works('/usr/sbin/dockerd', '--version') &&
    works('/usr/bin/docker', '--version') &&
    works('/usr/bin/docker-compose', 'version'),
  iproute2: () => works('ip', '-V'),
  linux: () => process.platform === 'linux',
  // A file system of its own, seen by nobody else, and processes that end with their first one.
  mounts: () =>
    works(
      'unshare',
      '--map-root-user',
      '--mount',
      '--pid',
      '--kill-child',
      ...['mount', '-t', 'tmpfs', 'none', '/mnt']
    ),
  // Network namespaces: as root, or as a user who may map itself to root in one of its own.
  netns: () => works('ip', '-V') && works('unshare', '--map-root-user', '--net', 'true'),
  nftables: () => works('nft', '--version'),
  node22: () => nodeBinary(22) !== undefined,
  node24: () => nodeBinary(24) !== undefined,
  procps: () => works('pgrep', '--version'),
  python3: () => works('python3', '--version'),
  root: () => process.getuid?.() === 0,
  // Other stores, as Debian has them: etcd-server, redis-server, nats-server.
  stores: () => ['etcd', 'redis-server', 'nats-server'].every((name) => works(name, '--version')),
  // Its tools; no service manager needs to run.
  systemd: () => works('systemd-analyze', '--version') && works('systemd-notify', '--version')
}

const answers = new Map<Need, boolean>()

function has(need: Need): boolean {
  let answer = answers.get(need)
  if (answer === undefined) {
    answer = CHECKS[need]()
    answers.set(need, answer)
  }
  return answer
}

/**
 * Why a test cannot run here, or `false` when it can: `describe.skipIf(requires('netns'))`.
 *
 * @throws Error when something is missing and VGUARD_REQUIRE_ALL is set
 */
export function requires(...needs: readonly Need[]): string | false {
  const missing = needs.filter((need) => !has(need))
  if (missing.length === 0) {
    return false
  }
  const reason = `this machine lacks: ${missing.join(', ')}`
  const requireAll = process.env['VGUARD_REQUIRE_ALL'] ?? ''
  if (requireAll !== '' && requireAll !== '0') {
    throw new Error(`${reason}, and VGUARD_REQUIRE_ALL is set`)
  }
  return reason
}
