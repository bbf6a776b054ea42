/**
 * Which view is shown, in the fragment of the address: `#/chains/ID/7`.
 */
import { signal } from '@preact/signals'

/** Parts of the path, decoded: view, then what it shows. */
export const route = signal<readonly string[]>(read())

addEventListener('hashchange', () => {
  route.value = read()
})

export function linkTo(...parts: readonly (string | number)[]): string {
  return `#/${parts.map((part) => encodeURIComponent(part)).join('/')}`
}

export function go(...parts: readonly (string | number)[]): void {
  location.hash = linkTo(...parts)
}

function read(): readonly string[] {
  return location.hash
    .replace(/^#\/?/, '')
    .split('/')
    .map((part) => {
      try {
        return decodeURIComponent(part)
      } catch {
        return ''
      }
    })
}
