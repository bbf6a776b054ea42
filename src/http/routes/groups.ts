/**
 * Groups of vehicles that share one state: open, list, show, change the members, recover.
 */
import { NotFoundError } from '../../node/errors.ts'
import { given } from '../../node/given.ts'
import { type App, type RouteContext, signalOf } from '../context.ts'
import { GROUP_OPERATIONS } from '../contract/groups.ts'
import { addRoute } from '../route.ts'

export function addGroupRoutes(app: App, { node }: RouteContext): void {
  addRoute(app, GROUP_OPERATIONS.listGroups, () => ({ groups: node.groups() }))
  addRoute(app, GROUP_OPERATIONS.openGroup, async ({ body }, reply) => {
    const { state, members, ...rest } = body
    const options = { state, members, ...given(rest), signal: signalOf(reply) }
    return await node.openGroup(options)
  })
  addRoute(app, GROUP_OPERATIONS.showGroup, ({ params }) => {
    const id = node.resolveChain(params.group)
    const found = node.groups().find(({ chain }) => chain === id)
    if (found === undefined) {
      const message = `chain ${id} is of no group that is known here`
      throw new NotFoundError(message, { code: 'ERR_UNKNOWN_CHAIN' })
    }
    return found
  })
  addRoute(app, GROUP_OPERATIONS.changeMembers, ({ params, body: { members, operation } }, reply) =>
    node.changeMembers(params.group, members, {
      ...given({ operation }),
      signal: signalOf(reply)
    })
  )
  addRoute(
    app,
    GROUP_OPERATIONS.recoverGroup,
    ({ params, body: { members, unsafe = false, operation } }, reply) =>
      node.recoverGroup(params.group, members, {
        unsafe,
        ...given({ operation }),
        signal: signalOf(reply)
      })
  )
}
