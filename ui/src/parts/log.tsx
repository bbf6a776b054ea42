/**
 * What was asked of the vehicle from this page and what came of it, coloured by outcome, the newest first.
 */
import { type Signal, signal } from '@preact/signals'
import type { ComponentChildren, JSX } from 'preact'
import { ProblemError } from '../api.ts'
import { timeText } from '../format.ts'
import { Button, Empty, Panel } from './basic.tsx'

interface Line {
  readonly id: number
  readonly timeMs: number
  readonly request: string
  readonly outcome: 'waiting' | 'done' | 'failed' | 'unknown'
  readonly text: string
  readonly tookMs: number | undefined
  /** Asks again with the same operation: never done twice. */
  readonly again: (() => void) | undefined
}

export interface RequestLog {
  readonly lines: Signal<readonly Line[]>
  /**
   * Runs a request and writes down what came of it. When nobody can say whether it happened, it can be
   * asked again with the operation that it had. Returns undefined when it failed.
   */
  run<T>(request: string, ask: Ask<T>, say: (answer: T) => string): Promise<T | undefined>
}

/** `operation`: of the first time, when it is asked again. */
type Ask<T> = (operation: string | undefined) => Promise<T>

const LINES_MAX = 200

export function createRequestLog(): RequestLog {
  const lines = signal<readonly Line[]>([])
  let lastId = 0

  const put = (line: Line): void => {
    const others = lines.value.filter(({ id }) => id !== line.id)
    lines.value = [line, ...others].sort((a, b) => b.id - a.id).slice(0, LINES_MAX)
  }

  const attempt = async <T,>(
    request: string,
    operation: string | undefined,
    ask: Ask<T>,
    say: (answer: T) => string
  ): Promise<T | undefined> => {
    const line: Line = {
      id: ++lastId,
      timeMs: Date.now(),
      request,
      outcome: 'waiting',
      text: '…',
      tookMs: undefined,
      again: undefined
    }
    put(line)
    const startedMs = performance.now()
    const took = (): number => Math.round(performance.now() - startedMs)
    try {
      const answer = await ask(operation)
      put({ ...line, outcome: 'done', text: say(answer), tookMs: took() })
      return answer
    } catch (error) {
      const isUnknown = error instanceof ProblemError && error.code === 'ERR_OUTCOME_UNKNOWN'
      const used = error instanceof ProblemError ? error.operation : undefined
      const code = error instanceof ProblemError ? `${error.code} ` : ''
      put({
        ...line,
        outcome: isUnknown ? 'unknown' : 'failed',
        text: `${code}${error instanceof Error ? error.message : String(error)}`,
        tookMs: took(),
        again:
          isUnknown && used !== undefined ? () => void attempt(request, used, ask, say) : undefined
      })
      return undefined
    }
  }

  return {
    lines,
    run: (request, ask, say) => attempt(request, undefined, ask, say)
  }
}

export function LogPanel({
  log,
  note
}: {
  readonly log: RequestLog
  readonly note?: ComponentChildren
}): JSX.Element {
  return (
    <Panel
      title="Message log"
      note={note}
      actions={
        <Button
          isDisabled={log.lines.value.length === 0}
          onClick={() => {
            log.lines.value = []
          }}
        >
          Clear
        </Button>
      }
    >
      {log.lines.value.length === 0 ? (
        <Empty>What you ask from here, and what came of it, stands here.</Empty>
      ) : (
        <ul class="log plain" aria-live="polite" aria-label="Message log">
          {log.lines.value.map(({ id, timeMs, request, outcome, text, tookMs, again }) => (
            <li key={id} class={outcome}>
              <span class="soft">{timeText(timeMs)}</span> <b>{request}</b> → {text}{' '}
              <span class="soft">{tookMs === undefined ? '' : `${tookMs} ms`}</span>{' '}
              {again === undefined ? null : (
                <Button kind="quiet" onClick={again}>
                  Ask again: it is never done twice
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
