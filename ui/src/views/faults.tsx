/**
 * Faults on purpose: this vehicle offline, a link cut, the process ended. Each is asked for twice.
 */
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { post } from '../api.ts'
import { hasFaults, labelOf, peers, refreshSoon, status } from '../live/state.ts'
import { Button, Confirm, Empty, Failure, Panel, Peer, Table } from '../parts/basic.tsx'

interface Switch {
  readonly title: string
  readonly text: string
  readonly verb: string
  readonly path: string
  readonly body: object
}

const PROTOCOLS = [
  'certify',
  'replicate',
  'release',
  'read',
  'spread',
  'paxos',
  'quorum',
  'twophase',
  'reconcile',
  'bank',
  'gossip'
] as const

export function Faults(): JSX.Element {
  const asked = useSignal<Switch | undefined>(undefined)
  const error = useSignal<unknown>(undefined)
  const turn = async ({ path, body }: Switch): Promise<void> => {
    try {
      await post(path, { body })
      error.value = undefined
      refreshSoon()
    } catch (cause) {
      error.value = cause
    }
  }
  const onAsk = (one: Switch): void => {
    asked.value = one
  }
  return (
    <>
      {asked.value === undefined ? null : (
        <Confirm
          title={asked.value.title}
          text={asked.value.text}
          verb={asked.value.verb}
          onDone={(isConfirmed) => {
            const one = asked.value
            asked.value = undefined
            if (isConfirmed && one !== undefined) {
              void turn(one)
            }
          }}
        />
      )}
      <Failure error={error.value} />
      {hasFaults.value ? (
        <>
          <Offline onAsk={onAsk} onTurn={turn} />
          <Links onAsk={onAsk} onTurn={turn} />
        </>
      ) : (
        <Panel title="Faults on purpose">
          <Empty>
            This vehicle does not allow them. Start it with <code>--enable-faults</code> to take it
            offline or to cut links from here.
          </Empty>
        </Panel>
      )}
      <End onAsk={onAsk} />
    </>
  )
}

interface Turns {
  readonly onAsk: (one: Switch) => void
  readonly onTurn: (one: Switch) => Promise<void>
}

function offlineSwitch(offline: boolean, protocols: readonly string[] | undefined): Switch {
  const what = protocols === undefined ? 'everything' : protocols.join(', ')
  return {
    title: offline ? 'Take this vehicle offline?' : 'Back online',
    text: `It hears and says nothing of ${what}, though it stays connected, until it is put online again.`,
    verb: 'Take offline',
    path: '/v1/faults/offline',
    body: { offline, ...(protocols === undefined ? {} : { protocols }) }
  }
}

function Offline({ onAsk, onTurn }: Turns): JSX.Element {
  const { offline = [] } = status.value?.vehicle.faults ?? {}
  const isAll = offline.includes('*')
  return (
    <Panel
      title="Offline"
      note={offline.length === 0 ? 'this vehicle hears and says everything' : undefined}
      actions={
        isAll ? (
          <Button kind="main" onClick={() => onTurn(offlineSwitch(false, undefined))}>
            Back online
          </Button>
        ) : (
          <Button kind="danger" onClick={() => onAsk(offlineSwitch(true, undefined))}>
            Take offline
          </Button>
        )
      }
    >
      <div class="body">
        {isAll ? <p class="bad">This vehicle is offline on purpose.</p> : null}
        <fieldset>
          <legend>Only one protocol</legend>
          {PROTOCOLS.map((name) => {
            const isOff = isAll || offline.includes(name)
            const one = offlineSwitch(!isOff, [name])
            return (
              <label class="inline" key={name}>
                <input
                  type="checkbox"
                  checked={!isOff}
                  disabled={isAll}
                  onClick={(event) => {
                    event.preventDefault()
                    void (isOff ? onTurn(one) : onAsk(one))
                  }}
                />
                {name}
                {isOff ? <span class="bad">off</span> : null}
              </label>
            )
          })}
        </fieldset>
      </div>
    </Panel>
  )
}

function linkSwitch(peer: string, cut: boolean): Switch {
  const name = labelOf(peer)
  return {
    title: `Cut the link to ${name}?`,
    text: `Every message from and to ${name} is lost until the link is fixed.`,
    verb: 'Cut the link',
    path: '/v1/faults/links',
    body: { peer, cut }
  }
}

function Links({ onAsk, onTurn }: Turns): JSX.Element {
  const { cuts = [] } = status.value?.vehicle.faults ?? {}
  const all = [...peers.value].sort((a, b) => a.name.localeCompare(b.name))
  return (
    <Panel title="Links">
      {all.length === 0 ? (
        <Empty>No other vehicle is known.</Empty>
      ) : (
        <Table label="Links" head={['vehicle', 'connection', 'link', '']}>
          {all.map(({ peer, isConnected }) => {
            const isCut = cuts.includes(peer)
            const parts = cuts.filter((cut) => cut.startsWith(`${peer} `))
            const words = [
              isCut ? 'cut' : 'whole',
              ...parts.map((cut) => `${cut.split(' ')[1]} cut`)
            ]
            return (
              <tr key={peer}>
                <td>
                  <Peer id={peer} />
                </td>
                <td>{isConnected ? 'connected' : 'none'}</td>
                <td class={isCut ? 'bad' : ''}>{words.join(', ')}</td>
                <td class="number">
                  {isCut ? (
                    <Button
                      kind="main"
                      label={`Fix the link to ${labelOf(peer)}`}
                      onClick={() => onTurn(linkSwitch(peer, false))}
                    >
                      Fix
                    </Button>
                  ) : (
                    <Button
                      kind="danger"
                      label={`Cut the link to ${labelOf(peer)}`}
                      onClick={() => onAsk(linkSwitch(peer, true))}
                    >
                      Cut
                    </Button>
                  )}
                </td>
              </tr>
            )
          })}
        </Table>
      )}
    </Panel>
  )
}

function End({ onAsk }: Pick<Turns, 'onAsk'>): JSX.Element {
  const name = status.value?.name ?? ''
  const stop: Switch = {
    title: `Stop ${name}?`,
    text: 'The process ends, and this page with it. Only somebody at the machine can start it again.',
    verb: 'Stop the vehicle',
    path: '/v1/stop',
    body: {}
  }
  const crash: Switch = {
    title: `Crash ${name}?`,
    text: 'The process is killed: nothing is finished and nobody is told. What was acknowledged is on disk. Only somebody at the machine can start it again.',
    verb: 'Crash the vehicle',
    path: '/v1/faults/crash',
    body: {}
  }
  return (
    <Panel
      title="The process"
      note="stopped it ends in order, crashed as by a failure"
      actions={
        <>
          {hasFaults.value ? (
            <Button kind="danger" onClick={() => onAsk(crash)}>
              Crash the vehicle
            </Button>
          ) : null}
          <Button kind="danger" onClick={() => onAsk(stop)}>
            Stop the vehicle
          </Button>
        </>
      }
    >
      <Empty>What others hold of its chain can still be read from them.</Empty>
    </Panel>
  )
}
