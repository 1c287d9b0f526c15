import { Random } from '../../../src/lstm/random.ts'
import { exp, log, sin } from '../../../src/stats/elementary.ts'
import { type Product, productOf } from './products.ts'

export interface RetailOptions {
  readonly products: number
  readonly days: number
  readonly seed: number
  /** Days after those with sales, of which only price and promotion are known. */
  readonly future?: number
}

const dayMs = 86_400_000
/** A Sunday, so that day 0 is weekday 0. */
const firstDay = Date.UTC(2023, 0, 1)

export const header = 'date,product,department,price,promotion,in_stock,sold,demand'

/** The file's lines after its header, in order of time, and within a day in order of product. */
export function* retailLines({ products, days, seed, future = 0 }: RetailOptions): Generator<string, void, void> {
  const shelves = Array.from({ length: products }, (_, i) => new Shelf(productOf(i + 1, days, seed)))
  const visitors = new Visitors(seed)
  const dateOf = (day: number) => new Date(firstDay + day * dayMs).toISOString().slice(0, 10)
  for (let day = 0; day < days; day++) {
    const date = dateOf(day)
    const crowd = visitors.next()
    for (const shelf of shelves) {
      const { begins, ends } = shelf.product
      if (day >= begins && day <= ends) yield `${date},${shelf.next(day, crowd)}`
    }
  }
  for (let day = days; day < days + future; day++) {
    for (const shelf of shelves) if (shelf.product.ends === days - 1) yield `${dateOf(day)},${shelf.planned()},,,`
  }
}

/** How many come to the shop, as a logarithm: what all products have in common, from one day to the next. */
class Visitors {
  private readonly random: Random
  private trend = 0

  constructor(seed: number) {
    this.random = new Random(seed)
  }

  next(): number {
    this.trend = 0.9 * this.trend + 0.02 * gaussian(this.random)
    return this.trend + 0.03 * gaussian(this.random)
  }
}

const promotionDays = 7

/** The sales of one product, day by day. */
class Shelf {
  readonly product: Product
  private level = 0
  private price: number
  private cut = 0
  /** Days that the promotion, its echo, and the empty shelf still last. */
  private promoted = 0
  private sated = 0
  private empty = 0

  constructor(product: Product) {
    this.product = product
    this.price = product.price
  }

  /** The cells of a day after its date. */
  next(day: number, crowd: number): string {
    const { random, stockOut } = this.product
    const planned = this.planned()
    const promotion = this.promoted > 0
    const demand = count(random, this.mean(day, crowd), this.product.spread)
    if (this.empty > 0) this.empty--
    else if (random.uniform() < stockOut * (promotion ? 3 : 1)) this.empty = 1 + random.below(6)
    const inStock = this.empty === 0
    return [planned, inStock ? 1 : 0, inStock ? demand : 0, inStock ? demand : ''].join(',')
  }

  /** The cells of the next day that the shop knows beforehand. */
  planned(): string {
    const { department, name } = this.product
    this.setPrice()
    return [name, department.name, this.dayPrice.toFixed(2), this.promoted > 0 ? 1 : 0].join(',')
  }

  private get dayPrice(): number {
    return Math.round(this.price * (1 - this.cut) * 100) / 100
  }

  /** Regular prices change about once a year; a promotion is a week of a lower price. */
  private setPrice(): void {
    const { promotion, random } = this.product
    if (random.uniform() < 1 / 365) this.price = Math.round(this.price * (0.95 + 0.15 * random.uniform()) * 10) / 10
    if (this.sated > 0) this.sated--
    if (this.promoted > 0) {
      this.promoted--
      if (this.promoted === 0) {
        this.cut = 0
        this.sated = promotionDays
      }
    } else if (random.uniform() < promotion) {
      this.promoted = promotionDays
      this.cut = 0.15 + 0.05 * random.below(4)
    }
  }

  private mean(day: number, crowd: number): number {
    const { begins, department, elasticity, isNew, price: first, random, size } = this.product
    const { height, swing, week } = department
    this.level += 0.01 * gaussian(random)
    const year = swing * sin((2 * Math.PI * (day - height)) / 365.25 + Math.PI / 2)
    const known = isNew ? 1 - 0.8 * exp(-(day - begins) / 20) : 1
    const promoted = this.promoted > 0 ? 0.25 : this.sated > 0 ? -0.15 : 0
    return (
      size *
      known *
      week[day % 7]! *
      exp(this.level + year + crowd + promoted - elasticity * log(this.dayPrice / first))
    )
  }
}

/** Demand: Poisson around a mean that itself varies. */
function count(random: Random, mean: number, spread: number): number {
  const varied = mean * exp(Math.sqrt(spread) * gaussian(random) - spread / 2)
  if (varied > 50) return Math.max(0, Math.round(varied + Math.sqrt(varied) * gaussian(random)))
  // Knuth, The Art of Computer Programming 2, 3.4.1: as many uniform numbers as have a product above exp(−mean).
  const least = exp(-varied)
  let product = random.uniform()
  let sold = 0
  while (product > least) {
    product *= random.uniform()
    sold++
  }
  return sold
}

/** Approximately standard normal: the sum of twelve uniform numbers, centred. */
function gaussian(random: Random): number {
  let sum = -6
  for (let i = 0; i < 12; i++) sum += random.uniform()
  return sum
}
