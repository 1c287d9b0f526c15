import { expect, it } from 'vitest'
import { schemaParser } from '../../src/records/avro-schema.ts'

const parse = await schemaParser('kafka')

it('knows the types of the schemas that a schema refers to', () => {
  const place = '{"type": "record", "name": "plant.Place", "fields": [{"name": "station", "type": "string"}]}'
  const reading = '{"type": "record", "name": "R", "fields": [{"name": "place", "type": "plant.Place"}]}'
  expect(parse(reading, [place]).name).toBe('R')
  expect(() => parse(reading)).toThrow('plant.Place')
  // One schema does not see the types of another.
  expect(() => parse('"plant.Place"')).toThrow('plant.Place')
})

it.each(['', '{}', '"nothing"', '{"type": "record", "name": "R"}', '[]x'])('refuses %s', (text) => {
  expect(() => parse(text)).toThrow(Error)
})
