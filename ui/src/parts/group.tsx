/**
 * Which group a view speaks to, and how a group is opened where there is none.
 */
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { GroupView } from '../../../src/node/api.ts'
import { newOperation, post } from '../api.ts'
import { labelOf, peers, refreshSoon, status } from '../live/state.ts'
import { go, route } from '../route.ts'
import { Button, Failure, Panel } from './basic.tsx'

type State = GroupView['state']

/** Groups with this state, and the one that the address names, or the first. */
export function groupsWith(state: State): {
  readonly groups: readonly GroupView[]
  readonly chosen: GroupView | undefined
  /** What the address names when no such group is known here: others may know it. */
  readonly named: string | undefined
} {
  const groups = (status.value?.groups ?? []).filter((group) => group.state === state)
  const [, wanted] = route.value
  const found = groups.find(({ chain, name }) => chain === wanted || name === wanted)
  const isElsewhere = wanted !== undefined && wanted !== '' && found === undefined
  return {
    groups,
    chosen: found ?? (isElsewhere ? undefined : groups[0]),
    named: isElsewhere ? wanted : undefined
  }
}

/** A group that this vehicle does not know, which its members are asked for. */
export function ElsewhereChoice({
  view,
  named
}: {
  readonly view: string
  readonly named: string
}): JSX.Element {
  return (
    <Panel
      title={`Group ${named}`}
      note="not known here: its members are asked"
      actions={<Button onClick={() => go(view)}>Another</Button>}
    >
      {null}
    </Panel>
  )
}

/** Goes to a group by its name. */
function AskElsewhere({ view }: { readonly view: string }): JSX.Element {
  const name = useSignal('')
  return (
    <Panel title="Or ask a group of others" note="any vehicle may ask, member or not">
      <form
        class="body"
        onSubmit={(event) => {
          event.preventDefault()
          go(view, name.value)
        }}
      >
        <div class="row">
          <label class="grow">
            Its name, or the id of its chain
            <input
              required={true}
              value={name.value}
              onInput={(event) => {
                name.value = event.currentTarget.value
              }}
            />
          </label>
          <Button type="submit">Ask</Button>
        </div>
      </form>
    </Panel>
  )
}

export function GroupChoice({
  view,
  groups,
  chosen
}: {
  readonly view: string
  readonly groups: readonly GroupView[]
  readonly chosen: GroupView
}): JSX.Element {
  const names = chosen.members.map(({ name }) => name).sort()
  const leader = chosen.members.find(({ isLeader }) => isLeader)
  return (
    <Panel
      title="Group"
      note={
        <>
          {chosen.engine}, {chosen.members.length} members: {names.join(', ')};{' '}
          {chosen.isMember
            ? leader === undefined
              ? 'nobody leads'
              : `${leader.name} leads`
            : 'this vehicle is no member and asks them'}
        </>
      }
      actions={
        <select
          aria-label="Group"
          value={chosen.chain}
          onChange={(event) => go(view, event.currentTarget.value)}
        >
          {groups.map(({ chain, name }) => (
            <option key={chain} value={chain}>
              {name || chain.slice(0, 8)}
            </option>
          ))}
        </select>
      }
    >
      {null}
    </Panel>
  )
}

/** What to do where no group is known: open one of this vehicle and others, or ask one of others. */
export function NoGroup({
  view,
  state,
  what
}: {
  readonly view: string
  readonly state: State
  readonly what: string
}): JSX.Element {
  return (
    <div class="grid">
      <OpenGroup state={state} what={what} />
      <AskElsewhere view={view} />
    </div>
  )
}

const ENGINES = [
  ['paxos', 'one log of all changes (paxos)'],
  ['quorum', 'a quorum for each key (quorum)'],
  ['twophase', 'copies on a ring, and transactions among them (twophase)']
] as const

function OpenGroup({ state, what }: { readonly state: State; readonly what: string }): JSX.Element {
  const name = useSignal('')
  const chosen = useSignal<readonly string[]>([])
  const engine = useSignal<string>('paxos')
  const error = useSignal<unknown>(undefined)
  const connected = peers.value
    .filter(({ isConnected }) => isConnected)
    .sort((a, b) => a.name.localeCompare(b.name))
  const open = async (): Promise<void> => {
    try {
      await post('/v1/groups', {
        body: {
          ...{ state, engine: engine.value, name: name.value, members: chosen.value },
          operation: newOperation()
        }
      })
      error.value = undefined
      refreshSoon()
    } catch (cause) {
      error.value = cause
    }
  }
  const toggle = (peer: string): void => {
    chosen.value = chosen.value.includes(peer)
      ? chosen.value.filter((other) => other !== peer)
      : [...chosen.value, peer]
  }
  const total = chosen.value.length + 1
  return (
    <Panel title={`Open ${what}`} note={`No group with ${what} is known here yet.`}>
      <form
        class="body"
        onSubmit={(event) => {
          event.preventDefault()
          void open()
        }}
      >
        <label>
          Name
          <input
            required={true}
            maxLength={64}
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value
            }}
          />
        </label>
        {state === 'kv' ? (
          <label>
            How its members keep it
            <select
              value={engine.value}
              onChange={(event) => {
                engine.value = event.currentTarget.value
              }}
            >
              {ENGINES.map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <fieldset>
          <legend>Members besides this vehicle</legend>
          {connected.length === 0
            ? 'Nobody is connected; the group begins with this vehicle alone.'
            : null}
          {connected.map(({ peer }) => (
            <label class="inline" key={peer}>
              <input
                type="checkbox"
                checked={chosen.value.includes(peer)}
                onChange={() => toggle(peer)}
              />
              {labelOf(peer)}
            </label>
          ))}
        </fieldset>
        <p class="soft">
          {total === 1
            ? 'One member: the group is there while this vehicle is.'
            : `${total} members: the group goes on while ${Math.floor(total / 2) + 1} of them run.`}
        </p>
        <Failure error={error.value} />
        <div class="row">
          <Button type="submit" kind="main">
            Open the group
          </Button>
        </div>
      </form>
    </Panel>
  )
}
