/**
 * Fleets: make one, invite vehicles, join, revoke. All of these work on files; the node need not run.
 */
import { hostname } from 'node:os'
import { join as joinPath } from 'node:path'
import { toUtf8 } from '../../core/bytes.ts'
import { InvalidInputError } from '../../core/errors.ts'
import type { Role } from '../../core/fleet.ts'
import { NAME_CHARACTERS_MAX } from '../../core/limits.ts'
import { UnreachableError } from '../../http/client.ts'
import { clientOf, HTTP_OPTION, TOKEN_FILE_OPTION } from '../client.ts'
import { startCommand } from '../cluster/place.ts'
import { type CommandDefinition, commandHere, givenName } from '../command.ts'
import { CONFIG_FILE } from '../config-file.ts'
import { parseDuration, parseName } from '../parse.ts'

/** What a vehicle is called that nobody has named. */
export function hostName(): string {
  return hostname().slice(0, NAME_CHARACTERS_MAX)
}

const NAME_OPTION = { flags: '--name <alias>', text: 'alias of the vehicle', parse: parseName }
const ROLES: readonly Role[] = ['vehicle', 'pivot', 'roadside', 'observer']

export const init: CommandDefinition = {
  name: 'init',
  summary: 'Makes a data directory with a key and a new fleet',
  options: [
    { ...NAME_OPTION, defaultText: 'the host name' },
    { flags: '--no-fleet', text: 'make no fleet: this vehicle will join one' },
    { flags: '--open', text: 'belong to no fleet and admit everybody else who does not' }
  ],
  async run(context) {
    const { dataDir, terminal, isJson } = context
    const name = context.text('name') ?? hostName()
    const isOpen = context.flag('open')
    const { loadOrCreateIdentity } = await import('../../node/identity.ts')
    const { checkName, createFleet } = await import('../../node/fleet-files.ts')
    const { createSecret } = await import('../../node/secret-files.ts')
    checkName(name)
    const identity = await loadOrCreateIdentity(dataDir)
    const hasFleet = context.value('fleet') !== false && !isOpen
    const fleet = hasFleet ? await createFleet(dataDir, identity, name, Date.now()) : undefined
    // In a fleet the membership tells the name.
    const given = context.text('name')
    const config = {
      ...(isOpen || given !== undefined ? { name } : {}),
      ...(isOpen ? { open: true } : {})
    }
    const path = joinPath(dataDir, CONFIG_FILE)
    await createSecret(path, toUtf8(`${JSON.stringify(config, undefined, 2)}\n`))
    if (isJson) {
      terminal.json({ peer: identity.peer, fleet: fleet ?? null, name, open: isOpen, dataDir })
      return
    }
    terminal.out(`peer id  ${identity.peer}`)
    terminal.say(`data directory ${dataDir}, name ${name}`)
    if (fleet !== undefined) {
      terminal.out(`fleet    ${fleet}`)
      terminal.say(
        `invite another vehicle:  ${commandHere(context, 'invite <its peer id> --name <its name>')}`
      )
    } else if (!isOpen) {
      terminal.say(
        `give this peer id to whoever made the fleet, then:  ${commandHere(context, 'join <invite>')}`
      )
    }
    terminal.say(`start it:  ${startCommand(dataDir)}`)
  }
}

export const invite: CommandDefinition = {
  name: 'invite',
  summary: 'Signs a membership for another vehicle with the fleet key that lies here',
  parameters: [['<peer>', 'peer id of the other vehicle: vguard-node id']],
  options: [
    NAME_OPTION,
    { flags: '--role <role>', text: 'role in the fleet', choices: ROLES, default: 'vehicle' },
    {
      flags: '--expires <duration>',
      text: 'how long the membership counts',
      parse: parseDuration,
      defaultText: 'for ever'
    }
  ],
  async run(context) {
    const { dataDir, terminal, isJson, parameters } = context
    const name = givenName(context)
    if (name === undefined) {
      throw new InvalidInputError('give the vehicle a name: --name car-2')
    }
    const { inviteVehicle } = await import('../../node/fleet-files.ts')
    const expiresMs = context.number('expires')
    const nowMs = Date.now()
    const text = await inviteVehicle(
      dataDir,
      {
        peer: parameters[0] ?? '',
        name,
        role: context.text('role') as Role,
        expiresAtMs: expiresMs === undefined ? 0 : nowMs + expiresMs
      },
      nowMs
    )
    if (isJson) {
      terminal.json({ peer: parameters[0], name, invite: text })
      return
    }
    terminal.out(text)
    terminal.say('on the other vehicle:  vguard-node join <this text>')
  }
}

export const join: CommandDefinition = {
  name: 'join',
  summary: 'Joins the fleet of an invite',
  parameters: [['<invite>', 'the text of the invite, or - to read it from standard input']],
  async run(context) {
    const { dataDir, terminal, isJson, parameters } = context
    const given = parameters[0] ?? ''
    const text = given === '-' ? await readAll(context.stdin) : given
    const { loadOrCreateIdentity } = await import('../../node/identity.ts')
    const { joinFleet } = await import('../../node/fleet-files.ts')
    const identity = await loadOrCreateIdentity(dataDir)
    const { fleet, name, role, expiresAtMs } = await joinFleet(dataDir, identity, text, Date.now())
    if (isJson) {
      terminal.json({ peer: identity.peer, fleet, name, role, expiresAtMs })
      return
    }
    terminal.out(`joined fleet ${fleet} as ${name}`)
    terminal.say(`start it:  ${startCommand(dataDir)}`)
  }
}

export const revoke: CommandDefinition = {
  name: 'revoke',
  summary: 'Revokes every membership of a vehicle; the fleet key must lie here',
  parameters: [['<peer>', 'peer id of the vehicle']],
  options: [HTTP_OPTION, TOKEN_FILE_OPTION],
  async run(context) {
    const { dataDir, terminal, isJson, parameters } = context
    const peer = parameters[0] ?? ''
    const { revokeVehicle } = await import('../../node/fleet-files.ts')
    await revokeVehicle(dataDir, peer)
    const isTold = await clientOf(context)
      .post('/v1/fleet/reload')
      .then(() => true)
      .catch((error: unknown) => {
        if (error instanceof UnreachableError) {
          return false
        }
        throw error
      })
    if (isJson) {
      terminal.json({ peer, told: isTold })
      return
    }
    terminal.out(`revoked ${peer}`)
    terminal.say(
      isTold
        ? 'the node here has told the fleet'
        : 'no node runs here: the fleet hears of it when this vehicle starts and meets others'
    )
  }
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true })
  }
  return text
}
