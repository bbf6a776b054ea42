/**
 * What the network counts, as metrics. Counting is on the path of every message, so a count only adds
 * to a number; Prometheus sees the numbers when it asks.
 *
 * Keeps: the number of different labels is bounded.
 */
import { Counter, type Registry } from 'prom-client'
import { type Count, NETWORK_COUNTERS, type NetworkCounter } from './network/index.ts'

export interface NetworkCounts {
  readonly count: Count
  /** The sum over all labels, or by one label's values. */
  total(name: NetworkCounter): number
  by(name: NetworkCounter, label: string): Readonly<Record<string, number>>
}

type Labels = Parameters<Count>[1]

interface Cell {
  readonly labels: Labels
  value: number
}

interface Kind {
  /** Callers keep their labels, so most counts need no key. */
  readonly byIdentity: WeakMap<Labels, Cell>
  readonly byKey: Map<string, Cell>
}

const CELLS_MAX = 200

export function createNetworkCounts(registry: Registry): NetworkCounts {
  const kinds = new Map<NetworkCounter, Kind>()
  for (const [name, text] of Object.entries(NETWORK_COUNTERS)) {
    const kind: Kind = { byIdentity: new WeakMap(), byKey: new Map() }
    kinds.set(name as NetworkCounter, kind)
    addCounter(registry, name, text, kind)
  }

  const cellOf = (name: NetworkCounter, labels: Labels): Cell | undefined => {
    const kind = kinds.get(name)
    const known = kind?.byIdentity.get(labels)
    if (kind === undefined || known !== undefined) {
      return known
    }
    const key = JSON.stringify(labels)
    const cell = kind.byKey.get(key) ?? { labels, value: 0 }
    if (!kind.byKey.has(key) && kind.byKey.size >= CELLS_MAX) {
      return undefined
    }
    kind.byKey.set(key, cell)
    kind.byIdentity.set(labels, cell)
    return cell
  }
  const cells = (name: NetworkCounter): readonly Cell[] => [
    ...(kinds.get(name)?.byKey.values() ?? [])
  ]

  return {
    count(name, labels, value = 1) {
      const cell = cellOf(name, labels)
      if (cell !== undefined) {
        cell.value += value
      }
    },
    total: (name) => cells(name).reduce((sum, { value }) => sum + value, 0),
    by(name, label) {
      const sums: Record<string, number> = {}
      for (const { labels, value } of cells(name)) {
        const of = labels[label] ?? ''
        sums[of] = (sums[of] ?? 0) + value
      }
      return sums
    }
  }
}

/** `Messages handed to a stream [protocol]`: the text, and the labels in brackets. */
function addCounter(registry: Registry, name: string, text: string, kind: Kind): void {
  const [, help = text, labels = ''] = /^(.*?)(?: \[(.*)\])?$/.exec(text) ?? []
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const counter = new Counter({
    name: `vguard_network_${snake}_total`,
    help,
    labelNames: labels === '' ? [] : labels.split(', '),
    registers: [registry],
    collect() {
      counter.reset()
      for (const cell of kind.byKey.values()) {
        counter.inc({ ...cell.labels }, cell.value)
      }
    }
  })
}
