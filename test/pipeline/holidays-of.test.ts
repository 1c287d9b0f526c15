import { expect, it } from 'vitest'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import { holidaysOf } from '../../src/pipeline/holidays-of.ts'

const of = (more: object) =>
  holidaysOf(definePipeline({ source: { csv: { path: 'rows.csv', time: 'date', target: 'value', ...more } } }))

it('are those of the region of the source, by the clocks of its zone', async () => {
  expect(await of({ holidays: 'DE', zone: 'Europe/Berlin' })).toMatchObject({ zone: 'Europe/Berlin' })
  expect(await of({})).toBeUndefined()
})

it('refuses a region that is not known at its place in the pipeline', async () => {
  await expect(of({ holidays: 'DE-BX' })).rejects.toThrow(
    /^pipeline\.source\.csv\.holidays: csv\.holidays: expected a state/,
  )
})
