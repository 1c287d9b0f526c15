import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { placeIn } from '../../src/sources/place-in.ts'
import { SecondFile } from '../../src/sources/second-file.ts'
import { newFolder } from './following.ts'

const options = { csv: 'b.csv', columns: ['close'], asOf: '1s', delimiter: ',', clock: 'ms' } as const

function fileIn(folder: string, live: boolean) {
  const second = new SecondFile({ join: { ...options, columns: ['close'] }, by: [] }, placeIn(folder), live)
  const close = () => second.joined({ time: 1000, values: [1], covariates: [5] }).covariates
  return { second, close }
}

it('stays as it was while the file of a live source is gone, and is read again when it is back', async () => {
  const folder = newFolder()
  const path = join(folder, 'b.csv')
  writeFileSync(path, 'time,close\n1000,3\n')
  const { close, second } = fileIn(folder, true)
  await second.read()
  expect(close()).toEqual([5, 3])
  rmSync(path)
  await second.read()
  expect(close()).toEqual([5, 3])
  writeFileSync(path, 'time,close\n1000,3\n1000,44\n')
  await second.read()
  expect(close()).toEqual([5, 44])
})

it('is read once if the source is not live, and fails without rows', async () => {
  const folder = newFolder()
  const path = join(folder, 'b.csv')
  writeFileSync(path, 'time,close\n1000,3')
  const { close, second } = fileIn(folder, false)
  await second.read()
  writeFileSync(path, 'time,close\n1000,4444\n')
  await second.read()
  expect(close()).toEqual([5, 3])
  writeFileSync(path, 'time,close\n')
  await expect(fileIn(folder, false).second.read()).rejects.toThrow('expected rows after the header')
  const growing = fileIn(folder, true)
  await growing.second.read()
  expect(growing.close()).toEqual([5, Number.NaN])
})
