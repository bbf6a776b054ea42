/**
 * An answer of the node for a part of the page: asked when its question changes, and again when told.
 */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

export interface Asked<T> {
  /** The last answer; it stays while the next is on its way. */
  readonly data: T | undefined
  readonly error: unknown
  readonly isBusy: boolean
  again(): void
}

/**
 * @param question what the answer depends on; undefined asks nothing
 * @param everyMs asks again after this time; never when not given
 */
export function useAsk<T>(
  question: string | undefined,
  ask: (signal: AbortSignal) => Promise<T>,
  everyMs?: number
): Asked<T> {
  const data = useSignal<{ readonly question: string; readonly value: T } | undefined>(undefined)
  const error = useSignal<unknown>(undefined)
  const isBusy = useSignal(false)
  const round = useSignal(0)

  useEffect(() => {
    if (question === undefined) {
      return
    }
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    isBusy.value = true
    ask(abort.signal)
      .then((value) => {
        if (!abort.signal.aborted) {
          data.value = { question, value }
          error.value = undefined
        }
      })
      .catch((cause: unknown) => {
        if (!abort.signal.aborted) {
          error.value = cause
        }
      })
      .finally(() => {
        if (abort.signal.aborted) {
          return
        }
        isBusy.value = false
        if (everyMs !== undefined) {
          timer = setTimeout(() => {
            round.value++
          }, everyMs)
        }
      })
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [question, round.value])

  return {
    data: data.value?.question === question ? data.value?.value : undefined,
    error: error.value,
    isBusy: isBusy.value,
    again: () => {
      round.value++
    }
  }
}
