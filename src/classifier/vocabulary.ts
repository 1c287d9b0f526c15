import type { Fields, Saveable } from '../state/fields.ts'

/**
 * Numbers words as they come, from 0. There are at most `limit`: a new word then takes the number of the one that was
 * learned longest ago, which is mostly a rare one.
 */
export class Vocabulary implements Saveable {
  private readonly limit: number
  /** The words by number. */
  private words: string[] = []
  /** Their numbers, those learned longest ago first. */
  private slots = new Map<string, number>()
  private readonly listeners: ((slot: number) => void)[] = []

  constructor(limit: number) {
    this.limit = limit
  }

  get size(): number {
    return this.words.length
  }

  /** @param listener called with each number that another word is going to have, and with each new one */
  onNew(listener: (slot: number) => void): void {
    this.listeners.push(listener)
  }

  /** The numbers of the words that are known. */
  known(words: readonly string[]): number[] {
    return words.flatMap((word) => this.slots.get(word) ?? [])
  }

  /** The number of a word; undefined if it is not known. */
  slotOf(word: string): number | undefined {
    return this.slots.get(word)
  }

  /** The numbers of words, which are known from now on. */
  learn(words: readonly string[]): number[] {
    for (const word of words) {
      const slot = this.slots.get(word) ?? this.free(word)
      this.slots.delete(word)
      this.slots.set(word, slot)
    }
    // With more words than there is room for, some have no number any more.
    return this.known(words)
  }

  private free(word: string): number {
    let slot = this.words.length
    if (slot === this.limit) {
      const [oldest, reused] = this.slots.entries().next().value!
      this.slots.delete(oldest)
      slot = reused
    }
    this.words[slot] = word
    for (const listener of this.listeners) listener(slot)
    return slot
  }

  state(fields: Fields): void {
    fields.same('limit', this.limit)
    // No word has a line break in it.
    const present = this.words.join('\n')
    const words = fields.text('words', present)
    const order = fields.array('order', Uint32Array.from(this.slots.values()))
    if (words === present) return
    this.words = words === '' ? [] : words.split('\n').slice(0, this.limit)
    // Whatever the order says, each word has its own number.
    const slots = new Set([...order].filter((slot) => slot < this.words.length))
    for (const slot of this.words.keys()) slots.add(slot)
    this.slots = new Map([...slots].map((slot) => [this.words[slot]!, slot]))
  }
}
