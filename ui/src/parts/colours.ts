/**
 * The colours of the style sheet, for what is drawn on a canvas.
 */
const dark = matchMedia('(prefers-color-scheme: dark)')

/** `--NAME` of the style sheet as it is now. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
}

/** Calls back when light becomes dark or dark light. */
export function onScheme(callback: () => void): () => void {
  dark.addEventListener('change', callback)
  return () => dark.removeEventListener('change', callback)
}
