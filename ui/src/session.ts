/**
 * The token of this page: taken from the fragment of the link that `vguard-node ui` prints, or typed in.
 *
 * Keeps: it leaves the address bar and the history at once, lives in this tab only, and goes nowhere but
 * into the Authorization header of requests to the node that served the page.
 */
import { signal } from '@preact/signals'

const KEY = 'vguard-token'

/** Undefined until somebody has given one. */
export const token = signal<string | undefined>(takeToken())

/** The node has refused the token. */
export const isRefused = signal(false)

export function giveToken(text: string): void {
  const trimmed = text.trim()
  sessionStorage.setItem(KEY, trimmed)
  isRefused.value = false
  token.value = trimmed
}

export function forgetToken(): void {
  sessionStorage.removeItem(KEY)
  token.value = undefined
}

function takeToken(): string | undefined {
  const given = new URLSearchParams(location.hash.slice(1)).get('token')
  if (given !== null) {
    history.replaceState(null, '', `${location.pathname}#/`)
    sessionStorage.setItem(KEY, given)
    return given
  }
  return sessionStorage.getItem(KEY) ?? undefined
}
