import { Random } from '../../../src/lstm/random.ts'
import { exp, log } from '../../../src/stats/elementary.ts'

/** A department: what its products have in common. */
interface Department {
  readonly name: string
  /** Share of a week's sales by weekday, Sunday first, in parts of the mean day. */
  readonly week: readonly number[]
  /** How far the year swings, as a logarithm, and the day of the year of its height. */
  readonly swing: number
  readonly height: number
  readonly price: number
}

const departments: readonly Department[] = [
  { name: 'bakery', week: [0.7, 0.9, 0.9, 0.95, 1, 1.2, 1.35], swing: 0.08, height: 350, price: 3 },
  { name: 'produce', week: [0.75, 0.95, 0.9, 0.95, 1, 1.2, 1.25], swing: 0.2, height: 190, price: 2.5 },
  { name: 'dairy', week: [0.8, 1, 0.95, 0.95, 1, 1.15, 1.15], swing: 0.05, height: 30, price: 1.9 },
  { name: 'drinks', week: [0.75, 0.8, 0.85, 0.9, 1, 1.3, 1.4], swing: 0.45, height: 200, price: 1.6 },
  { name: 'frozen', week: [0.85, 0.9, 0.9, 0.95, 1, 1.15, 1.25], swing: 0.3, height: 195, price: 4.5 },
  { name: 'household', week: [0.8, 1, 0.95, 0.95, 0.95, 1.1, 1.25], swing: 0.04, height: 90, price: 5.5 },
  { name: 'garden', week: [0.9, 0.75, 0.75, 0.8, 0.95, 1.25, 1.6], swing: 0.9, height: 135, price: 12 },
  { name: 'toys', week: [0.85, 0.8, 0.85, 0.85, 0.95, 1.2, 1.5], swing: 0.6, height: 345, price: 15 },
]

/** What is fixed about a product. */
export interface Product {
  readonly name: string
  readonly department: Department
  /** Mean sales a day, before seasons and promotions. */
  readonly size: number
  /** First and last day of its rows, from 0. */
  readonly begins: number
  readonly ends: number
  /** Whether it is new when it begins: its sales then take weeks to reach their size. */
  readonly isNew: boolean
  /** Regular price at the beginning. */
  readonly price: number
  /** Percent change of demand for a percent of price. */
  readonly elasticity: number
  /** Chance that a promotion begins on a day, and that the shelf becomes empty. */
  readonly promotion: number
  readonly stockOut: number
  /** Variance of demand beyond that of Poisson, in parts of the squared mean. */
  readonly spread: number
  /** For its sales; every product has its own numbers, so that more products do not change the others. */
  readonly random: Random
}

const intermittentShare = 0.15
const newShare = 0.12
const endedShare = 0.08

/** Product `number`, from 1, of a file of so many days. */
export function productOf(number: number, days: number, seed: number): Product {
  const random = new Random(seed + Math.imul(number, 0x9e3779b1))
  const department = departments[random.below(departments.length)]!
  const kind = random.uniform()
  const isNew = kind < newShare
  const ends = kind >= newShare && kind < newShare + endedShare
  const intermittent = random.uniform() < intermittentShare
  const between = (least: number, most: number) => least * exp(random.uniform() * log(most / least))
  return {
    name: `${department.name}-${String(number).padStart(4, '0')}`,
    department,
    size: intermittent ? between(0.05, 0.5) : between(1, 120),
    begins: isNew ? Math.floor(days * (0.1 + 0.8 * random.uniform())) : 0,
    ends: ends ? Math.floor(days * (0.2 + 0.7 * random.uniform())) : days - 1,
    isNew,
    price: Math.round(department.price * between(0.5, 2) * 10) / 10,
    elasticity: 1 + 2 * random.uniform(),
    promotion: random.uniform() < 0.6 ? 1 / 70 : 0,
    stockOut: 0.002 + 0.01 * random.uniform(),
    spread: 0.02 + 0.1 * random.uniform(),
    random,
  }
}
