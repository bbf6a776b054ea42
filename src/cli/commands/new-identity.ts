/**
 * A new identity for a vehicle whose store was damaged: nothing is deleted, the old one moves aside.
 */
import { existsSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { commandAt, startCommand, vehicleNames } from '../cluster/place.ts'
import { type CommandContext, type CommandDefinition, commandFor, commandHere } from '../command.ts'
import { parseName } from '../parse.ts'

export const newIdentity: CommandDefinition = {
  name: 'new-identity',
  summary: 'Replaces the key and the store of a vehicle whose store was damaged',
  options: [
    {
      flags: '--name <alias>',
      text: 'alias of the vehicle',
      parse: parseName,
      defaultText: 'as in its membership'
    }
  ],
  notes: [
    'A vehicle that has lost a part of its state may have forgotten what it voted for, and must not',
    'vote under its old name again. The old key, membership and store are kept beside the new ones as',
    'a data directory of their own: start it with --data-dir to export chains that nobody else holds.',
    'The new identity begins a chain of its own; the old chain can be read from its holders.'
  ],
  async run(context) {
    const { dataDir, terminal, isJson } = context
    const { giveNewIdentity } = await import('../../node/new-identity.ts')
    const names = { name: context.text('name'), nameDefault: hostname().slice(0, 64) }
    const made = await giveNewIdentity(dataDir, names, Date.now())
    if (isJson) {
      const { formerPeer, fleet, ...rest } = made
      terminal.json({ ...rest, formerPeer: formerPeer ?? null, fleet: fleet ?? null })
      return
    }
    terminal.out(`peer id  ${made.peer}`)
    terminal.out(`former   ${made.formerPeer ?? 'unknown'}`)
    terminal.say(`its key, membership and store are kept in ${made.formerDir}`)
    if (made.fleet !== undefined) {
      terminal.out(`fleet    ${made.fleet}`)
    }
    if (made.needsInvite) {
      const invite = await inviteCommand(context, `invite ${made.peer} --name ${made.name}`)
      terminal.say(`where the fleet key lies:  ${invite}`)
      terminal.say(`then here:  ${commandHere(context, 'join <invite>')}`)
    }
    terminal.say(`start it:  ${startCommand(dataDir)}`)
  }
}

/** Of a cluster the vehicle is known that has the fleet key. */
async function inviteCommand(context: CommandContext, words: string): Promise<string> {
  const { FLEET_KEY_FILE } = await import('../../node/fleet-files.ts')
  const dir = dirname(context.dataDir)
  const keeper = vehicleNames(dir).find((name) => existsSync(join(dir, name, FLEET_KEY_FILE)))
  if (keeper === undefined) {
    return `vguard-node ${words}`
  }
  return basename(context.dataDir) === context.text('vehicle')
    ? commandFor(context, keeper, words)
    : commandAt(join(dir, keeper), words)
}
