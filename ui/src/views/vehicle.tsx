/**
 * One vehicle beside the map: where it is, how it is connected, what it proposes and holds.
 */
import type { JSX } from 'preact'
import { bytesText, dateText, numberText, rangesText } from '../format.ts'
import { certify, chainLabel, chains, labelOf, peers, self, status } from '../live/state.ts'
import { positionAt } from '../map/geo.ts'
import type { Role } from '../map/scene.ts'
import { tracks } from '../map/tracks.ts'
import { Panel, Peers, Short } from '../parts/basic.tsx'
import { linkTo } from '../route.ts'

export function VehiclePanel({
  peer,
  role
}: {
  readonly peer: string
  readonly role: Role
}): JSX.Element {
  const isSelf = peer === self.value
  return (
    <Panel title={labelOf(peer)} note={isSelf ? 'this vehicle' : role === 'none' ? '' : role}>
      <div class="body">
        <dl class="pairs">
          <dt>id</dt>
          <dd>
            <Short id={peer} length={16} />
          </dd>
          <Motion peer={peer} />
          {isSelf ? <OwnConnection /> : <Connection peer={peer} />}
        </dl>
        <Proposes peer={peer} />
        {isSelf ? <OwnLogs /> : <HeldThere peer={peer} />}
      </div>
    </Panel>
  )
}

function Motion({ peer }: { readonly peer: string }): JSX.Element {
  const fixes = tracks.value.get(peer)?.fixes ?? []
  const last = fixes.at(-1)
  if (last === undefined) {
    return (
      <>
        <dt>place</dt>
        <dd>not recorded</dd>
      </>
    )
  }
  const speed = positionAt(fixes, last.timeMs - 1)?.speed ?? 0
  return (
    <>
      <dt>seen last</dt>
      <dd>{dateText(last.timeMs)}</dd>
      <dt>speed</dt>
      <dd>
        {(speed * 3.6).toFixed(0)} km/h, {numberText(fixes.length)} places known
      </dd>
    </>
  )
}

function Connection({ peer }: { readonly peer: string }): JSX.Element {
  const view = peers.value.find((one) => one.peer === peer)
  const isCut = status.value?.vehicle.faults.cuts.some((cut) => cut.startsWith(peer)) === true
  return (
    <>
      <dt>connection</dt>
      <dd class={view?.isConnected === true ? '' : 'bad'}>
        {view?.isConnected === true ? view.direction : 'none'}
        {isCut ? ', cut on purpose' : ''}
      </dd>
      <dt>address</dt>
      <dd>{view?.addresses[0]?.replace(/\/p2p\/.*/, '') ?? '–'}</dd>
      <dt>version</dt>
      <dd>{view?.version ?? '–'}</dd>
    </>
  )
}

function OwnConnection(): JSX.Element {
  const { connected = 0, discovered = 0 } = status.value?.peers ?? {}
  return (
    <>
      <dt>connected</dt>
      <dd>
        to {connected} of {discovered}
      </dd>
    </>
  )
}

function Proposes({ peer }: { readonly peer: string }): JSX.Element | null {
  const own = chains.value.filter(({ proposer }) => proposer === peer)
  if (own.length === 0) {
    return null
  }
  return (
    <div>
      <h3>Proposes</h3>
      {own.map(({ chain, certified, table, elsewhere }) => (
        <dl class="pairs" key={chain}>
          <dt>chain</dt>
          <dd>
            <a href={linkTo('chains', chain)}>{chainLabel(chain)}</a> <Short id={chain} />
          </dd>
          <dt>certified</dt>
          <dd>{numberText(elsewhere?.height ?? certified?.height ?? 0)}</dd>
          <dt>backups</dt>
          <dd>
            <Peers ids={table?.members ?? []} />
            {table === undefined ? '' : `, epoch ${table.epoch}`}
          </dd>
        </dl>
      ))}
    </div>
  )
}

/** What the tables say that another vehicle holds. */
function HeldThere({ peer }: { readonly peer: string }): JSX.Element {
  const held = chains.value.filter(({ table }) => table?.members.includes(peer) === true)
  return (
    <div>
      <h3>Backup of</h3>
      {held.length === 0 ? <p class="soft">no chain that is known here</p> : null}
      <ul class="plain">
        {held.map(({ chain, table }) => (
          <li key={chain}>
            {chainLabel(chain)}: blocks 1–{numberText(table?.height ?? 0)}, epoch {table?.epoch}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The order log, the committed log, what is stored and the room for it. */
function OwnLogs(): JSX.Element {
  const { proposing = [], memberOf = [] } = certify.value ?? {}
  const quota = status.value?.vehicle.quota
  const stored = chains.value.filter(({ held }) => held.length > 0)
  return (
    <>
      <div>
        <h3>Orders</h3>
        {proposing.length === 0 ? <p class="soft">no booth is open</p> : null}
        {proposing.map(({ chain, head, inFlight, waitingEntries, booth }) => (
          <dl class="pairs" key={chain}>
            <dt>newest block</dt>
            <dd>{numberText(head?.height ?? 0)}</dd>
            <dt>being certified</dt>
            <dd>{inFlight}</dd>
            <dt>entries waiting</dt>
            <dd>{numberText(waitingEntries)}</dd>
            <dt>booth</dt>
            <dd>
              {booth === undefined ? 'none' : `${booth.number}: `}
              <Peers ids={booth?.members ?? []} />
            </dd>
          </dl>
        ))}
        {memberOf.map(({ chain, votedTo, certifiedTo }) => (
          <p key={chain}>
            {chainLabel(chain)}: voted to {numberText(votedTo)}, certified to{' '}
            {numberText(certifiedTo)}
          </p>
        ))}
      </div>
      <div>
        <h3>Stored</h3>
        <ul class="plain">
          {stored.map(({ chain, held, bytes, duty }) => (
            <li key={chain}>
              <a href={linkTo('chains', chain)}>{chainLabel(chain)}</a> {rangesText(held)},{' '}
              {bytesText(bytes)}, {duty}
            </li>
          ))}
        </ul>
        {quota === undefined ? null : (
          <p class="soft">
            {bytesText(quota.usedBytes)} of {bytesText(quota.quotaBytes)} for chains of others
          </p>
        )}
      </div>
    </>
  )
}
