/**
 * What happens next: a binary heap of things to run, by time and then by the order they were planned.
 *
 * Keeps: two runs that plan the same things get them back in the same order.
 */

/** Something planned. */
export interface Planned {
  /** World time in milliseconds. */
  readonly atMs: number
  readonly order: number
  readonly run: () => void
}

export interface PlanQueue {
  readonly size: number
  plan(atMs: number, run: () => void): void
  /** The earliest, or undefined when nothing is planned. */
  peek(): Planned | undefined
  take(): Planned | undefined
}

export function createPlanQueue(): PlanQueue {
  const heap: Planned[] = []
  let order = 0

  const isBefore = (a: Planned, b: Planned): boolean =>
    a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)

  const rise = (item: Planned): void => {
    let index = heap.length
    heap.push(item)
    while (index > 0) {
      const parentIndex = (index - 1) >> 1
      const parent = heap[parentIndex] as Planned
      if (!isBefore(item, parent)) {
        break
      }
      heap[index] = parent
      index = parentIndex
    }
    heap[index] = item
  }

  const sink = (item: Planned): void => {
    let index = 0
    for (;;) {
      let childIndex = 2 * index + 1
      if (childIndex >= heap.length) {
        break
      }
      const right = heap[childIndex + 1]
      if (right !== undefined && isBefore(right, heap[childIndex] as Planned)) {
        childIndex++
      }
      const child = heap[childIndex] as Planned
      if (!isBefore(child, item)) {
        break
      }
      heap[index] = child
      index = childIndex
    }
    heap[index] = item
  }

  return {
    get size() {
      return heap.length
    },
    plan(atMs, run) {
      rise({ atMs, order: order++, run })
    },
    peek: () => heap[0],
    take() {
      const first = heap[0]
      const last = heap.pop()
      if (last !== undefined && heap.length > 0) {
        sink(last)
      }
      return first
    }
  }
}
