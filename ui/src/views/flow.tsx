/**
 * Message flow: the running protocols as this vehicle sees them, as a sequence diagram that can be
 * filtered, held and looked into.
 */
import { computed, signal, useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { surroundings } from '../flow/booths.ts'
import { Diagram, type RowText } from '../flow/diagram.tsx'
import { type Filter, isWanted, type Step, stepOf } from '../flow/steps.ts'
import { timeText } from '../format.ts'
import { recent } from '../live/history.ts'
import { chainLabel, chains, labelOf, peers, self } from '../live/state.ts'
import { Button, Empty, Panel, Peer, Peers } from '../parts/basic.tsx'

/** Nobody reads faster; frames stay free for everything else. */
const UPDATE_MS = 120

const filter = signal<Filter>({ hidden: new Set(), chain: '', peer: '', words: '' })
/** Vehicles to choose from. */
const vehicles = computed(() => {
  const others = peers.value.map(({ peer }) => peer)
  return [self.value, ...others].sort((a, b) => labelOf(a).localeCompare(labelOf(b)))
})

/** This vehicle, and those that it had to do with. */
function lanesOf(steps: readonly Step[]): readonly string[] {
  const others = new Set(steps.flatMap(({ from, to }) => [from, ...to]))
  others.delete(self.value)
  return [self.value, ...[...others].sort((a, b) => labelOf(a).localeCompare(labelOf(b)))]
}

function rowOf({ timeMs, protocol, label, chain, from, to, isWrong }: Step): RowText {
  const about = chain === undefined ? undefined : chainLabel(chain)
  return { time: timeText(timeMs), from, to, label: `${protocol}: ${label}`, about, isWrong }
}

export function Flow(): JSX.Element {
  const held = useSignal<readonly Step[] | undefined>(undefined)
  const live = useSteps()
  const picked = useSignal<number | undefined>(undefined)
  const follows = useSignal(true)
  const all = held.value ?? live
  const steps = all.filter((step) => isWanted(step, filter.value))
  const chosen = steps.find(({ id }) => id === picked.value)
  return (
    <div class="split">
      <Panel
        title="Message flow"
        note={`${steps.length} of ${all.length} steps, as this vehicle saw them`}
        actions={
          <>
            <Button
              onClick={() => {
                held.value = held.value === undefined ? live : undefined
              }}
            >
              {held.value === undefined ? 'Hold' : 'Go on'}
            </Button>
            <Button
              isDisabled={follows.value}
              onClick={() => {
                follows.value = true
              }}
            >
              To the newest
            </Button>
          </>
        }
      >
        <Filters all={all} />
        {steps.length === 0 ? (
          <Empty>
            {all.length === 0
              ? 'Nothing has happened yet. Open a booth, or append a record.'
              : 'Nothing passes the filter.'}
          </Empty>
        ) : (
          <Diagram
            steps={steps}
            lanes={lanesOf(all)}
            rowOf={rowOf}
            nameOf={labelOf}
            self={self.value}
            picked={picked.value}
            onPick={(id) => {
              picked.value = id
            }}
            follows={follows.value && held.value === undefined}
            onFollow={(next) => {
              follows.value = next
            }}
          />
        )}
      </Panel>
      <aside>
        <StepPanel step={chosen} />
      </aside>
    </div>
  )
}

/** Steps of what is remembered, each made once, brought up to date a few times a second. */
function useSteps(): readonly Step[] {
  const steps = useSignal<readonly Step[]>([])
  useEffect(() => {
    const update = (): void => {
      const events = recent.peek()
      const known = new Map(steps.peek().map((step) => [step.event, step]))
      if (events.at(-1) !== steps.peek().at(-1)?.event) {
        const around = surroundings()
        steps.value = events.map((event) => known.get(event) ?? stepOf(event, around))
      }
    }
    update()
    const timer = setInterval(update, UPDATE_MS)
    return () => clearInterval(timer)
  }, [steps])
  return steps.value
}

function Filters({ all }: { readonly all: readonly Step[] }): JSX.Element {
  const counts = new Map<string, number>()
  for (const { protocol } of all) {
    counts.set(protocol, (counts.get(protocol) ?? 0) + 1)
  }
  const { hidden, chain, peer, words } = filter.value
  const change = (part: Partial<Filter>): void => {
    filter.value = { ...filter.value, ...part }
  }
  const toggle = (protocol: string): void => {
    const next = new Set(hidden)
    if (!next.delete(protocol)) {
      next.add(protocol)
    }
    change({ hidden: next })
  }
  return (
    <div class="body">
      <fieldset>
        <legend>Protocols</legend>
        {[...counts].sort().map(([protocol, count]) => (
          <label class="inline" key={protocol}>
            <input
              type="checkbox"
              checked={!hidden.has(protocol)}
              onChange={() => toggle(protocol)}
            />
            {protocol} <span class="soft">{count}</span>
          </label>
        ))}
      </fieldset>
      <div class="row">
        <label class="grow">
          Chain
          <select value={chain} onChange={(event) => change({ chain: event.currentTarget.value })}>
            <option value="">all</option>
            {chains.value.map((view) => (
              <option key={view.chain} value={view.chain}>
                {chainLabel(view.chain)}
              </option>
            ))}
          </select>
        </label>
        <label class="grow">
          Vehicle
          <select value={peer} onChange={(event) => change({ peer: event.currentTarget.value })}>
            <option value="">all</option>
            {vehicles.value.map((id) => (
              <option key={id} value={id}>
                {labelOf(id)}
              </option>
            ))}
          </select>
        </label>
        <label class="grow">
          Words
          <input value={words} onInput={(event) => change({ words: event.currentTarget.value })} />
        </label>
      </div>
    </div>
  )
}

function StepPanel({ step }: { readonly step: Step | undefined }): JSX.Element {
  if (step === undefined) {
    return (
      <Panel title="Step">
        <Empty>Choose a step to see all that it carries.</Empty>
      </Panel>
    )
  }
  const { event, from, to, chain } = step
  return (
    <Panel title={event.name} note={`event ${event.id}`}>
      <div class="body">
        <dl class="pairs">
          <dt>time</dt>
          <dd>{timeText(event.timeMs)}</dd>
          <dt>{to.length === 0 ? 'at' : 'from'}</dt>
          <dd>
            <Peer id={from} />
          </dd>
          {to.length === 0 ? null : (
            <>
              <dt>to</dt>
              <dd>
                <Peers ids={to} />
              </dd>
            </>
          )}
          {chain === undefined ? null : (
            <>
              <dt>chain</dt>
              <dd>{chainLabel(chain)}</dd>
            </>
          )}
        </dl>
        <pre>{JSON.stringify(event.detail, null, 1)}</pre>
      </div>
    </Panel>
  )
}
