/**
 * How the pages are run that take more than one machine, or more than what stands on them.
 */
import { ROOT } from './markdown.ts'
import type { Story, Teller } from './story.ts'

/** Vehicles of an open fleet at machines from 1 on, named as in the documents, all connected. */
async function openFleet({ given, meet }: Teller, size: number): Promise<void> {
  for (let at = 1; at <= size; at++) {
    await given(`vguard-node init --open --name car-${at}`, at)
    await given('vguard-node start', at)
  }
  for (let at = 1; at <= size; at++) {
    await meet(size - 1, at)
  }
}

const readme: Story = {
  page: 'README.md',
  machines: 4,
  async tell({ block, program, meet, given }) {
    await block('npm run demo')
    await block('vguard-node cluster up 4')
    await block('vguard-node group open --members car-2,car-3 --name settings')
    await block('vguard-node bank mint')
    await given('vguard-node cluster down')
    const [first, second] = [2, 3]
    await block('vguard-node init --name car-1', { at: first })
    const replace = {
      'PEER-ID': peerIn(await block('vguard-node init --no-fleet', { at: second }))
    }
    const INVITE = await block('vguard-node invite PEER-ID', { at: first, replace })
    await block('vguard-node join INVITE', { at: second, replace: { INVITE } })
    await meet(1, first)
    // A program of its own, among vehicles that are an open fleet.
    for (const at of [first, second]) {
      await given('vguard-node stop', at)
      await given(`vguard-node start --init --open --name car-${at} --data-dir ./open`, at)
    }
    expectLine(await program(['await using node'], { at: 4 }), 'sealed')
  }
}

const quickstart: Story = {
  page: 'docs/quickstart.md',
  machines: 2,
  async tell({ block, meet, given }) {
    await block('vguard-node init --name car-1')
    const told = await block('vguard-node init --no-fleet', { at: 2 })
    const INVITE = await block('vguard-node invite', { replace: { 'PEER-ID': peerIn(told) } })
    await block('vguard-node join INVITE', { at: 2, replace: { INVITE } })
    await meet(1)
    await block('vguard-node peers', { at: [1, 2] })
    await block('vguard-node booth open')
    await block('vguard-node stop')
    await block('vguard-node read car-1', { at: 2 })
    await block('vguard-node ui', { at: 2 })
    await given('vguard-node start')
    await meet(1, 2)
  }
}

const cli: Story = {
  page: 'docs/cli.md',
  machines: 1,
  async tell({ block, given }) {
    await block('vguard-node cluster up 3')
    await block('vguard-node new-identity --vehicle car-3')
    await block('vguard-node bench kv')
    // Another cluster, of which two vehicles are lost.
    await given('vguard-node cluster down --remove')
    await given('vguard-node cluster up 4')
    await given('export VGUARD_VEHICLE=car-1')
    await given('vguard-node group open --members car-2,car-3 --name settings')
    await given('vguard-node cluster kill car-2')
    await given('vguard-node cluster kill car-3')
    await block('vguard-node group recover settings')
    await given('vguard-node cluster down')
  }
}

const api: Story = {
  page: 'docs/api.md',
  machines: 4,
  async tell(teller) {
    const { program, given } = teller
    for (const at of [2, 3, 4]) {
      await given(`vguard-node start --init --open --name car-${at}`, at)
    }
    await given('vguard-node booth open --members car-3,car-4', 2)
    await given(`echo '{"speed": 13.9}' | vguard-node append`, 2)
    const printed = await program(['await using node', 'node.openGroup'])
    expectLine(printed, 'speed limit is {"kmh":50}')
    await program(['createControlClient'], { at: 2 })
    await given('vguard-node chain export car-2 car-2.jsonl', 2)
    const verified = await program(['verifyExport'], { at: 2 })
    expectLine(verified, 'certified 1')
  }
}

const embedding: Story = {
  page: 'docs/embedding.md',
  machines: 3,
  async tell({ block, given, meet }) {
    const all = [1, 2, 3]
    for (const at of all) {
      await given(`vguard-node init --open --name car-${at}`, at)
    }
    await block('--backups 2')
    await block('--proposer_id 0', { at: [2, 3] })
    for (const at of all) {
      await meet(2, at)
    }
    await block('-D -')
    await block('"rows"')
    await block('trigger_read', { at: all })
    await block('TOKEN=')
  }
}

const compat: Story = {
  page: 'docs/compat.md',
  machines: 3,
  async tell(teller) {
    const { block, given } = teller
    await openFleet(teller, 3)
    await given('vguard-node group open --members car-2,car-3 --name settings')
    await given('vguard-node stop')
    await block('--compat vguarddb')
    await given('vguard-node stop')
    await block('--compat kvstore')
    await given('head -c 100000 /dev/urandom > photo.jpg')
    await block('curl -X PUT')
    await given("curl -s 'http://localhost:16200/?key=photo' | cmp - photo.jpg")
  }
}

const page: Story = {
  page: 'docs/page.md',
  machines: 1,
  async tell({ block, given }) {
    await given('vguard-node start --init --open --name car-1 --data-dir ./car-1')
    await block('vguard-node ui')
  }
}

const troubleshooting: Story = {
  page: 'docs/troubleshooting.md',
  machines: 1,
  async tell({ block, given }) {
    await given('vguard-node start --init --open --name car-1')
    await block('vguard-node doctor')
  }
}

const operations: Story = {
  page: 'docs/operations.md',
  machines: 2,
  withSystem: true,
  async tell(teller) {
    const { block, given, meet } = teller
    const keeper = 2
    await given('vguard-node init --name car-1', keeper)
    await given('vguard-node start', keeper)
    await given(`cp -r '${ROOT}/systemd' .`)
    const told = await block('useradd')
    const replace = { 'PEER-ID': peerIn(told) }
    const INVITE = await block('vguard-node invite', { at: keeper, replace })
    await block('systemctl enable', { replace: { INVITE } })
    await meet(1, keeper)
    await given('mkdir /mnt/backups')
    await block('vguard-node backup')
    await given('cp /mnt/backups/*.backup car-7.backup')
    const restored = await block('vguard-node restore')
    const words = `vguard-node invite ${peerIn(restored)} --name car-7`
    const { stdout } = await given(words, keeper)
    await block('systemctl start', { replace: { INVITE: stdout.trim() } })
    await moveGroups(teller, keeper)
  }
}

/** What a group of the engine quorum keeps goes into another one, from its keys and from its chain. */
async function moveGroups({ block, given }: Teller, at: number): Promise<void> {
  await given('vguard-node group open --engine quorum --name OLD', at)
  await given('vguard-node kv put OLD speed 13.9', at)
  await given(`printf 'a\\377' > photo.raw`, at)
  await given('vguard-node kv put OLD photo --file photo.raw', at)
  // The values come into the chain in the background.
  const archived = 'vguard-node chain show OLD --json | jq ".certified.height // 0"'
  await given(`until [ "$(${archived})" -gt 0 ]; do sleep 0.2; done; sleep 2`, at)
  const { stdout } = await given(archived, at)
  for (const [how, name] of [
    ['kv scan OLD', 'SCANNED'],
    ['chain show OLD', 'SHOWN']
  ] as const) {
    await given(`vguard-node group open --engine quorum --name ${name}`, at)
    await block(how, { at, replace: { LAST: stdout.trim(), NEW: name } })
    await given(`vguard-node kv get ${name} speed | grep -x 13.9`, at)
    await given(`vguard-node kv get ${name} photo --out ${name} && cmp photo.raw ${name}`, at)
  }
}

const upgrading: Story = {
  page: 'UPGRADING.md',
  machines: 1,
  withSystem: true,
  async tell({ block, given }) {
    const data = '/var/lib/vguard-node'
    await given(`useradd --system --home-dir ${data} vguard`)
    await given(`install -d -o vguard -g vguard -m 700 ${data}`)
    await given(`runuser -u vguard -- vguard-node init --open --name car-1 --data-dir ${data}`)
    await given(`cp '${ROOT}/systemd/vguard-node.service' /etc/systemd/system/`)
    await given('systemctl enable --now vguard-node')
    await given('mkdir /mnt/backups')
    await block('vguard-node backup')
  }
}

const docker: Story = {
  page: 'docs/docker.md',
  machines: 1,
  async tell({ given, block }) {
    await given('mkdir docker')
    await block('openssl')
    await given('vguard-node start --init --fleet-key docker/fleet-key --token-file docker/token')
    await given('vguard-node status --token-file docker/token')
  }
}

/** What `init` tells. */
function peerIn(printed: string): string {
  return /^peer id +(\S+)$/m.exec(printed)?.[1] ?? ''
}

function expectLine(printed: string, line: string): void {
  if (!printed.split('\n').includes(line)) {
    throw new Error(`no line "${line}" in: ${printed}`)
  }
}

/** Every other page is told by a plain story: one machine, one block after the other. */
export const STORIES: readonly Story[] = [
  readme,
  quickstart,
  cli,
  api,
  embedding,
  compat,
  page,
  troubleshooting,
  operations,
  upgrading,
  docker
]
