import { expect, it } from 'vitest'
import { jsonLog } from '../../src/operations/json-log.ts'

it('a log needs a package, and says how to install it', async () => {
  const missing = () => Promise.reject(new Error('Cannot find package'))
  await expect(jsonLog(missing)).rejects.toThrow('--log: expected the package pino, got none; npm install pino')
})

it('a log has a function for each level', async () => {
  const log = await jsonLog()
  expect(Object.values(log).map((one) => typeof one)).toEqual(['function', 'function', 'function'])
})
