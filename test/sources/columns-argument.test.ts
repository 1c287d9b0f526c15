import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { columnsArgument } from '../../src/sources/columns-argument.ts'

const argument = z.strictObject(columnsArgument)

describe('columnsArgument', () => {
  it('requires path, time and target, and fills in the rest', () => {
    expect(argument.parse({ path: 'a', time: 't', target: 'y' })).toEqual({
      by: [],
      sort: false,
      path: 'a',
      time: ['t'],
      target: ['y'],
      covariates: [],
      known: [],
      offered: {},
      clock: 'iso',
      missing: ['', 'nan', 'null'],
      decimal: '.',
      thousands: '',
      units: [],
      brackets: false,
      inexact: false,
      encoding: 'utf-8',
    })
    expect(argument.safeParse({ path: 'a', time: 't' }).success).toBe(false)
  })

  it('accepts missing texts in any case', () => {
    expect(argument.parse({ path: 'a', time: 't', target: 'y', missing: ['N/A'] }).missing).toEqual(['n/a'])
  })

  it('describes every option, for list, docs and editors', () => {
    for (const [name, schema] of Object.entries(columnsArgument))
      expect(z.globalRegistry.get(schema)?.description, name).toBeTruthy()
  })
})
