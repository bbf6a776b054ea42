/**
 * What proposer and member share within one certify machine.
 */
import type { Environment } from '../../core/environment.ts'
import type { FrozenChains } from './frozen.ts'
import type { CertifySettings } from './options.ts'
import type { Votes } from './votes.ts'

export interface Parts {
  readonly environment: Environment
  readonly settings: CertifySettings
  readonly votes: Votes
  readonly frozen: FrozenChains
}
