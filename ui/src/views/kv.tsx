/**
 * The key-value store of a group: get, put, delete, transactions, the entries, and what was asked.
 */
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { EntryJson } from '../../../src/http/kv-json.ts'
import { get, post } from '../api.ts'
import { numberText } from '../format.ts'
import { useAsk } from '../parts/ask.ts'
import { Button, Empty, Failure, Panel, Table } from '../parts/basic.tsx'
import { ElsewhereChoice, GroupChoice, groupsWith, NoGroup } from '../parts/group.tsx'
import { createRequestLog, LogPanel } from '../parts/log.tsx'
import { Transaction } from './kv-transaction.tsx'
import { RegistersPanel } from './registers.tsx'
import { RingPanel } from './ring.tsx'

interface Written {
  readonly revision: string
  readonly found: boolean
}

const log = createRequestLog()

export function KeyValue(): JSX.Element {
  const { groups, chosen, named } = groupsWith('kv')
  if (named !== undefined) {
    return (
      <>
        <ElsewhereChoice view="kv" named={named} />
        <Store key={named} path={`/v1/kv/${encodeURIComponent(named)}`} chain={named} />
      </>
    )
  }
  if (chosen === undefined) {
    return <NoGroup view="kv" state="kv" what="a key-value store" />
  }
  const path = `/v1/kv/${chosen.chain}`
  return (
    <>
      <GroupChoice view="kv" groups={groups} chosen={chosen} />
      {chosen.engine === 'quorum' ? <RegistersPanel group={chosen} /> : null}
      <Store
        key={chosen.chain}
        path={path}
        chain={chosen.chain}
        hasRing={chosen.engine === 'twophase'}
      />
    </>
  )
}

function Store({
  path,
  chain,
  hasRing = false
}: {
  readonly path: string
  readonly chain: string
  readonly hasRing?: boolean
}): JSX.Element {
  const key = useSignal('')
  const value = useSignal('')
  const mode = useSignal<'one' | 'transaction'>('one')
  const choose = (entry: EntryJson): void => {
    key.value = entry.key
    value.value = valueText(entry)
    mode.value = 'one'
  }
  const tabs = (
    <>
      <Button isPressed={mode.value === 'one'} onClick={() => (mode.value = 'one')}>
        One key
      </Button>
      <Button isPressed={mode.value === 'transaction'} onClick={() => (mode.value = 'transaction')}>
        Transaction
      </Button>
    </>
  )
  return (
    <div class="grid">
      <Panel title="Ask" actions={tabs}>
        {mode.value === 'one' ? (
          <OneKey path={path} keyText={key} valueText={value} />
        ) : (
          <Transaction path={path} log={log} />
        )}
      </Panel>
      <LogPanel log={log} note="asked from this page" />
      {hasRing ? (
        <div class="wide">
          <RingPanel chain={chain} path={path} typed={key.value} log={log} />
        </div>
      ) : null}
      <div class="wide">
        <Entries path={path} chain={chain} onChoose={choose} />
      </div>
    </div>
  )
}

interface Text {
  value: string
}

function OneKey({
  path,
  keyText,
  valueText: input
}: {
  readonly path: string
  readonly keyText: Text
  readonly valueText: Text
}): JSX.Element {
  const key = keyText.value
  const ask = async (): Promise<void> => {
    const entry = await log.run(
      `GET ${key}`,
      () => get<EntryJson>(`${path}/entry`, { query: { key } }),
      (found) => `${valueText(found)}  (revision ${found.revision})`
    )
    if (entry !== undefined) {
      input.value = valueText(entry)
    }
  }
  const put = (): Promise<unknown> => {
    const body = { key, ...inputOf(input.value) }
    return log.run(
      `PUT ${key} ${input.value}`,
      (operation) => post<Written>(`${path}/put`, { body: { ...body, operation } }),
      ({ revision, found }) => `${found ? 'changed' : 'made'}, revision ${revision}`
    )
  }
  const remove = (): Promise<unknown> =>
    log.run(
      `DELETE ${key}`,
      (operation) => post<Written>(`${path}/delete`, { body: { key, operation } }),
      ({ revision, found }) => (found ? `deleted, revision ${revision}` : 'was not there')
    )
  return (
    <form
      class="body"
      onSubmit={(event) => {
        event.preventDefault()
        void ask()
      }}
    >
      <label>
        Key
        <input
          value={key}
          autocomplete="off"
          onInput={(event) => {
            keyText.value = event.currentTarget.value
          }}
        />
      </label>
      <label>
        Value: JSON, or any text
        <textarea
          rows={4}
          value={input.value}
          onInput={(event) => {
            input.value = event.currentTarget.value
          }}
        />
      </label>
      <div class="row">
        <Button type="submit" kind="main" isDisabled={key === ''}>
          Get
        </Button>
        <Button onClick={put} isDisabled={key === ''}>
          Put
        </Button>
        <Button kind="danger" onClick={remove} isDisabled={key === ''}>
          Delete
        </Button>
        <span class="soft">{kindOf(input.value)}</span>
      </div>
    </form>
  )
}

/** JSON to the letter where it is JSON, else the text as a JSON text. */
function inputOf(text: string): { readonly json: string } | { readonly value: string } {
  return isJson(text) ? { json: text } : { value: text }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function kindOf(text: string): string {
  return text === '' ? '' : isJson(text) ? 'put as JSON' : 'put as a text'
}

function valueText({ kind, json, base64 }: EntryJson): string {
  return kind === 'json' ? (json ?? '') : `base64:${base64 ?? ''}`
}

const PAGE = 50

function Entries({
  path,
  chain,
  onChoose
}: {
  readonly path: string
  readonly chain: string
  readonly onChoose: (entry: EntryJson) => void
}): JSX.Element {
  const prefix = useSignal('')
  const cursors = useSignal<readonly string[]>([])
  const cursor = cursors.value.at(-1)
  const asked = useAsk(
    `${chain} ${prefix.value} ${cursor ?? ''}`,
    (signal) =>
      get<{ entries: readonly EntryJson[]; cursor?: string; height: number }>(`${path}/scan`, {
        query: { prefix: prefix.value, limit: PAGE, cursor },
        signal
      }),
    3_000
  )
  const { entries = [], cursor: next, height } = asked.data ?? {}
  return (
    <Panel
      title="Entries"
      note={height === undefined ? '' : `as of block ${numberText(height)}`}
      actions={
        <>
          <Button
            isDisabled={cursors.value.length === 0}
            onClick={() => (cursors.value = cursors.value.slice(0, -1))}
          >
            Before
          </Button>
          <Button
            isDisabled={next === undefined}
            onClick={() => (cursors.value = [...cursors.value, next ?? ''])}
          >
            Next
          </Button>
        </>
      }
    >
      <div class="body">
        <label>
          Keys that begin with
          <input
            value={prefix.value}
            onInput={(event) => {
              prefix.value = event.currentTarget.value
              cursors.value = []
            }}
          />
        </label>
        <Failure error={asked.error} />
      </div>
      {entries.length === 0 ? (
        <Empty>{asked.data === undefined ? 'Asking …' : 'No entry. Put one above.'}</Empty>
      ) : (
        <Table label="Entries" head={['key', 'value', '#revision', '#changes', 'until']}>
          {entries.map((entry) => (
            <tr key={entry.keyBase64 ?? entry.key}>
              <td>
                <Button kind="quiet" onClick={() => onChoose(entry)}>
                  {entry.key}
                </Button>
              </td>
              <td class="long">
                <code>{valueText(entry).slice(0, 300)}</code>
              </td>
              <td class="number">{entry.revision}</td>
              <td class="number">{numberText(entry.changes)}</td>
              <td>
                {entry.expiresAtMs === undefined
                  ? 'for ever'
                  : new Date(entry.expiresAtMs).toLocaleString()}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  )
}
