/**
 * Small parts that every view is made of.
 */
import { useSignal } from '@preact/signals'
import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { ProblemError } from '../api.ts'
import { labelOf } from '../live/state.ts'

export function Panel({
  title,
  note,
  actions,
  children
}: {
  readonly title: string
  readonly note?: ComponentChildren
  readonly actions?: ComponentChildren
  readonly children: ComponentChildren
}): JSX.Element {
  return (
    <section class="panel" aria-label={title}>
      <header class="panel-head">
        <h2>{title}</h2>
        {note === undefined ? null : <span class="note">{note}</span>}
        {actions === undefined ? null : <div class="actions">{actions}</div>}
      </header>
      {children}
    </section>
  )
}

/** A table that scrolls by itself where the page is narrow. */
export function Table({
  label,
  head,
  isTall = false,
  children
}: {
  readonly label: string
  /** Titles of the columns; one that begins with `#` is of numbers. */
  readonly head: readonly string[]
  /** Has a greatest height and scrolls. */
  readonly isTall?: boolean
  readonly children: ComponentChildren
}): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section class={`scroll ${isTall ? 'tall' : ''}`} tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            {head.map((title) => (
              <th key={title} scope="col" class={title.startsWith('#') ? 'number' : ''}>
                {title.replace('#', '')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}

export function Empty({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return <p class="empty">{children}</p>
}

/** What went wrong, in the words of the vehicle. */
export function Failure({ error }: { readonly error: unknown }): JSX.Element | null {
  if (error === undefined || error === null) {
    return null
  }
  const code = error instanceof ProblemError ? error.code : 'ERR_INTERNAL'
  const text = error instanceof Error ? error.message : String(error)
  return (
    <p class="failure" role="alert">
      <code>{code}</code> {text}
    </p>
  )
}

export function Peer({ id }: { readonly id: string }): JSX.Element {
  return (
    <span class="peer" title={id}>
      {labelOf(id)}
    </span>
  )
}

export function Peers({ ids }: { readonly ids: readonly string[] }): JSX.Element {
  return (
    <span title={ids.join('\n')}>
      {ids.length === 0 ? '–' : ids.map(labelOf).sort().join(', ')}
    </span>
  )
}

/** The beginning of a hash or an id; the whole of it where the pointer rests. */
export function Short({
  id,
  length = 8
}: {
  readonly id: string
  readonly length?: number
}): JSX.Element {
  return (
    <code title={id}>
      {id.slice(0, length)}
      {id.length > length ? '…' : ''}
    </code>
  )
}

export function Fact({
  name,
  children
}: {
  readonly name: string
  readonly children: ComponentChildren
}): JSX.Element {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

export function Meter({
  label,
  value,
  max
}: {
  readonly label: string
  readonly value: number
  readonly max: number
}): JSX.Element {
  const share = max > 0 ? Math.min(1, value / max) : 0
  return (
    <span class="meter" role="img" aria-label={label}>
      <span style={{ width: `${share * 100}%` }} />
    </span>
  )
}

/** A button that is busy while its work runs. */
export function Button({
  onClick,
  children,
  kind = '',
  isDisabled = false,
  isPressed,
  type = 'button',
  title,
  label
}: {
  readonly onClick?: () => unknown
  readonly children: ComponentChildren
  readonly kind?: '' | 'main' | 'danger' | 'quiet'
  readonly isDisabled?: boolean
  readonly isPressed?: boolean
  readonly type?: 'button' | 'submit'
  readonly title?: string
  /** For who hears it, where the words on it are not enough. */
  readonly label?: string
}): JSX.Element {
  const isBusy = useSignal(false)
  const click = async (): Promise<void> => {
    isBusy.value = true
    try {
      await onClick?.()
    } finally {
      isBusy.value = false
    }
  }
  return (
    <button
      type={type}
      class={kind}
      disabled={isDisabled || isBusy.value}
      aria-busy={isBusy.value}
      aria-pressed={isPressed}
      title={title}
      aria-label={label}
      onClick={onClick === undefined ? undefined : () => void click()}
    >
      {children}
    </button>
  )
}

/** Asks before something that cannot be taken back, or that others feel. */
export function Confirm({
  title,
  text,
  verb,
  onDone
}: {
  readonly title: string
  readonly text: string
  readonly verb: string
  readonly onDone: (isConfirmed: boolean) => void
}): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      aria-label={title}
      onClose={() => onDone(dialog.current?.returnValue === 'yes')}
    >
      <form method="dialog">
        <h2>{title}</h2>
        <p>{text}</p>
        <div class="actions">
          <button type="submit" value="no">
            Cancel
          </button>
          <button type="submit" value="yes" class="danger">
            {verb}
          </button>
        </div>
      </form>
    </dialog>
  )
}
