/**
 * The blocks of a chain, the newest first, and one of them with its content and its certificate.
 */
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { ChainView } from '../../../src/node/api.ts'
import type { VerifiedBlock } from '../../../src/node/archive.ts'
import { get, open } from '../api.ts'
import { type Certificate, certificateIn } from '../certificate.ts'
import { bytesText, dateText, numberText } from '../format.ts'
import { labelOf } from '../live/state.ts'
import { useAsk } from '../parts/ask.ts'
import { Button, Empty, Failure, Panel, Short, Table } from '../parts/basic.tsx'
import { go, route } from '../route.ts'

type Header = Omit<VerifiedBlock, 'entries' | 'bytes'> & {
  readonly records: number
  readonly bytes: number
}
type Block = Header & {
  readonly records?: readonly Item[]
  readonly commands?: readonly Item[]
}
type Item = Readonly<Record<string, unknown>>

const PAGE = 20

export function Blocks({ view }: { readonly view: ChainView }): JSX.Element {
  const { chain } = view
  const top = Math.max(view.certified?.height ?? 0, ...view.held.map(({ to }) => to))
  /** Undefined follows the newest block. */
  const until = useSignal<number | undefined>(undefined)
  const to = Math.min(until.value ?? top, top)
  const from = Math.max(1, to - PAGE + 1)
  const asked = useAsk(`${chain} ${from} ${to}`, async (signal) => {
    const query = { from, to, limit: PAGE, until: 'tentative' }
    const { blocks } = await get<{ blocks: readonly Header[] }>(`/v1/chains/${chain}/blocks`, {
      query,
      signal
    })
    return blocks.toReversed()
  })
  const last = useSignal<readonly Header[]>([])
  const blocks = asked.data ?? last.value
  if (asked.data !== undefined && asked.data !== last.peek()) {
    last.value = asked.data
  }
  const height = Number(route.value[2] ?? Number.NaN)
  return (
    <div class="split">
      <Panel
        title="Blocks"
        note={`${numberText(from)}–${numberText(to)} of ${numberText(top)}`}
        actions={<Pager to={to} top={top} onGo={(next) => (until.value = next)} />}
      >
        <Failure error={asked.error} />
        {blocks.length === 0 && !asked.isBusy ? (
          <Empty>No verified block of this range is held here.</Empty>
        ) : (
          <BlockTable
            blocks={blocks}
            chosen={height}
            onPick={(picked) => {
              // What somebody looks at stays where it is.
              until.value = to
              go('chains', chain, picked)
            }}
          />
        )}
      </Panel>
      <aside>
        {Number.isSafeInteger(height) ? (
          <BlockPanel key={height} chain={chain} height={height} />
        ) : (
          <Panel title="Block">
            <Empty>Choose a block to see what it carries and who signed it.</Empty>
          </Panel>
        )}
      </aside>
    </div>
  )
}

function Pager({
  to,
  top,
  onGo
}: {
  readonly to: number
  readonly top: number
  readonly onGo: (until: number | undefined) => void
}): JSX.Element {
  const newer = to + PAGE >= top ? undefined : to + PAGE
  return (
    <>
      <Button isDisabled={to === top} onClick={() => onGo(undefined)}>
        Newest
      </Button>
      <Button isDisabled={to === top} onClick={() => onGo(newer)}>
        Newer
      </Button>
      <Button isDisabled={to <= PAGE} onClick={() => onGo(to - PAGE)}>
        Older
      </Button>
    </>
  )
}

function BlockTable({
  blocks,
  chosen,
  onPick
}: {
  readonly blocks: readonly Header[]
  readonly chosen: number
  readonly onPick: (height: number) => void
}): JSX.Element {
  return (
    <Table
      label="Blocks"
      head={['#block', 'time', 'hash', 'before', '#entries', '#bytes', 'state']}
    >
      {blocks.map(({ height, timeMs, hash, prev, records, bytes, state, seal }) => (
        <tr
          key={height}
          class={`pickable ${height === chosen ? 'picked' : ''}`}
          onClick={() => onPick(height)}
        >
          <td class="number">
            <Button kind="quiet" onClick={() => onPick(height)}>
              {numberText(height)}
            </Button>
          </td>
          <td>{dateText(timeMs)}</td>
          <td>
            <Short id={hash} />
          </td>
          <td>
            <Short id={prev} />
          </td>
          <td class="number">{records ?? '–'}</td>
          <td class="number">{bytesText(bytes)}</td>
          <td>
            {state}
            {seal === undefined ? '' : ', seal'}
          </td>
        </tr>
      ))}
    </Table>
  )
}

function BlockPanel({
  chain,
  height
}: {
  readonly chain: string
  readonly height: number
}): JSX.Element {
  const asked = useAsk(`${chain} ${height}`, (signal) =>
    get<Block>(`/v1/chains/${chain}/blocks/${height}`, { signal })
  )
  const block = asked.data
  return (
    <Panel title={`Block ${numberText(height)}`} note={block?.state}>
      <div class="body">
        <Failure error={asked.error} />
        {block === undefined ? null : (
          <>
            <dl class="pairs">
              <dt>hash</dt>
              <dd>
                <code>{block.hash}</code>
              </dd>
              <dt>before</dt>
              <dd>
                <code>{block.prev}</code>
              </dd>
              <dt>time</dt>
              <dd>{dateText(block.timeMs)}</dd>
              {block.seal === undefined ? null : (
                <>
                  <dt>seal of</dt>
                  <dd>
                    booth <Short id={block.seal.booth} />, operation {block.seal.operation}
                  </dd>
                </>
              )}
              {block.nonce === undefined ? null : (
                <>
                  <dt>nonce</dt>
                  <dd>
                    <code>{block.nonce}</code>
                  </dd>
                </>
              )}
            </dl>
            <Signatures chain={chain} height={height} isCertified={block.state === 'certified'} />
            <Content block={block} />
          </>
        )}
      </div>
    </Panel>
  )
}

/** Many blocks have no certificate of their own: a later one covers them by its links. */
function Signatures({
  chain,
  height,
  isCertified
}: {
  readonly chain: string
  readonly height: number
  readonly isCertified: boolean
}): JSX.Element {
  const question = isCertified ? `${chain} ${height}` : undefined
  const asked = useAsk(question, async (signal) => {
    const query = { from: height, to: height }
    const headers = { accept: 'application/x-ndjson' }
    const response = await open(`/v1/chains/${chain}/export`, headers, { query, signal })
    return await certificateIn((await response.text()).split('\n'), height)
  })
  if (!isCertified) {
    return <p class="soft">It is not certified yet.</p>
  }
  return (
    <div>
      <h3>Certificate</h3>
      <Failure error={asked.error} />
      {asked.data === undefined ? null : <Signers certificate={asked.data} />}
    </div>
  )
}

function Signers({ certificate }: { readonly certificate: Certificate }): JSX.Element {
  const { height, boothNumber, booth, members, signers } = certificate
  return (
    <>
      <p>
        of block {numberText(height)}, booth {boothNumber} <Short id={booth} />: {signers.length} of{' '}
        {members.length} signed, checked in this browser
      </p>
      <ul class="plain">
        {members.toSorted(byLabel).map((peer) => (
          <li key={peer} title={peer} class={signers.includes(peer) ? '' : 'soft'}>
            {signers.includes(peer) ? '✓' : '–'} {labelOf(peer)}
          </li>
        ))}
      </ul>
    </>
  )
}

function byLabel(a: string, b: string): number {
  return labelOf(a).localeCompare(labelOf(b))
}

/** Blocks may carry thousands of records. */
const ITEMS_SHOWN = 50

function Content({ block }: { readonly block: Block }): JSX.Element {
  const { records, commands } = block
  const items = records ?? commands
  if (items === undefined) {
    return <p class="soft">Only its header is kept here.</p>
  }
  const what = records === undefined ? 'Commands' : 'Records'
  return (
    <div>
      <h3>
        {what}: {numberText(items.length)}
        {items.length > ITEMS_SHOWN ? `, the first ${ITEMS_SHOWN} are shown` : ''}
      </h3>
      {items.slice(0, ITEMS_SHOWN).map((item, i) => (
        <details key={`${block.height}:${i}`}>
          <summary>{summaryOf(item, i)}</summary>
          <pre>{JSON.stringify(item, null, 1)}</pre>
        </details>
      ))}
    </div>
  )
}

function summaryOf(item: Item, index: number): string {
  const { kind, type, key, account } = item
  const words = [kind ?? type, key ?? account].filter((word) => word !== undefined && word !== '')
  return `${index}  ${words.map(String).join(' ')}`
}
