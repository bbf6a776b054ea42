/**
 * Chains: which are known, what is held of them, their blocks, whether everything verifies, an export.
 */
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { ChainView } from '../../../src/node/api.ts'
import type { ChainReport } from '../../../src/node/archive.ts'
import { open, post } from '../api.ts'
import { bytesText, numberText, rangesText } from '../format.ts'
import { chainLabel, chains, refreshSoon } from '../live/state.ts'
import { Button, Empty, Fact, Failure, Panel, Peer, Peers, Short, Table } from '../parts/basic.tsx'
import { linkTo, route } from '../route.ts'
import { Blocks } from './blocks.tsx'

export function Chains(): JSX.Element {
  const [, id] = route.value
  const chosen = chains.value.find(({ chain }) => chain === id)
  return (
    <>
      <ChainTable chosen={id} />
      {id === undefined ? null : chosen === undefined ? (
        <Empty>Nothing is known here of chain {id}.</Empty>
      ) : (
        <Chain key={id} view={chosen} />
      )}
    </>
  )
}

function ChainTable({ chosen }: { readonly chosen: string | undefined }): JSX.Element {
  const error = useSignal<unknown>(undefined)
  const discover = async (): Promise<void> => {
    try {
      await post('/v1/chains/discover')
      error.value = undefined
      refreshSoon()
    } catch (cause) {
      error.value = cause
    }
  }
  const titles = [
    'chain',
    'proposer',
    'this vehicle is',
    '#certified',
    '#bytes held',
    'held',
    'health'
  ]
  return (
    <Panel
      title="Chains"
      note="choose one to see its blocks"
      actions={<Button onClick={discover}>Ask the others</Button>}
    >
      <Failure error={error.value} />
      {chains.value.length === 0 ? (
        <Empty>No chain is known here yet. The own one begins with the first booth.</Empty>
      ) : (
        <Table label="Chains" head={titles}>
          {chains.value.map((chain) => (
            <Row key={chain.chain} view={chain} isChosen={chain.chain === chosen} />
          ))}
        </Table>
      )}
    </Panel>
  )
}

function Row({
  view,
  isChosen
}: {
  readonly view: ChainView
  readonly isChosen: boolean
}): JSX.Element {
  const { chain, proposer, duty, certified, bytes, held, health, elsewhere, isOwn } = view
  return (
    <tr class={isChosen ? 'picked' : ''}>
      <td>
        <a href={linkTo('chains', chain)} aria-current={isChosen ? 'true' : undefined}>
          {chainLabel(chain)}
        </a>{' '}
        <Short id={chain} />
        {isOwn ? <span class="note"> own</span> : null}
      </td>
      <td>{proposer === undefined ? 'a group' : <Peer id={proposer} />}</td>
      <td>{elsewhere === undefined ? duty : `none; ${elsewhere.knownBy.length} others know it`}</td>
      <td class="number">{numberText(elsewhere?.height ?? certified?.height ?? 0)}</td>
      <td class="number">{bytesText(bytes)}</td>
      <td>{held.length === 0 ? '–' : rangesText(held)}</td>
      <td class={health === 'ok' ? '' : 'bad'}>{health}</td>
    </tr>
  )
}

function Chain({ view }: { readonly view: ChainView }): JSX.Element {
  const { chain, proposer, table, pinned, damage } = view
  const isHeld = view.held.length > 0
  return (
    <>
      <Panel
        title={`Chain ${chainLabel(chain)}`}
        note={<code>{chain}</code>}
        actions={isHeld ? <ExportButton chain={chain} /> : undefined}
      >
        <dl class="facts">
          <Fact name="Proposer">{proposer === undefined ? 'a group' : <Peer id={proposer} />}</Fact>
          <Fact name="Certified">{numberText(view.certified?.height ?? 0)}</Fact>
          <Fact name="Table">{table === undefined ? 'none yet' : `epoch ${table.epoch}`}</Fact>
          <Fact name="Backups">
            <Peers ids={table?.members ?? []} />
          </Fact>
          <Fact name="Pinned">{pinned.length === 0 ? 'nothing' : rangesText(pinned)}</Fact>
          {damage.length === 0 ? null : (
            <Fact name="Lost on this disk">
              <span class="bad">{rangesText(damage)}</span>
            </Fact>
          )}
        </dl>
        {isHeld ? <Verification chain={chain} /> : null}
      </Panel>
      {isHeld ? (
        <Blocks view={view} />
      ) : (
        <Empty>No block of it is held here. Another vehicle shows them, or read its records.</Empty>
      )}
    </>
  )
}

function Verification({ chain }: { readonly chain: string }): JSX.Element {
  const report = useSignal<ChainReport | undefined>(undefined)
  const error = useSignal<unknown>(undefined)
  const verify = async (): Promise<void> => {
    try {
      report.value = await post<ChainReport>(`/v1/chains/${chain}/verify`)
      error.value = undefined
    } catch (cause) {
      error.value = cause
    }
  }
  const found = report.value
  return (
    <div class="body">
      <div class="row">
        <Button kind="main" onClick={verify}>
          Verify everything held
        </Button>
        <span role="status">{found === undefined ? null : <Verdict report={found} />}</span>
      </div>
      <Failure error={error.value} />
      {found === undefined || found.faults.length === 0 ? null : (
        <Table label="Faults" head={['#block', 'what is wrong']}>
          {found.faults.map(({ height, reason }) => (
            <tr key={`${height} ${reason}`}>
              <td class="number">{height}</td>
              <td class="bad">{reason}</td>
            </tr>
          ))}
        </Table>
      )}
    </div>
  )
}

function Verdict({ report }: { readonly report: ChainReport }): JSX.Element {
  const { isSound, blocks, certificates, certifiedTo, headersOnly, missing } = report
  return (
    <>
      <span class={`badge ${isSound ? 'good' : 'bad'}`}>{isSound ? 'sound' : 'not sound'}</span>{' '}
      {numberText(blocks)} blocks, {numberText(certificates)} certificates, certified to{' '}
      {numberText(certifiedTo)}
      {headersOnly > 0 ? `; of ${headersOnly} only the header` : ''}
      {missing.length > 0 ? `; missing ${rangesText(missing)}` : ''}
    </>
  )
}

function ExportButton({ chain }: { readonly chain: string }): JSX.Element {
  const error = useSignal<unknown>(undefined)
  const save = async (): Promise<void> => {
    try {
      const response = await open(`/v1/chains/${chain}/export`, { accept: 'application/x-ndjson' })
      const url = URL.createObjectURL(await response.blob())
      const anchor = document.createElement('a')
      anchor.href = url
      anchor.download = `${chainLabel(chain)}-${chain.slice(0, 8)}.jsonl`
      anchor.click()
      setTimeout(() => URL.revokeObjectURL(url), 1_000)
      error.value = undefined
    } catch (cause) {
      error.value = cause
    }
  }
  return (
    <>
      <Failure error={error.value} />
      <Button onClick={save} title="Certified blocks as JSON lines that verify anywhere">
        Export
      </Button>
    </>
  )
}
