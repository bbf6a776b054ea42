/**
 * Step mode: the machines of the vehicles run in this browser, message by message. Any vehicle can be
 * crashed and any link cut at any step, and a run is shared as a link.
 *
 * Keeps: it is a world of its own; nothing of it reaches a real vehicle.
 */
import { signal, useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Act, Happening, Stage } from '../../../src/sim/stage/index.ts'
import { Diagram, type RowText } from '../flow/diagram.tsx'
import { Button, Empty, Failure, Panel } from '../parts/basic.tsx'
import { linkTo, route } from '../route.ts'
import { Cars } from './step-cars.tsx'

type StageModule = typeof import('../../../src/sim/stage/index.ts')

/** What is drawn: a happening with its number. */
type Row = Happening & { readonly id: number }

interface Run {
  readonly stage: Stage
  readonly rows: readonly Row[]
}

const FIRST = 'play=paxos&vehicles=5&seed=1&at=0'
const RUN_STEPS_MAX = 300

/** Loaded when the view is first shown: it is most of what the page weighs. */
const machines = signal<StageModule | undefined>(undefined)
const run = signal<Run | undefined>(undefined)
const failure = signal<unknown>(undefined)

function numbered(rows: readonly Row[], happened: readonly Happening[]): readonly Row[] {
  return [...rows, ...happened.map((one, i) => ({ ...one, id: rows.length + i + 1 }))]
}

function open(line: string): void {
  try {
    const { stage, happened } = (machines.peek() as StageModule).openLink(line)
    run.value = { stage, rows: numbered([], happened) }
    failure.value = undefined
  } catch (error) {
    failure.value = error
  }
}

function goOn(steps: number, isEnough: (happened: readonly Happening[]) => boolean): void {
  const now = run.peek()
  if (now === undefined) {
    return
  }
  const all: Happening[] = []
  for (let i = 0; i < steps; i++) {
    const happened = now.stage.next()
    all.push(...happened)
    if (isEnough(happened)) {
      break
    }
  }
  run.value = { ...now, rows: numbered(now.rows, all) }
}

function act(one: Act): void {
  const now = run.peek()
  try {
    const happened = now?.stage.act(one) ?? []
    run.value = now === undefined ? undefined : { ...now, rows: numbered(now.rows, happened) }
    failure.value = undefined
  } catch (error) {
    failure.value = error
  }
}

export function Steps(): JSX.Element {
  const [, given = ''] = route.value
  useEffect(() => {
    void import('../../../src/sim/stage/index.ts').then((loaded) => {
      machines.value = loaded
      if (given !== '' || run.peek() === undefined) {
        open(given === '' ? FIRST : given)
      }
    })
  }, [given])
  const loaded = machines.value
  if (loaded === undefined || run.value === undefined) {
    return (
      <Panel title="Step mode">
        {failure.value === undefined ? <Empty>Loading the machines…</Empty> : null}
        <Failure error={failure.value} />
      </Panel>
    )
  }
  return <Play loaded={loaded} now={run.value} />
}

function Play({ loaded, now }: { readonly loaded: StageModule; readonly now: Run }): JSX.Element {
  const picked = useSignal<number | undefined>(undefined)
  const follows = useSignal(true)
  const { stage, rows } = now
  const picture = stage.picture()
  const play = loaded.PLAYS.find(({ name }) => name === stage.options.play)
  const chosen = rows.find(({ id }) => id === picked.value)
  return (
    <div class="split">
      <Panel
        title="Step mode"
        note={`${play?.title ?? ''}; step ${picture.step}, ${Math.round(picture.atMs)} ms`}
        actions={
          <>
            <Button kind="main" onClick={() => goOn(1, () => true)}>
              Step
            </Button>
            <Button onClick={() => goOn(RUN_STEPS_MAX, hasAnswer)}>To the answer</Button>
          </>
        }
      >
        <Setting loaded={loaded} stage={stage} />
        <Failure error={failure.value} />
        {picture.broken === undefined ? null : <p class="failure">{picture.broken}</p>}
        {rows.length === 0 ? (
          <Empty>Ask a vehicle for something, then step from message to message.</Empty>
        ) : (
          <Diagram
            steps={rows}
            lanes={picture.cars.map(({ name }) => name)}
            rowOf={rowOf}
            nameOf={(name) => name}
            self=""
            picked={picked.value}
            onPick={(id) => {
              picked.value = id
            }}
            follows={follows.value}
            onFollow={(next) => {
              follows.value = next
            }}
          />
        )}
      </Panel>
      <aside>
        <Detail row={chosen} />
        <Cars picture={picture} actions={play?.actions ?? []} onAct={act} />
      </aside>
    </div>
  )
}

function hasAnswer(happened: readonly Happening[]): boolean {
  return happened.length === 0 || happened.some(({ type }) => type === 'answered')
}

function rowOf(row: Row): RowText {
  const time = `${row.atMs.toFixed(1)} ms`
  if (row.type === 'message') {
    const { from, to, protocol, kind, isLost } = row
    const label = `${protocol}: ${kind}${isLost ? ' (lost)' : ''}`
    return { time, from, to: [to], label, about: undefined, isWrong: isLost }
  }
  const { vehicle, type, kind, text } = row
  const label = type === 'fact' ? kind : `${type}: ${kind}`
  const isWrong = type === 'changed' && kind === 'down'
  const about = type === 'answered' ? text.slice(0, 60) : undefined
  return { time, from: vehicle, to: [], label, about, isWrong }
}

/** Which play, and the way to share it. */
function Setting({
  loaded,
  stage
}: {
  readonly loaded: StageModule
  readonly stage: Stage
}): JSX.Element {
  const { play, vehicles, members = vehicles, seed } = stage.options
  const begin = (change: Partial<Stage['options']>): void => {
    const next = { play, vehicles, seed, ...change }
    // Another play has its own number of members, and none has more than there are vehicles.
    const size = change.play === undefined ? Math.min(change.members ?? members, next.vehicles) : ''
    const of = size === '' ? '' : `&members=${size}`
    open(`play=${next.play}&vehicles=${next.vehicles}${of}&seed=${next.seed}&at=0`)
  }
  const numberOf = (event: { readonly currentTarget: HTMLInputElement }): number =>
    Number(event.currentTarget.value)
  return (
    <div class="body">
      <div class="row">
        <label class="grow">
          Play
          <select value={play} onChange={(event) => begin({ play: event.currentTarget.value })}>
            {loaded.PLAYS.map(({ name, title }) => (
              <option key={name} value={name} title={title}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Vehicles
          <input
            type="number"
            min={3}
            max={9}
            value={vehicles}
            onChange={(event) => begin({ vehicles: numberOf(event) })}
          />
        </label>
        <label>
          Members
          <input
            type="number"
            min={1}
            max={vehicles}
            value={members}
            title="size of the booth or group that is opened"
            onChange={(event) => begin({ members: numberOf(event) })}
          />
        </label>
        <label>
          Seed
          <input
            type="number"
            min={0}
            max={2 ** 31 - 1}
            value={seed}
            onChange={(event) => begin({ seed: numberOf(event) })}
          />
        </label>
        <Button onClick={() => begin({})}>From the beginning</Button>
        <a href={linkTo('steps', loaded.linkOf(stage))}>Link to this run</a>
      </div>
    </div>
  )
}

function Detail({ row }: { readonly row: Row | undefined }): JSX.Element {
  if (row === undefined) {
    return (
      <Panel title="Happening">
        <Empty>Choose a row to see all that it carries.</Empty>
      </Panel>
    )
  }
  const title = row.type === 'message' ? `${row.protocol}: ${row.kind}` : row.kind
  const where = row.type === 'message' ? `${row.from} to ${row.to}` : row.vehicle
  return (
    <Panel title={title} note={`${where}, step ${row.step}`}>
      <div class="body">
        <pre>{row.text === '' ? 'nothing' : row.text}</pre>
      </div>
    </Panel>
  )
}
