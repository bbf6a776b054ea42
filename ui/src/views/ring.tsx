/**
 * The ring of a group of the engine twophase: which vehicles keep which keys, how evenly, and how this
 * vehicle takes part or leaves.
 */
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { EntryJson } from '../../../src/http/kv-json.ts'
import type { RingChange, RingNodeView, RingView } from '../../../src/node/ring-api.ts'
import { get, post } from '../api.ts'
import { self } from '../live/state.ts'
import { useAsk } from '../parts/ask.ts'
import { Button, Confirm, Empty, Failure, Meter, Panel, Table } from '../parts/basic.tsx'
import type { RequestLog } from '../parts/log.tsx'
import { RingDrawing } from '../ring/drawing.tsx'

/** Keys of the store that are drawn. */
const KEYS_SHOWN = 60
/** Longer ones are not looked up while they are typed. */
const TYPED_MAX = 256
const AGAIN_MS = 2_000

export function RingPanel({
  chain,
  path,
  typed,
  log
}: {
  readonly chain: string
  readonly path: string
  /** The key of the form: it is shown where it lies, also when it is not there. */
  readonly typed: string
  readonly log: RequestLog
}): JSX.Element {
  const chosen = typed.length <= TYPED_MAX ? typed : ''
  const asked = useAsk(
    `${chain} ${chosen}`,
    async (signal) => {
      const query = { limit: KEYS_SHOWN, keysOnly: true }
      const { entries } = await get<{ entries: readonly EntryJson[] }>(`${path}/scan`, {
        ...{ query, signal }
      })
      const there = entries.flatMap(({ key, keyBase64 }) => (keyBase64 === undefined ? [key] : []))
      const keys = [...new Set([...(chosen === '' ? [] : [chosen]), ...there])]
      const ring = await get<RingView>(`/v1/ring/${encodeURIComponent(chain)}`, {
        ...{ query: { key: keys.slice(0, KEYS_SHOWN) }, signal }
      })
      return { ring, keys }
    },
    AGAIN_MS
  )
  const { ring, keys = [] } = asked.data ?? {}
  return (
    <Panel
      title="Ring"
      note={ring === undefined ? '' : `version ${ring.version}, ${phaseText(ring)}`}
      actions={ring === undefined ? null : <Take ring={ring} log={log} onDone={asked.again} />}
    >
      <Failure error={asked.error} />
      {ring === undefined ? (
        <Empty>Asking …</Empty>
      ) : (
        <RingBody ring={ring} keys={keys} chosen={chosen} />
      )}
    </Panel>
  )
}

function RingBody({
  ring,
  keys,
  chosen
}: {
  readonly ring: RingView
  readonly keys: readonly string[]
  readonly chosen: string
}): JSX.Element {
  const { nodes, copies, owners } = ring
  const found = owners.find(({ key }) => key === chosen)
  return (
    <div class="split">
      <div>
        <Table label="Vehicles of the ring" head={['lane', 'vehicle', '#first', '#keeps', '', '']}>
          {nodes.map((node, i) => (
            <tr key={node.peer}>
              <td>{node.isJoining ? '' : i + 1}</td>
              <td title={node.peer}>{node.name}</td>
              <td class="number">{percent(node.first)}</td>
              <td class="number">{percent(node.all)}</td>
              <td>
                <Meter label={`${node.name} keeps ${percent(node.all)}`} value={node.all} max={1} />
              </td>
              <td class={node.isLost ? 'bad' : 'soft'}>{stateText(node, ring)}</td>
            </tr>
          ))}
        </Table>
        <p class="body soft" aria-live="polite">
          {found === undefined
            ? 'Lane 1 is the outermost. Dark: first owner; light: another copy. Dots are keys: type one to see who keeps it.'
            : `${found.key} is kept by ${found.owners.join(', then ')}.`}
        </p>
      </div>
      <RingDrawing
        nodes={nodes.filter(({ isJoining }) => !isJoining)}
        copies={copies}
        keys={keys}
        chosen={chosen}
      />
    </div>
  )
}

/** Registers this vehicle, or takes it off. */
function Take({
  ring,
  log,
  onDone
}: {
  readonly ring: RingView
  readonly log: RequestLog
  readonly onDone: () => void
}): JSX.Element {
  const isAsking = useSignal(false)
  const own = ring.nodes.find(({ peer }) => peer === self.value)
  const isOn = own !== undefined && !own.isLost && !own.isLeaving
  const base = `/v1/ring/${encodeURIComponent(ring.chain)}`
  const run = async (request: string, path: string): Promise<void> => {
    await log.run(
      request,
      () => post<RingChange>(`${base}/${path}`, { body: {} }),
      ({ isNew, version }) => (isNew ? `ring ${version}: keys move` : 'as before')
    )
    onDone()
  }
  return (
    <>
      {isAsking.value ? (
        <Confirm
          title="Take this vehicle off the ring?"
          text="Others fetch its keys first; all of them can be read and put meanwhile."
          verb="Take it off"
          onDone={(isConfirmed) => {
            isAsking.value = false
            if (isConfirmed) {
              void run('LEAVE this vehicle', 'leave')
            }
          }}
        />
      ) : null}
      {isOn ? (
        <Button onClick={() => (isAsking.value = true)}>Leave</Button>
      ) : (
        <Button onClick={() => run('REGISTER this vehicle', 'join')}>Register</Button>
      )}
    </>
  )
}

function phaseText({ phase, ready, nodes }: RingView): string {
  switch (phase) {
    case 'forming':
      return 'forming: too few vehicles have registered'
    case 'stable':
      return 'at rest'
    case 'moving':
      return `keys move, ${ready.length} of ${nodes.length} have theirs`
    case 'settling':
      return 'the new ring is in force, and is being told'
  }
}

function stateText({ isLost, isJoining, isLeaving, name }: RingNodeView, ring: RingView): string {
  if (isLost) {
    return 'lost'
  }
  if (isJoining) {
    return ring.ready.includes(name) ? 'has its keys' : 'fetches its keys'
  }
  return isLeaving ? 'leaves' : ''
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`
}
