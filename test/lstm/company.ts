import { Buffer } from 'node:buffer'
import type { Member } from '../../src/lstm/member.ts'
import type { LstmOptions } from '../../src/lstm/options.ts'
import { Random } from '../../src/lstm/random.ts'
import { SharedLstm } from '../../src/lstm/shared-lstm.ts'
import type { Saveable } from '../../src/state/fields.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { modest } from './stream.ts'

export const bytesOf = (saveable: Saveable) => Buffer.from(snapshot(saveable)).toString('base64')
export const numbers = (random: Random, length: number) => Float64Array.from({ length }, () => 2 * random.uniform() - 1)

/** What a series shows at time t, the same no matter when it is asked for. */
export function rowOf(key: string, t: number, { channels, inputs, leads }: LstmOptions = modest) {
  const random = new Random(1000 * t + [...key].reduce((sum, letter) => 31 * sum + letter.charCodeAt(0), 0))
  const targets = numbers(random, channels! * leads.length)
  if (random.below(3) === 0) targets[0] = Number.NaN
  return { targets, inputs: numbers(random, channels! * inputs) }
}

/** One time step of some series, in the order given, then the update. */
export function advance(shared: SharedLstm, members: readonly Member[], t: number, apply = true) {
  for (const member of members) {
    const { targets, inputs } = rowOf(member.key, t)
    member.learn(targets)
    member.step(inputs)
  }
  if (apply) shared.apply()
}

export const everything = (shared: SharedLstm, members: readonly Member[]) => [shared, ...members].map(bytesOf)

export const keys = ['oslo', 'rome', 'bern', 'åre', 'prague', 'nice', 'cork']

/** A network with members. */
export function company(options: LstmOptions, from: readonly string[] = keys) {
  const shared = new SharedLstm(options)
  return { shared, members: from.map((key) => shared.join(key)) }
}
