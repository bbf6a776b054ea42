/**
 * Takes the figures of one engine: many clients, and one that is alone.
 */
import type { VGuardNode } from '../../node/api.ts'
import { failureOf, loadError, type Measured } from './busy.ts'
import type { EngineFigures } from './comparison.ts'
import { type ComparedEngine, hasRing, hasTransactions, loadedStore } from './engines.ts'
import { measureJoining } from './joining.ts'
import {
  callsPerSecond,
  type Ending,
  type Load,
  type LoadKind,
  type LoadResult,
  runLoad
} from './load.ts'

export interface MeasureOptions {
  /** How long each kind of load lasts, in milliseconds. */
  readonly forMs: number
  /** Clients at once. */
  readonly clients: number
  readonly valueBytes: number
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal
  /** Tells what is done now. */
  onLoad(what: string): void
}

/** Everything compiles what it runs while it is measured; before this most of it is not done. */
const WARM_UP_SHARE = 1
/** A client that is alone needs less time to show how long it waits. */
const ALONE_SHARE = 0.4

/**
 * What is known of an engine before a vehicle joins it is kept, whatever comes of that.
 *
 * @throws ExitError when an answer is late, or a read does not show what was acknowledged before
 */
export async function measureGroup(
  node: VGuardNode,
  chain: string,
  engine: ComparedEngine,
  options: MeasureOptions
): Promise<Measured<EngineFigures>> {
  const store = loadedStore(node.kv(chain))
  const acknowledged = new Map<string, string>()
  const { forMs, clients, valueBytes, signal, onLoad } = options
  const run = async (load: Load, ending: Pick<Ending, 'isDone'> = {}): Promise<LoadResult> => {
    signal.throwIfAborted()
    const count = load.clients === 1 ? 'one client' : `${load.clients} clients`
    const what = `${engine}: ${load.kind}s of ${count}`
    onLoad(what)
    return await runLoad(store, acknowledged, load, { ...ending, signal }).catch(
      (cause: unknown) => {
        signal.throwIfAborted()
        throw loadError(what, cause)
      }
    )
  }
  const load = (kind: LoadKind, count: number, share: number): Promise<LoadResult> =>
    run({ kind, valueBytes, clients: count, forMs: forMs * share })
  const kinds: readonly LoadKind[] = hasTransactions(engine)
    ? ['put', 'get', 'txn']
    : ['put', 'get']
  await load('put', clients, WARM_UP_SHARE)
  const figures: Partial<Record<LoadKind, { readonly perSecond: number; readonly ms: number }>> = {}
  for (const kind of kinds) {
    const busy = await load(kind, clients, 1)
    const alone = await load(kind, 1, ALONE_SHARE)
    figures[kind] = { perSecond: callsPerSecond(busy), ms: median(alone.timesMs) }
  }
  const known: EngineFigures = {
    engine,
    putsPerSecond: figures.put?.perSecond ?? 0,
    getsPerSecond: figures.get?.perSecond ?? 0,
    txnsPerSecond: figures.txn?.perSecond,
    putMs: figures.put?.ms,
    getMs: figures.get?.ms,
    txnMs: figures.txn?.ms
  }
  if (!hasRing(engine)) {
    return { figures: known }
  }
  try {
    const { movedFraction, puts, gets } = await measureJoining(node, chain, options, run)
    const joining = {
      joiningPutsPerSecond: callsPerSecond(puts),
      joiningGetsPerSecond: callsPerSecond(gets)
    }
    return { figures: { ...known, movedFraction, ...joining } }
  } catch (cause) {
    signal.throwIfAborted()
    return { figures: known, failure: failureOf(`${engine}: a vehicle joins`, cause) }
  }
}

function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
