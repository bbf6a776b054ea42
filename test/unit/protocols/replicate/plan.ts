/**
 * What is going to happen in a test fleet, earliest first: a binary heap.
 */

export interface Planned {
  readonly atMs: number
  /** Of two at the same time the one planned first comes first. */
  readonly order: number
  readonly run: () => void
}

export interface Plan {
  add(planned: Planned): void
  first(): Planned | undefined
  take(): void
}

export function createPlan(): Plan {
  const heap: Planned[] = []
  const isBefore = (a: Planned, b: Planned): boolean =>
    a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)

  const swap = (i: number, j: number): void => {
    const held = heap[i] as Planned
    heap[i] = heap[j] as Planned
    heap[j] = held
  }

  const sink = (start: number): void => {
    for (let i = start; ; ) {
      const [left, right] = [2 * i + 1, 2 * i + 2]
      let best = i
      for (const child of [left, right]) {
        if (child < heap.length && isBefore(heap[child] as Planned, heap[best] as Planned)) {
          best = child
        }
      }
      if (best === i) {
        return
      }
      swap(i, best)
      i = best
    }
  }

  return {
    first: () => heap[0],
    add(planned) {
      heap.push(planned)
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1
        if (!isBefore(heap[i] as Planned, heap[parent] as Planned)) {
          return
        }
        swap(i, parent)
        i = parent
      }
    },
    take() {
      swap(0, heap.length - 1)
      heap.pop()
      sink(0)
    }
  }
}
