/** Something with a deadline that can be moved to later. */
export interface Due {
  /** Milliseconds since 1970. */
  readonly deadline: number
  /** Order among those of the same deadline. */
  readonly order: number
}

/**
 * A queue of things by deadline. Moving a deadline to later costs nothing: a thing that is taken out too early is put
 * back. A binary heap (Williams 1964).
 */
export class Deadlines<T extends Due> {
  readonly #heap: { readonly at: number; readonly thing: T }[] = []
  readonly #inside = new Set<T>()

  /** Puts a thing in, unless it is there. */
  put(thing: T): void {
    if (this.#inside.has(thing)) return
    this.#inside.add(thing)
    this.#push({ at: thing.deadline, thing })
  }

  /** Takes out the things whose deadline is before a time, the earliest first. */
  before(time: number): T[] {
    const due: T[] = []
    while (this.#heap.length > 0 && this.#heap[0]!.at < time) {
      const { thing } = this.#pop()
      if (thing.deadline < time) {
        this.#inside.delete(thing)
        due.push(thing)
      } else this.#push({ at: thing.deadline, thing })
    }
    return due.sort((a, b) => a.deadline - b.deadline || a.order - b.order)
  }

  clear(): void {
    this.#heap.length = 0
    this.#inside.clear()
  }

  #push(entry: { readonly at: number; readonly thing: T }): void {
    const heap = this.#heap
    let i = heap.push(entry) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (heap[parent]!.at <= entry.at) break
      heap[i] = heap[parent]!
      i = parent
    }
    heap[i] = entry
  }

  #pop(): { readonly at: number; readonly thing: T } {
    const heap = this.#heap
    const top = heap[0]!
    const last = heap.pop()!
    if (heap.length === 0) return top
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && heap[child + 1]!.at < heap[child]!.at) child++
      if (heap[child]!.at >= last.at) break
      heap[i] = heap[child]!
      i = child
    }
    heap[i] = last
    return top
  }
}
