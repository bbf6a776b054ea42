/**
 * A transaction on a key-value store, all or nothing: what must hold, and what is written then.
 */
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { ExpectedJson, PartJson } from '../../../src/http/kv-json.ts'
import { post } from '../api.ts'
import { Button } from '../parts/basic.tsx'
import type { RequestLog } from '../parts/log.tsx'

interface Condition {
  readonly key: string
  readonly is: 'absent' | 'present' | 'equals'
  readonly value: string
}

interface Change {
  readonly type: 'put' | 'delete'
  readonly key: string
  readonly value: string
}

interface Done {
  readonly succeeded: boolean
  readonly revision: string
  readonly parts: readonly object[]
}

const NOTHING: readonly Change[] = [{ type: 'put', key: '', value: '' }]

export function Transaction({
  path,
  log
}: {
  readonly path: string
  readonly log: RequestLog
}): JSX.Element {
  const conditions = useSignal<readonly Condition[]>([])
  const changes = useSignal<readonly Change[]>(NOTHING)
  const commit = (): Promise<unknown> => {
    const body = {
      compares: conditions.value.map(({ key, ...rest }) => ({ key, expected: expected(rest) })),
      whenTrue: changes.value.map(part)
    }
    const words = changes.value.map(({ type, key }) => `${type} ${key}`).join(', ')
    return log.run(
      `COMMIT ${words}`,
      (operation) => post<Done>(`${path}/txn`, { body: { ...body, operation } }),
      ({ succeeded, revision }) =>
        succeeded ? `committed, revision ${revision}` : 'not done: what must hold does not'
    )
  }
  const abort = (): Promise<unknown> => {
    conditions.value = []
    changes.value = NOTHING
    return log.run(
      'ABORT',
      () => Promise.resolve(undefined),
      () => 'given up before anything was sent'
    )
  }
  return (
    <form
      class="body"
      onSubmit={(event) => {
        event.preventDefault()
        void commit()
      }}
    >
      <h3>If all of this holds</h3>
      {conditions.value.length === 0 ? <p class="soft">Always.</p> : null}
      {conditions.value.map((condition, i) => (
        <ConditionRow
          key={i}
          condition={condition}
          onChange={(next) => {
            conditions.value = conditions.value.with(i, next)
          }}
        />
      ))}
      <Rows
        what="condition"
        count={conditions.value.length}
        onMore={() => {
          conditions.value = [...conditions.value, { key: '', is: 'present', value: '' }]
        }}
        onLess={() => {
          conditions.value = conditions.value.slice(0, -1)
        }}
      />
      <h3>do all of this, or nothing</h3>
      {changes.value.map((change, i) => (
        <ChangeRow
          key={i}
          change={change}
          onChange={(next) => {
            changes.value = changes.value.with(i, next)
          }}
        />
      ))}
      <Rows
        what="change"
        count={changes.value.length - 1}
        onMore={() => {
          changes.value = [...changes.value, { type: 'put', key: '', value: '' }]
        }}
        onLess={() => {
          changes.value = changes.value.slice(0, -1)
        }}
      />
      <div class="row">
        <Button type="submit" kind="main">
          Commit
        </Button>
        <Button onClick={abort}>Abort</Button>
      </div>
    </form>
  )
}

function Rows({
  what,
  count,
  onMore,
  onLess
}: {
  readonly what: string
  readonly count: number
  readonly onMore: () => void
  readonly onLess: () => void
}): JSX.Element {
  return (
    <div class="row">
      <Button onClick={onMore}>One more {what}</Button>
      <Button onClick={onLess} isDisabled={count <= 0}>
        One less
      </Button>
    </div>
  )
}

function ConditionRow({
  condition,
  onChange
}: {
  readonly condition: Condition
  readonly onChange: (next: Condition) => void
}): JSX.Element {
  const { key, is, value } = condition
  return (
    <div class="row">
      <label class="grow">
        Key
        <input
          required={true}
          value={key}
          onInput={(event) => onChange({ ...condition, key: event.currentTarget.value })}
        />
      </label>
      <label>
        is
        <select
          value={is}
          onChange={(event) =>
            onChange({ ...condition, is: event.currentTarget.value as Condition['is'] })
          }
        >
          <option value="present">there</option>
          <option value="absent">not there</option>
          <option value="equals">equal to</option>
        </select>
      </label>
      {is === 'equals' ? (
        <label class="grow">
          Value
          <input
            value={value}
            onInput={(event) => onChange({ ...condition, value: event.currentTarget.value })}
          />
        </label>
      ) : null}
    </div>
  )
}

function ChangeRow({
  change,
  onChange
}: {
  readonly change: Change
  readonly onChange: (next: Change) => void
}): JSX.Element {
  const { type, key, value } = change
  return (
    <div class="row">
      <label>
        Do
        <select
          value={type}
          onChange={(event) =>
            onChange({ ...change, type: event.currentTarget.value as Change['type'] })
          }
        >
          <option value="put">put</option>
          <option value="delete">delete</option>
        </select>
      </label>
      <label class="grow">
        Key
        <input
          required={true}
          value={key}
          onInput={(event) => onChange({ ...change, key: event.currentTarget.value })}
        />
      </label>
      {type === 'put' ? (
        <label class="grow">
          Value
          <input
            value={value}
            onInput={(event) => onChange({ ...change, value: event.currentTarget.value })}
          />
        </label>
      ) : null}
    </div>
  )
}

function expected({ is, value }: Omit<Condition, 'key'>): ExpectedJson {
  return is === 'equals' ? { value: jsonOr(value) } : { is }
}

function part({ type, key, value }: Change): PartJson {
  return type === 'put' ? { type, key, value: jsonOr(value) } : { type, key }
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
