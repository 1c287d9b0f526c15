import { adam } from '../lstm/adam.ts'
import type { Floats } from '../lstm/engine.ts'
import { Random } from '../lstm/random.ts'
import { Schedule } from '../lstm/schedule.ts'
import { type Fields, nonNegative } from '../state/fields.ts'
import { Rows } from './rows.ts'
import type { SequenceInputs } from './sequence-inputs.ts'
import { endOf, type TextItem } from './text-item.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Size of the first numbers of a vector. */
const initial = 0.1
/** Share of the words that are left out when an item is learned, so that no single word decides (word dropout). */
const dropped = 0.5
/** Words of a text that are read at most: the last ones, of which an LSTM's state at the end says most. */
const mostRead = 512

/**
 * A vector of numbers for each word, learned by Adam from the gradients that an LSTM passes on to its inputs. A word that
 * is not known is a vector of zeros. Of a text the last 512 words are read.
 */
export class WordVectors implements SequenceInputs<TextItem> {
  readonly width: number
  private readonly vocabulary: Vocabulary
  private readonly random: Random
  private readonly schedule: Schedule
  private readonly vectors: Rows
  private readonly first: Rows
  private readonly second: Rows
  /** Words of the items to learn, of which −1 were left out. */
  private drawn: number[][] = []

  constructor(width: number, vocabulary: Vocabulary, learningRate: number, seed: number) {
    this.width = width
    this.vocabulary = vocabulary
    this.random = new Random(seed)
    this.schedule = new Schedule(learningRate, 10)
    this.vectors = new Rows(width)
    this.first = new Rows(width)
    this.second = new Rows(width, nonNegative)
    vocabulary.onNew((slot) => {
      const vector = this.vectors.row(slot)
      for (let i = 0; i < width; i++) vector[i] = (2 * this.random.uniform() - 1) * initial
      this.first.row(slot).fill(0)
      this.second.row(slot).fill(0)
    })
  }

  kept(item: TextItem): TextItem {
    return endOf(item, mostRead)
  }

  steps({ words }: TextItem): number {
    return Math.min(words.length, mostRead)
  }

  meet({ words }: TextItem): void {
    this.vocabulary.learn(words)
  }

  of({ words }: TextItem): Float64Array {
    return this.inputs(words.slice(-mostRead).map((word) => this.vocabulary.slotOf(word) ?? -1))
  }

  toLearn({ words }: TextItem): Float64Array {
    const slots = words.slice(-mostRead).map((word) => {
      const slot = this.vocabulary.slotOf(word) ?? -1
      return this.random.uniform() < dropped ? -1 : slot
    })
    this.drawn.push(slots)
    return this.inputs(slots)
  }

  learn(slopes: readonly Floats[]): void {
    const { width } = this
    const gradients = new Map<number, Float64Array>()
    this.drawn.forEach((slots, item) => {
      const own = slopes[item]!
      slots.forEach((slot, step) => {
        if (slot < 0) return
        const gradient = gradients.get(slot) ?? new Float64Array(width)
        gradients.set(slot, gradient)
        for (let i = 0; i < width; i++) gradient[i]! += own[step * width + i]!
      })
    })
    this.drawn = []
    const update = this.schedule.next
    for (const [slot, gradient] of gradients)
      adam(this.vectors.row(slot), gradient, 1, this.first.row(slot), this.second.row(slot), update)
    this.schedule.advance()
  }

  /** A vector for each word, zeros for −1. */
  private inputs(slots: readonly number[]): Float64Array {
    const inputs = new Float64Array(slots.length * this.width)
    slots.forEach((slot, i) => {
      if (slot >= 0) inputs.set(this.vectors.row(slot), i * this.width)
    })
    return inputs
  }

  state(fields: Fields): void {
    fields.part('random', this.random)
    fields.part('schedule', this.schedule)
    fields.part('vectors', this.vectors)
    fields.part('first', this.first)
    fields.part('second', this.second)
  }
}
