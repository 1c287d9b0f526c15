import { describe, expect, it } from 'vitest'
import { ndjsonSource } from '../../src/sources/ndjson.ts'
import { fileOf, gather } from './gathered.ts'

describe('ndjson', () => {
  it('accepts a path alone, with columns time and value', async () => {
    expect(ndjsonSource.argument.parse('-')).toMatchObject({ path: '-', time: ['time'], target: ['value'] })
    const { observations } = await gather(
      fileOf('{"time":"2024-01-01","value":1.25}\n', '.ndjson'),
      {},
      { word: ndjsonSource },
    )
    expect(observations).toMatchObject([{ time: Date.UTC(2024, 0, 1), values: [1.25] }])
  })

  it('accepts its own example', () => {
    expect(ndjsonSource.argument.safeParse(ndjsonSource.example).success).toBe(true)
  })
})
