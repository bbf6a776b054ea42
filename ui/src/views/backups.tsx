/**
 * Who holds which chain: the newest tables, what this vehicle holds itself, and copies on their way.
 */
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { PlacementReport } from '../../../src/core/signal.ts'
import type { ChainView } from '../../../src/node/api.ts'
import { post } from '../api.ts'
import { numberText } from '../format.ts'
import { chainLabel, chains, refreshSoon, replicate } from '../live/state.ts'
import { Button, Empty, Failure, Meter, Panel, Peer, Peers, Table } from '../parts/basic.tsx'
import { linkTo } from '../route.ts'

export function Backups(): JSX.Element {
  const withTable = chains.value.filter(({ table, isOwn }) => table !== undefined || isOwn)
  return (
    <>
      <Panel
        title="Tables"
        note="the newest that this vehicle knows of each chain"
        actions={<Place />}
      >
        {withTable.length === 0 ? (
          <Empty>No chain has a table yet. The first one is made when a booth ends.</Empty>
        ) : (
          <Table label="Tables" head={TITLES}>
            {withTable.map((view) => (
              <Row key={view.chain} view={view} />
            ))}
          </Table>
        )}
      </Panel>
      <div class="grid">
        <Placements />
        <Transfers />
      </div>
    </>
  )
}

const TITLES = [
  'chain',
  'proposer',
  '#epoch',
  '#blocks',
  'backups',
  'obsolete',
  'this vehicle is',
  'its word, as a backup',
  'state'
]

function Row({ view }: { readonly view: ChainView }): JSX.Element {
  const { chain, proposer, table, duty, isOwn } = view
  const { placements = {}, obsolete = {}, holds = {} } = replicate.value ?? {}
  const hold = holds[chain]
  const placement = placements[chain]
  const left = obsolete[chain]
  const state =
    placement === undefined
      ? table === undefined
        ? 'none yet'
        : 'sealed'
      : `${placement.have} of ${placement.backups} hold it`
  return (
    <tr>
      <td>
        <a href={linkTo('chains', chain)}>{chainLabel(chain)}</a>
      </td>
      <td>{proposer === undefined ? 'a group' : <Peer id={proposer} />}</td>
      <td class="number">{table?.epoch ?? '–'}</td>
      <td class="number">{table === undefined ? '–' : `1–${numberText(table.height)}`}</td>
      <td>
        <Peers ids={table?.members ?? []} />
      </td>
      <td>
        {left === undefined ? (
          <span class="soft">{isOwn ? '–' : 'its proposer knows'}</span>
        ) : (
          <Peers ids={left} />
        )}
      </td>
      <td>{duty}</td>
      <td>{hold === undefined ? '–' : `1–${numberText(hold.height)}, epoch ${hold.epoch}`}</td>
      <td class={placement?.isUnderReplicated === true ? 'bad' : ''}>{state}</td>
    </tr>
  )
}

/** Draws backups for the own chain as it is now. */
function Place(): JSX.Element {
  const said = useSignal<string>('')
  const error = useSignal<unknown>(undefined)
  const place = async (): Promise<void> => {
    said.value = ''
    try {
      const { state, epoch, chosen } = await post<PlacementReport>('/v1/backups/place', {
        body: { deadlineMs: 20_000 }
      })
      said.value = `${state}: epoch ${epoch}, ${chosen.length} backups`
      error.value = undefined
      refreshSoon()
    } catch (cause) {
      error.value = cause
    }
  }
  return (
    <>
      <span role="status" class="note">
        {said.value}
      </span>
      <Failure error={error.value} />
      <Button onClick={place} title="Draws backups for the own chain as it is now">
        Place the own chain
      </Button>
    </>
  )
}

function Placements(): JSX.Element {
  const placements = Object.entries(replicate.value?.placements ?? {})
  return (
    <Panel title="Being placed" note="by this vehicle">
      {placements.length === 0 ? (
        <Empty>Nothing is being placed: every chain of this vehicle has its backups.</Empty>
      ) : (
        <Table label="Being placed" head={['chain', '#epoch', 'stage', 'hold it', 'asked']}>
          {placements.map(([chain, { epoch, stage, have, backups, targets }]) => (
            <tr key={chain}>
              <td>{chainLabel(chain)}</td>
              <td class="number">{epoch}</td>
              <td>{stage}</td>
              <td>
                <Meter label={`${have} of ${backups} hold it`} value={have} max={backups} /> {have}{' '}
                of {backups}
              </td>
              <td class="long">
                {targets.map(({ peer, state }) => (
                  <span key={peer}>
                    <Peer id={peer} /> {state}{' '}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  )
}

function Transfers(): JSX.Element {
  const transfers = Object.entries(replicate.value?.transfers ?? {})
  return (
    <Panel title="Coming in" note="copies that this vehicle is fetching">
      {transfers.length === 0 ? (
        <Empty>No copy is on its way to this vehicle.</Empty>
      ) : (
        <Table label="Coming in" head={['chain', 'from', '#epoch', 'blocks', '']}>
          {transfers.map(([chain, { issuer, epoch, height, blocksLeft }]) => {
            const here = blocksLeft === undefined ? 0 : height - blocksLeft
            return (
              <tr key={chain}>
                <td>{chainLabel(chain)}</td>
                <td>
                  <Peer id={issuer} />
                </td>
                <td class="number">{epoch}</td>
                <td>
                  {blocksLeft === undefined ? 'not told yet' : numberText(here)} of{' '}
                  {numberText(height)}
                </td>
                <td>
                  <Meter label={`${here} of ${height} blocks`} value={here} max={height} />
                </td>
              </tr>
            )
          })}
        </Table>
      )}
    </Panel>
  )
}
