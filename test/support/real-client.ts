/**
 * Clients of the control API of real vehicles.
 */
import { join } from 'node:path'
import { parseControlAddress } from '../../src/http/address.ts'
import { type ControlClient, createControlClient } from '../../src/http/client.ts'
import { readToken } from '../../src/http/token.ts'
import type { Ground, RealFleet } from './real-fleet.ts'

/** A client of this vehicle, from where the test runs. */
export function controlClient(fleet: RealFleet, ground: Ground, vehicle: number): ControlClient {
  return createControlClient({
    address: parseControlAddress(ground.http(vehicle)),
    token: readToken(join(fleet.folder, fleet.nameOf(vehicle)))
  })
}
