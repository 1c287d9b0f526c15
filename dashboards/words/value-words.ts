import type { RunStore } from '../run/run-store.ts'
import { measured, percent } from './format.ts'

/**
 * Writes the values and forecasts of a channel: numbers with the digits that its spread calls for, or probabilities.
 *
 * @param spread of the values to show
 * @param digits significant digits of the spread
 */
export const valueWords = ({ layout }: Pick<RunStore, 'layout'>, spread: number, digits?: number) =>
  layout?.outcomes ? probability : (value: number) => measured(value, spread, digits)

/** A probability in whole percent; in tenths near 0 and 1. */
export function probability(value: number | null | undefined): string {
  const certain = value === 0 || value === 1
  return percent(value, !certain && typeof value === 'number' && (value < 0.01 || value > 0.99) ? 1 : 0)
}

/** Whether an outcome happened. */
export const happenedWords = (label: number): string =>
  label === 1 ? 'happened' : label === 0 ? 'did not happen' : 'not known'
