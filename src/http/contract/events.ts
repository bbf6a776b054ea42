/**
 * Events as they happen.
 */
import { Type } from 'typebox'
import { operation } from './operation.ts'
import { Anything, strict } from './shapes.ts'

export const EventBody = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  timeMs: Type.Number(),
  detail: Anything
})

export const EVENT_OPERATIONS = {
  watchEvents: operation({
    id: 'watchEvents',
    method: 'GET',
    path: '/v1/events',
    tag: 'events',
    summary: 'What happens in the node, as server-sent events; Last-Event-ID resumes',
    query: strict({
      names: Type.Optional(
        Type.String({
          maxLength: 1024,
          description: 'Names or beginnings such as read:*, separated by commas.'
        })
      ),
      since: Type.Optional(
        Type.Integer({ minimum: 0, description: 'Begin behind the event with this id.' })
      )
    }),
    events: EventBody
  })
}
