import type { Fields } from '../state/fields.ts'
import type { Observation, Row } from './observation.ts'

const empty: Observation = { time: 0, values: [], covariates: [] }

/** Visits an observation that is kept as state. */
export function visitObservation(fields: Fields, observation: Observation = empty): Observation {
  const { time, values, covariates, row, cadence, restart = false } = observation
  return {
    time: fields.number('time', time),
    values: fields.array('values', Float64Array.from(values)),
    covariates: fields.array('covariates', Float64Array.from(covariates)),
    row: fields.optional('row', row, visitRow),
    cadence: fields.optional('cadence', cadence, visitText),
    restart: fields.boolean('restart', restart) || undefined,
  }
}

function visitRow(fields: Fields, { file, line, cells }: Row = { file: '', line: 0, cells: [] }): Row {
  return {
    file: fields.text('file', file),
    line: fields.counter('line', line),
    cells: fields.list('cells', cells, visitText),
  }
}

const visitText = (fields: Fields, text = '') => fields.text('text', text)
