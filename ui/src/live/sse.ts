/**
 * Server-sent events out of the pieces of a stream, whatever the pieces are.
 *
 * Keeps: a line has a greatest length; comments (the heartbeat) are told apart from events.
 * Source: HTML standard, "Server-sent events".
 */
export interface SseEvent {
  /** Last id that was sent, as `Last-Event-ID` wants it; empty for none. */
  readonly id: string
  readonly name: string
  readonly data: string
}

export interface SseParser {
  /** Events that are complete now. */
  push(text: string): readonly SseEvent[]
}

/** Events of the node are smaller by far. */
const LINE_CHARACTERS_MAX = 4 * 1024 * 1024

export function createSseParser(): SseParser {
  let rest = ''
  let id = ''
  let name = ''
  let data: string[] = []

  const line = (text: string): SseEvent | undefined => {
    if (text === '') {
      const event = data.length === 0 ? undefined : { id, name, data: data.join('\n') }
      name = ''
      data = []
      return event
    }
    const colon = text.indexOf(':')
    const field = colon < 0 ? text : text.slice(0, colon)
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '')
    if (field === 'id') {
      id = value
    } else if (field === 'event') {
      name = value
    } else if (field === 'data') {
      data.push(value)
    }
    return undefined
  }

  return {
    push(text) {
      const lines = `${rest}${text}`.split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > LINE_CHARACTERS_MAX) {
        rest = ''
      }
      return lines.flatMap((one) => line(one.replace(/\r$/, '')) ?? [])
    }
  }
}
