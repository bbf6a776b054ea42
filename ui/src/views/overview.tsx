/**
 * How the vehicle is, at a glance: health and problems, peers, throughput, elections, copies, disk.
 */
import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import type { GroupView } from '../../../src/node/api.ts'
import { bytesText, durationText, numberText, timeText } from '../format.ts'
import { recent, seconds } from '../live/history.ts'
import { chainLabel, chains, peers, replicate, self, status } from '../live/state.ts'
import { Button, Empty, Fact, Meter, Panel, Peer, Table } from '../parts/basic.tsx'
import { type Line, Plot } from '../parts/plot.tsx'
import { linkTo } from '../route.ts'

const COMMITS: readonly Line[] = [
  { label: 'own blocks', colour: 'accent', read: (nowMs) => seconds.counts('certified', nowMs) },
  {
    label: "others' blocks",
    colour: 'soft',
    isDashed: true,
    read: (nowMs) => seconds.counts('followed', nowMs)
  },
  { label: 'blocks of groups', colour: 'text', read: (nowMs) => seconds.counts('decided', nowMs) }
]
const LATENCY: readonly Line[] = [
  { label: 'p50', colour: 'accent', read: (nowMs) => seconds.quantiles(0.5, nowMs) },
  { label: 'p99', colour: 'text', isDashed: true, read: (nowMs) => seconds.quantiles(0.99, nowMs) }
]

export function Overview(): JSX.Element {
  return (
    <>
      <Problems />
      <Numbers />
      <div class="grid">
        <div class="stack">
          <Panel title="Commits" note="blocks a second">
            <Plot label="Commits" unit="in the last second" lines={COMMITS} />
          </Panel>
          <Groups />
          <PeerTable />
        </div>
        <div class="stack">
          <Panel
            title="Latency"
            note="ms from a proposal to its certificate, own blocks of ten seconds"
          >
            <Plot label="Latency" unit="ms" lines={LATENCY} />
          </Panel>
          <Copies />
          <Disk />
        </div>
      </div>
    </>
  )
}

function Problems(): JSX.Element | null {
  const { problems = [], health, notes = [] } = status.value ?? {}
  if (problems.length === 0 && notes.length === 0) {
    return null
  }
  return (
    <Panel title="Problems" note={health}>
      <ul class="problems">
        {[...problems, ...notes].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Panel>
  )
}

function Numbers(): JSX.Element | null {
  const vehicle = status.value
  if (vehicle === undefined) {
    return null
  }
  const own = vehicle.vehicle.chains.find(({ chain }) => chain === vehicle.vehicle.ownChain)
  const { sentBytes, receivedBytes } = vehicle.traffic
  return (
    <section class="panel" aria-label="The vehicle">
      <dl class="facts">
        <Fact name="Health">
          <span class={vehicle.health === 'ok' ? 'good' : 'bad'}>{vehicle.health}</span>
        </Fact>
        <Fact name="Peers connected">
          {vehicle.peers.connected} <small>of {vehicle.peers.discovered} known</small>
        </Fact>
        <Fact name="Booth">
          {vehicle.peers.inBooth === 0 ? 'none open' : `${vehicle.peers.inBooth} members`}
        </Fact>
        <Fact name="Own chain, certified">{numberText(own?.certified?.height ?? 0)}</Fact>
        <Fact name="Chains known">{chains.value.length}</Fact>
        <Fact name="Sent">{bytesText(sentBytes)}</Fact>
        <Fact name="Received">{bytesText(receivedBytes)}</Fact>
        <Fact name="Running for">{durationText(vehicle.uptimeMs)}</Fact>
      </dl>
    </section>
  )
}

const ELECTION = /^paxos:(led|yielded|configured|recovering)$/
const ELECTIONS_SHOWN = 6

function Groups(): JSX.Element {
  const groups = status.value?.groups ?? []
  const elections = recent.value.filter(({ name }) => ELECTION.test(name)).slice(-ELECTIONS_SHOWN)
  return (
    <Panel title="Groups and elections">
      {groups.length === 0 ? (
        <Empty>No group is known here. One is opened under Key-value or Bank.</Empty>
      ) : (
        <Table
          label="Groups"
          head={['group', 'leader', 'ballot', '#in reach', '#decided', '#certified']}
        >
          {groups.map((group) => (
            <GroupRow key={group.chain} group={group} />
          ))}
        </Table>
      )}
      {elections.length === 0 ? null : <h3 class="under">Elections of this vehicle</h3>}
      {elections.length === 0 ? null : (
        <Table label="Elections of this vehicle" head={['time', 'group', 'what happened']}>
          {elections.toReversed().map(({ id, name, timeMs, detail }) => (
            <tr key={id}>
              <td>{timeText(timeMs)}</td>
              <td>{groupName(String(detail['chain'] ?? ''))}</td>
              <td>{electionText(name, detail)}</td>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  )
}

function GroupRow({ group }: { readonly group: GroupView }): JSX.Element {
  const { chain, name, members, isMember, status: own } = group
  const link = (
    <td title={chain}>
      <a href={linkTo('chains', chain)}>{name || chain.slice(0, 8)}</a>
    </td>
  )
  if (!isMember) {
    return (
      <tr>
        {link}
        <td class="soft" colSpan={5}>
          of {members.map((member) => member.name).join(', ')}; this vehicle is no member
        </td>
      </tr>
    )
  }
  const reached = members.filter(({ isConnected }) => isConnected)
  return (
    <tr>
      {link}
      <td>{members.find(({ isLeader }) => isLeader)?.name ?? <span class="bad">nobody</span>}</td>
      <td title={own?.ballot}>{own?.ballot.split('.').slice(0, 2).join('.') ?? '–'}</td>
      <td class="number">
        {reached.length} of {members.length}
      </td>
      <td class="number">{numberText(own?.decided ?? 0)}</td>
      <td class="number">{numberText(own?.certified ?? 0)}</td>
    </tr>
  )
}

function groupName(chain: string): string {
  return status.value?.groups.find((group) => group.chain === chain)?.name || chain.slice(0, 8)
}

function electionText(name: string, detail: Readonly<Record<string, unknown>>): string {
  const ballot = detail['ballot'] as { readonly cfg: number; readonly num: number } | undefined
  const number = ballot === undefined ? '' : ` with ballot ${ballot.cfg}.${ballot.num}`
  switch (name) {
    case 'paxos:led':
      return `this vehicle leads${number}`
    case 'paxos:yielded':
      return `this vehicle gives way${number}`
    case 'paxos:configured':
      return `booth ${String(detail['number'])} is in force`
    default:
      return name
  }
}

function Copies(): JSX.Element {
  const placements = Object.entries(replicate.value?.placements ?? {})
  const missing = placements.filter(([, { isUnderReplicated }]) => isUnderReplicated)
  const held = chains.value.filter(({ duty }) => duty === 'backup')
  const own = chains.value.find(({ isOwn }) => isOwn)
  return (
    <Panel title="Copies" note={<a href={linkTo('backups')}>Backups</a>}>
      <dl class="facts">
        <Fact name="Under-replicated chains">
          <span class={missing.length > 0 ? 'bad' : ''}>{missing.length}</span>
        </Fact>
        <Fact name="Being placed">{placements.length}</Fact>
        <Fact name="Held for others">{held.length}</Fact>
        <Fact name="Backups of the own chain">{own?.table?.members.length ?? 'none yet'}</Fact>
      </dl>
      {missing.map(([chain, { have, backups }]) => (
        <p class="failure" key={chain}>
          {chainLabel(chain)}: {have} of {backups} backups hold it; more are asked
        </p>
      ))}
    </Panel>
  )
}

/** Longer lists are folded. */
const PEERS_SHOWN = 12
const showsAll = signal(false)

function PeerTable(): JSX.Element {
  const all = [...peers.value].sort(
    (a, b) => Number(b.isConnected) - Number(a.isConnected) || a.name.localeCompare(b.name)
  )
  const cuts = status.value?.vehicle.faults.cuts ?? []
  const shown = showsAll.value ? all : all.slice(0, PEERS_SHOWN)
  return (
    <Panel title="Peers">
      {all.length === 0 ? (
        <Empty>
          No other vehicle is known. They are found by multicast, or given with --bootstrap.
        </Empty>
      ) : (
        <Table label="Peers" head={['vehicle', 'connection', 'since', '#clock ahead', 'version']}>
          {shown.map(({ peer, isConnected, direction, connectedAtMs, clockAheadMs, version }) => (
            <tr key={peer}>
              <td>
                <Peer id={peer} />
              </td>
              <td class={isConnected ? '' : 'bad'}>
                {isConnected ? direction : 'none'}
                {cuts.some((cut) => cut.startsWith(peer)) ? ', cut on purpose' : ''}
              </td>
              <td>{connectedAtMs === undefined ? '–' : timeText(connectedAtMs).slice(0, 8)}</td>
              <td class="number">{clockAheadMs === undefined ? '–' : `${clockAheadMs} ms`}</td>
              <td>{version ?? '–'}</td>
            </tr>
          ))}
        </Table>
      )}
      {all.length > shown.length ? (
        <div class="body">
          <Button
            kind="quiet"
            onClick={() => {
              showsAll.value = true
            }}
          >
            All {all.length}
          </Button>
        </div>
      ) : null}
    </Panel>
  )
}

function Disk(): JSX.Element | null {
  const vehicle = status.value
  if (vehicle === undefined) {
    return null
  }
  const { quotaBytes, usedBytes, diskFreeBytes } = vehicle.vehicle.quota
  const { syncMs, batches } = vehicle.runtime
  return (
    <Panel title="Disk">
      <dl class="facts">
        <Fact name="Store">{bytesText(vehicle.storeBytes)}</Fact>
        <Fact name="For chains of others">
          {bytesText(usedBytes)} <small>of {bytesText(quotaBytes)}</small>{' '}
          <Meter label="Quota used" value={usedBytes} max={quotaBytes} />
        </Fact>
        <Fact name="Free on the disk">{bytesText(diskFreeBytes)}</Fact>
        <Fact name="A write takes">
          {batches === 0 ? '–' : `${(syncMs / batches).toFixed(1)} ms`} <small>on average</small>
        </Fact>
        <Fact name="Waiting for the disk">{vehicle.runtime.unreleased}</Fact>
        <Fact name="Vehicle">
          <code title={self.value}>{self.value.slice(-12)}</code>
        </Fact>
      </dl>
    </Panel>
  )
}
