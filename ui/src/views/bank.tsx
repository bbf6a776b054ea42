/**
 * The bank of a group: its accounts, that all money is accounted for, transfers, and its log.
 */
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { get, newOperation, post } from '../api.ts'
import { numberText } from '../format.ts'
import { self } from '../live/state.ts'
import { useAsk } from '../parts/ask.ts'
import { Button, Empty, Failure, Panel, Peer, Table } from '../parts/basic.tsx'
import { ElsewhereChoice, GroupChoice, groupsWith, NoGroup } from '../parts/group.tsx'
import { createRequestLog, LogPanel } from '../parts/log.tsx'

interface Account {
  readonly account: string
  readonly balance: string
  readonly owner: string
}

interface Total {
  readonly minted: string
  readonly total: string
  readonly isConserved: boolean
  readonly accounts: number
  readonly height: number
}

interface Transferred {
  readonly level: string
  readonly height?: number
  readonly seq?: number
}

const REFRESH_MS = 2_000
const ACCOUNTS_SHOWN = 200
const LOG_SHOWN = 30
const log = createRequestLog()

export function Bank(): JSX.Element {
  const { groups, chosen, named } = groupsWith('bank')
  if (named !== undefined) {
    const path = `/v1/bank/${encodeURIComponent(named)}`
    return (
      <>
        <ElsewhereChoice view="bank" named={named} />
        <Books key={named} path={path} pending={undefined} />
      </>
    )
  }
  if (chosen === undefined) {
    return <NoGroup view="bank" state="bank" what="a bank" />
  }
  return (
    <>
      <GroupChoice view="bank" groups={groups} chosen={chosen} />
      <Books key={chosen.chain} path={`/v1/bank/${chosen.chain}`} pending={chosen.bank?.pending} />
    </>
  )
}

function Books({
  path,
  pending
}: {
  readonly path: string
  readonly pending: number | undefined
}): JSX.Element {
  const accounts = useAsk(
    path,
    async (signal) => {
      const query = { limit: ACCOUNTS_SHOWN }
      const [{ accounts: listed }, total] = await Promise.all([
        get<{ accounts: readonly Account[] }>(`${path}/accounts`, { query, signal }),
        get<Total>(`${path}/total`, { signal })
      ])
      return { listed, total }
    },
    REFRESH_MS
  )
  const { listed = [], total } = accounts.data ?? {}
  return (
    <>
      <Sum total={total} pending={pending} />
      <Failure error={accounts.error} />
      <div class="grid">
        <div class="stack">
          <Panel
            title="Accounts"
            note={total === undefined ? '' : `${numberText(total.accounts)} in all`}
          >
            {listed.length === 0 ? (
              <Empty>
                {accounts.data === undefined
                  ? 'Asking …'
                  : 'No account yet. Mint money into a new one.'}
              </Empty>
            ) : (
              <Table label="Accounts" head={['account', '#balance', 'owner']}>
                {listed.map(({ account, balance, owner }) => (
                  <tr key={account}>
                    <td>{account}</td>
                    <td class="number">{numberText(balance)}</td>
                    <td>
                      <Peer id={owner} />
                    </td>
                  </tr>
                ))}
              </Table>
            )}
          </Panel>
          <BankLog path={path} />
        </div>
        <div class="stack">
          <Panel title="Move money">
            <Transfer path={path} accounts={listed.map(({ account }) => account)} />
            <Mint path={path} />
          </Panel>
          <LogPanel log={log} note="asked from this page" />
        </div>
      </div>
    </>
  )
}

/** The one line that must always be true. */
function Sum({
  total,
  pending
}: {
  readonly total: Total | undefined
  readonly pending: number | undefined
}): JSX.Element {
  return (
    <section class="panel body" aria-label="All money">
      {total === undefined ? (
        <span class="soft">Asking …</span>
      ) : (
        <p class="total" role="status">
          <span>
            all balances <b>{numberText(total.total)}</b>
          </span>
          <span>
            minted <b>{numberText(total.minted)}</b>
          </span>
          <span class={total.isConserved ? 'good' : 'bad'}>
            <b>{total.isConserved ? '= conserved' : '≠ not conserved'}</b>
          </span>
          <span class="soft">
            as of block {numberText(total.height)}
            {pending === undefined || pending === 0 ? '' : `; ${pending} pending at this vehicle`}
          </span>
        </p>
      )}
    </section>
  )
}

function Field({
  label,
  value,
  list,
  pattern,
  onInput
}: {
  readonly label: string
  readonly value: string
  readonly list?: string
  readonly pattern?: string
  readonly onInput: (text: string) => void
}): JSX.Element {
  return (
    <label class="grow">
      {label}
      <input
        required={true}
        value={value}
        list={list}
        pattern={pattern}
        inputMode={pattern === undefined ? 'text' : 'numeric'}
        autocomplete="off"
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </label>
  )
}

const AMOUNT = '[0-9]{1,19}'
const LEVELS = ['local', 'backed', 'committed'] as const

function Transfer({
  path,
  accounts
}: {
  readonly path: string
  readonly accounts: readonly string[]
}): JSX.Element {
  const from = useSignal('')
  const to = useSignal('')
  const amount = useSignal('')
  const level = useSignal<string>('committed')
  const send = (): Promise<unknown> => {
    const body = { from: from.value, to: to.value, amount: amount.value, level: level.value }
    const own = newOperation()
    return log.run(
      `TRANSFER ${body.from} → ${body.to} ${body.amount}`,
      (operation = own) => post<Transferred>(`${path}/transfer`, { body: { ...body, operation } }),
      (done) => `${done.level}${done.height === undefined ? '' : `, block ${done.height}`}`
    )
  }
  return (
    <form
      class="body"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <datalist id="accounts">
        {accounts.map((account) => (
          <option key={account} value={account} />
        ))}
      </datalist>
      <div class="row">
        <Field
          label="From"
          value={from.value}
          list="accounts"
          onInput={(text) => (from.value = text)}
        />
        <Field label="To" value={to.value} list="accounts" onInput={(text) => (to.value = text)} />
      </div>
      <div class="row">
        <Field
          label="Amount, in minor units"
          value={amount.value}
          pattern={AMOUNT}
          onInput={(text) => (amount.value = text)}
        />
        <label>
          Answer when it is
          <select
            value={level.value}
            onChange={(event) => (level.value = event.currentTarget.value)}
          >
            {LEVELS.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <Button type="submit" kind="main">
          Transfer
        </Button>
      </div>
    </form>
  )
}

function Mint({ path }: { readonly path: string }): JSX.Element {
  const account = useSignal('')
  const amount = useSignal('')
  const mint = (): Promise<unknown> => {
    const body = { account: account.value, amount: amount.value }
    const own = newOperation()
    const owner = self.value
    return log.run(
      `MINT ${body.account} ${body.amount}`,
      (operation = own) => post<Account>(`${path}/mint`, { body: { ...body, owner, operation } }),
      ({ balance }) => `balance ${numberText(balance)}`
    )
  }
  return (
    <form
      class="body"
      onSubmit={(event) => {
        event.preventDefault()
        void mint()
      }}
    >
      <h3>Mint, into a new account or one that is there</h3>
      <div class="row">
        <Field label="Account" value={account.value} onInput={(text) => (account.value = text)} />
        <Field
          label="Amount"
          value={amount.value}
          pattern={AMOUNT}
          onInput={(text) => (amount.value = text)}
        />
        <Button type="submit">Mint</Button>
      </div>
    </form>
  )
}

interface Entry {
  readonly number: number
  readonly height: number
  readonly kind: string
  readonly account: string
  readonly other: string
  readonly amount: string
  readonly reason: string
}

function BankLog({ path }: { readonly path: string }): JSX.Element {
  const asked = useAsk(
    path,
    (signal) =>
      get<{ entries: readonly Entry[]; last: number }>(`${path}/log`, {
        query: { limit: LOG_SHOWN },
        signal
      }),
    REFRESH_MS
  )
  const { entries = [], last } = asked.data ?? {}
  return (
    <Panel title="Log" note={last === undefined ? '' : `the last of ${numberText(last)}`}>
      <Failure error={asked.error} />
      {entries.length === 0 ? (
        <Empty>{asked.data === undefined ? 'Asking …' : 'Nothing was done yet.'}</Empty>
      ) : (
        <Table
          label="Log"
          isTall={true}
          head={['#number', '#block', 'what', 'account', 'other', '#amount']}
        >
          {entries.toReversed().map(({ number, height, kind, account, other, amount, reason }) => (
            <tr key={number}>
              <td class="number">{numberText(number)}</td>
              <td class="number">{numberText(height)}</td>
              <td class={reason === '' ? '' : 'bad'}>
                {reason === '' ? kind : `${kind}: ${reason}`}
              </td>
              <td>{account}</td>
              <td>{other || '–'}</td>
              <td class="number">{numberText(amount)}</td>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  )
}
