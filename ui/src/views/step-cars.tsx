/**
 * The vehicles of a play: what each is and knows, what it can be asked, and what can be done to it.
 */
import type { JSX } from 'preact'
import type { Act, Picture } from '../../../src/sim/stage/index.ts'
import { Button, Panel } from '../parts/basic.tsx'

type Car = Picture['cars'][number]

interface Offered {
  readonly name: string
  readonly label: string
  readonly who: 'first' | 'any'
}

interface CarsProps {
  readonly picture: Picture
  readonly actions: readonly Offered[]
  readonly onAct: (act: Act) => void
}

export function Cars({ picture, actions, onAct }: CarsProps): JSX.Element {
  return (
    <>
      {picture.cars.map((car, i) => (
        <CarPanel
          key={car.name}
          car={car}
          picture={picture}
          actions={actions.filter(({ who }) => who === 'any' || i === 0)}
          onAct={onAct}
        />
      ))}
    </>
  )
}

function CarPanel({
  car,
  picture,
  actions,
  onAct
}: CarsProps & { readonly car: Car }): JSX.Element {
  const { name, state, roles, rows } = car
  const isUp = state === 'up'
  return (
    <Panel
      title={name}
      note={isUp ? roles.join(', ') : 'crashed'}
      actions={
        <Button
          kind={isUp ? 'danger' : ''}
          label={`${isUp ? 'crash' : 'restart'} ${name}`}
          onClick={() => onAct({ type: isUp ? 'crash' : 'restart', vehicle: name })}
        >
          {isUp ? 'Crash' : 'Restart'}
        </Button>
      }
    >
      <div class="body">
        <dl class="pairs">
          {rows.map(([label, value]) => (
            <>
              <dt key={label}>{label}</dt>
              <dd>{value}</dd>
            </>
          ))}
        </dl>
        <div class="row">
          {actions.map((action) => (
            <Button
              key={action.name}
              isDisabled={!isUp}
              label={`${name}: ${action.label}`}
              onClick={() => onAct({ type: 'ask', action: action.name, vehicle: name })}
            >
              {action.label}
            </Button>
          ))}
        </div>
        <Links name={name} picture={picture} onAct={onAct} />
      </div>
    </Panel>
  )
}

/** Directions that begin at this vehicle: a tick is a link that carries. */
function Links({
  name,
  picture,
  onAct
}: {
  readonly name: string
  readonly picture: Picture
  readonly onAct: (act: Act) => void
}): JSX.Element {
  const others = picture.cars.filter((other) => other.name !== name)
  const isCut = (to: string): boolean =>
    picture.cuts.some(([from, end]) => from === name && end === to)
  return (
    <fieldset>
      <legend>Messages from {name} reach</legend>
      {others.map((other) => (
        <label class="inline" key={other.name}>
          <input
            type="checkbox"
            checked={!isCut(other.name)}
            onChange={() =>
              onAct({ type: isCut(other.name) ? 'fix' : 'cut', from: name, to: other.name })
            }
          />
          {other.name}
        </label>
      ))}
    </fieldset>
  )
}
