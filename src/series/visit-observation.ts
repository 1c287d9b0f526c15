import type { Condition, Fields } from '../state/fields.ts'
import type { Observation, Row } from './observation.ts'
import type { Place } from './place.ts'
import type { Reject } from './reject.ts'
import { validTime } from './valid-time.ts'

/** NaN is a missing value. */
const notInfinite: Condition = {
  holds: (x) => Math.abs(x) !== Number.POSITIVE_INFINITY,
  expected: 'finite or missing numbers',
}

const empty: Observation = { time: 0, values: [], covariates: [] }

/** Visits an observation that is kept as state. */
export function visitObservation(fields: Fields, observation: Observation = empty): Observation {
  const { time, values, covariates = [], row, key, cadence, restart = false } = observation
  const { known, issued, elsewhere, future = false, live = false } = observation
  return {
    time: fields.number('time', time, validTime),
    values: fields.array('values', Float64Array.from(values), notInfinite),
    covariates: fields.array('covariates', Float64Array.from(covariates), notInfinite),
    known: fields.optional('known', known, visitNumbers),
    issued: fields.optional('issued', issued, (inner, time = 0) => inner.number('time', time, validTime)),
    elsewhere: fields.optional('elsewhere', elsewhere, visitNumbers),
    future: fields.boolean('future', future) || undefined,
    live: fields.boolean('live', live) || undefined,
    row: fields.optional('row', row, visitRow),
    key: fields.optional('key', key, visitKey),
    cadence: fields.optional('cadence', cadence, visitText),
    restart: fields.boolean('restart', restart) || undefined,
  }
}

/** Visits the key of a series. */
export const visitKey = (fields: Fields, key: readonly string[] = []): readonly string[] =>
  fields.list('key', key, visitText)

/** Visits a row that is kept as state. */
export function visitRow(fields: Fields, { place, raw }: Row = { place: { file: '', line: 0 }, raw: [] }): Row {
  return { place: visitPlace(fields, place), raw: visitRaw(fields, raw) }
}

const nowhere: Reject = { reason: '', raw: [] }

/** Visits a reject that is kept as state. */
export function visitReject(fields: Fields, { place, key, column, reason, raw }: Reject = nowhere): Reject {
  const at = fields.optional('place', place, visitPlace)
  const series = fields.optional('key', key, visitKey)
  return {
    place: at,
    ...(series ? { key: series } : {}),
    column: fields.optional('column', column, visitText),
    reason: fields.text('reason', reason),
    raw: visitRaw(fields, raw),
  }
}

/** Visits cells, or the text of a row without cells. */
function visitRaw(fields: Fields, raw: Reject['raw']): Reject['raw'] {
  const cells = fields.list('cells', typeof raw === 'string' ? [raw] : raw, visitText)
  return fields.boolean('whole', typeof raw === 'string') ? (cells[0] ?? '') : cells
}

/** Visits a place that is kept as state; the same fields whatever kind it is. */
function visitPlace(fields: Fields, place: Place = { file: '', line: 0 }): Place {
  const [name, number, partition] =
    'file' in place ? [place.file, place.line, undefined] : [place.stream, place.offset, place.partition]
  const input = fields.text('input', name)
  const at = fields.counter('at', number)
  const part = fields.optional('partition', partition, (inner, value = 0) => inner.counter('number', value))
  if (fields.boolean('lines', 'file' in place)) return { file: input, line: at }
  return { stream: input, offset: at, ...(part === undefined ? {} : { partition: part }) }
}

const visitNumbers = (fields: Fields, numbers: ArrayLike<number> = []): Float64Array =>
  fields.array('numbers', Float64Array.from(numbers), notInfinite)

const visitText = (fields: Fields, text = '') => fields.text('text', text)
