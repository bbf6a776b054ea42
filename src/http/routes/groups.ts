/**
 * Groups of vehicles that share one state: open, list, show, change the members, recover.
 */
import { NotFoundError } from '../../node/errors.ts'
import { given } from '../../node/given.ts'
import { type App, type RouteContext, signalOf } from '../context.ts'
import {
  ChangeMembersBody,
  GroupBody,
  GroupOpenedBody,
  GroupParams,
  OpenGroupBody,
  RecoverGroupBody
} from '../kv-schemas.ts'
import { AnyBody } from '../schemas.ts'

export function addGroupRoutes(app: App, { node }: RouteContext): void {
  app.get('/v1/groups', { schema: { response: { 200: AnyBody } } }, () => ({
    groups: node.groups()
  }))
  app.post(
    '/v1/groups',
    { schema: { body: OpenGroupBody, response: { 201: GroupOpenedBody } } },
    async ({ body }, reply) => {
      const { state, members, ...rest } = body
      const options = { state, members, ...given(rest), signal: signalOf(reply) }
      return reply.status(201).send(await node.openGroup(options))
    }
  )
  app.get(
    '/v1/groups/:group',
    { schema: { params: GroupParams, response: { 200: GroupBody } } },
    ({ params }) => {
      const id = node.resolveChain(params.group)
      const found = node.groups().find(({ chain }) => chain === id)
      if (found === undefined) {
        const message = `chain ${id} is of no group that is known here`
        throw new NotFoundError(message, { code: 'ERR_UNKNOWN_CHAIN' })
      }
      return found
    }
  )
  app.post(
    '/v1/groups/:group/members',
    {
      schema: { params: GroupParams, body: ChangeMembersBody, response: { 200: GroupOpenedBody } }
    },
    ({ params, body: { members, operation } }, reply) =>
      node.changeMembers(params.group, members, {
        ...given({ operation }),
        signal: signalOf(reply)
      })
  )
  app.post(
    '/v1/groups/:group/recover',
    {
      schema: { params: GroupParams, body: RecoverGroupBody, response: { 200: GroupOpenedBody } }
    },
    ({ params, body: { members, unsafe = false, operation } }, reply) =>
      node.recoverGroup(params.group, members, {
        unsafe,
        ...given({ operation }),
        signal: signalOf(reply)
      })
  )
}
