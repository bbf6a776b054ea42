/**
 * What commands share that start vehicles of their own on this machine: keys and memberships in data
 * directories, and the environment of a process.
 */
import type { PeerId } from '../core/peer.ts'

/**
 * Makes the data directory of a vehicle: a key, and a membership of the fleet whose key lies in
 * `founder`, or of a new fleet. What is there already stays.
 *
 * @throws IdentityError when the directory cannot be used, or belongs to another fleet
 */
export async function makeDataDirectory(
  dataDir: string,
  name: string,
  founder: string | undefined
): Promise<PeerId> {
  const { loadOrCreateIdentity } = await import('../node/identity.ts')
  const { createFleet, inviteVehicle, joinFleet } = await import('../node/fleet-files.ts')
  const identity = await loadOrCreateIdentity(dataDir)
  const nowMs = Date.now()
  if (founder === undefined) {
    await createFleet(dataDir, identity, name, nowMs)
  } else {
    const invite = await inviteVehicle(founder, { peer: identity.peer, name }, nowMs)
    await joinFleet(dataDir, identity, invite, nowMs)
  }
  return identity.peer
}

/** Settings of the person's own node must not reach vehicles that a command starts. */
export function cleanEnvironment(): Record<string, string | undefined> {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('VGUARD_'))
  return Object.fromEntries(entries)
}
