/**
 * The frame of the page: who this vehicle is, how it is, whether the page hears it, and the views.
 */
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { durationText } from './format.ts'
import { brokenSinceMs, link, missed } from './live/feed.ts'
import { fault, status } from './live/state.ts'
import { Button, Empty } from './parts/basic.tsx'
import { linkTo, route } from './route.ts'
import { giveToken, isRefused, token } from './session.ts'
import { Backups } from './views/backups.tsx'
import { Bank } from './views/bank.tsx'
import { Chains } from './views/chains.tsx'
import { Faults } from './views/faults.tsx'
import { Flow } from './views/flow.tsx'
import { KeyValue } from './views/kv.tsx'
import { MapView } from './views/map.tsx'
import { Overview } from './views/overview.tsx'
import { Steps } from './views/steps.tsx'

const VIEWS = [
  ['', 'Overview', Overview],
  ['chains', 'Chains', Chains],
  ['backups', 'Backups', Backups],
  ['kv', 'Key-value', KeyValue],
  ['bank', 'Bank', Bank],
  ['map', 'Map', MapView],
  ['flow', 'Message flow', Flow],
  ['steps', 'Step mode', Steps],
  ['faults', 'Faults', Faults]
] as const

export function App(): JSX.Element {
  return token.value === undefined ? <SignIn /> : <Frame />
}

function SignIn(): JSX.Element {
  const text = useSignal('')
  return (
    <main class="sign-in">
      <h1>vguard-node</h1>
      <p>
        The answers of this vehicle are for those who can read its token. Open the link that{' '}
        <code>vguard-node ui</code> prints, or paste the token: it stands in the file{' '}
        <code>api-token</code> in the data directory.
      </p>
      {isRefused.value ? (
        <p class="failure" role="alert">
          The vehicle does not know this token.
        </p>
      ) : null}
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault()
          giveToken(text.value)
        }}
      >
        <label class="grow">
          Token
          <input
            type="password"
            autocomplete="off"
            required={true}
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value
            }}
          />
        </label>
        <Button type="submit" kind="main">
          Open
        </Button>
      </form>
    </main>
  )
}

function Frame(): JSX.Element {
  const [name = ''] = route.value
  const [, title, View] = VIEWS.find(([path]) => path === name) ?? VIEWS[0]
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    document.title = `${title} · ${status.value?.name || 'vguard-node'}`
  }, [title, status.value?.name])
  return (
    <>
      <a
        class="skip"
        href={linkTo(...route.value)}
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        To the content
      </a>
      <div class="frame">
        <Side current={name} />
        <main ref={main} tabIndex={-1}>
          <h1 class="hidden">{title}</h1>
          <Broken />
          {status.value === undefined ? <Waiting /> : <View />}
        </main>
      </div>
    </>
  )
}

function Side({ current }: { readonly current: string }): JSX.Element {
  const vehicle = status.value
  // Events may still come while questions are not answered, or the other way round.
  const heard = fault.value === undefined ? link.value : 'disconnected'
  const nav = useRef<HTMLElement>(null)
  // Where the page is narrow the views are a row that scrolls.
  useEffect(() => {
    const chosen = nav.current?.querySelector<HTMLElement>('[aria-current="page"]')
    nav.current?.scrollTo({ left: (chosen?.offsetLeft ?? 0) - 64 })
  }, [current])
  return (
    <header class="side">
      <div class="vehicle">
        <strong title={vehicle?.peer}>{vehicle?.name || vehicle?.peer.slice(-6) || '…'}</strong>
        <span class={`health ${vehicle?.health ?? ''}`}>{vehicle?.health ?? 'no answer yet'}</span>
        <span class={`link ${heard}`} role="status">
          {heard}
        </span>
      </div>
      <nav aria-label="Views" ref={nav}>
        {VIEWS.map(([path, title]) => (
          <a
            key={path}
            href={linkTo(path)}
            aria-current={path === current ? 'page' : undefined}
            class={path === current ? 'current' : ''}
          >
            {title}
          </a>
        ))}
      </nav>
      <footer>
        {missed.value > 0 ? <span>{missed.value} events missed</span> : null}
        <span>{vehicle === undefined ? '' : `vguard-node ${vehicle.version}`}</span>
      </footer>
    </header>
  )
}

/** Says that what stands below is old. */
function Broken(): JSX.Element | null {
  const since = brokenSinceMs.value
  if (link.value !== 'disconnected' && fault.value === undefined) {
    return null
  }
  const age = since === undefined ? '' : ` for ${durationText(Date.now() - since)}`
  return (
    <p class="failure" role="alert">
      <strong>Disconnected</strong>
      {age}: the vehicle does not answer. What you see is how it was; the page tries again by
      itself.
    </p>
  )
}

function Waiting(): JSX.Element {
  return <Empty>Waiting for the vehicle …</Empty>
}
