import { expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { codeOf, diskError } from '../../src/stores/disk-error.ts'

it('names the folder and a cure', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  expect(codeOf(full)).toBe('ENOSPC')
  expect(diskError('state', full)).toEqual(
    new DataError('state: expected room on the disk, got "ENOSPC: no space left on device, write"; free some'),
  )
  const other = Object.assign(new Error('EXYZ: odd'), { code: 'EXYZ' })
  expect(String(diskError('state', other))).toBe(
    'DataError: state: expected a folder for checkpoints, got "EXYZ: odd"; check the disk',
  )
})

it('tells a folder that cannot be made from one that was removed', () => {
  const missing = (syscall: string) =>
    String(diskError('state', Object.assign(new Error(`ENOENT, ${syscall}`), { code: 'ENOENT', syscall })))
  expect(missing('mkdir')).toMatch(/expected a folder, or a disk on which it can be made, got .*; make it, or name/)
  expect(missing('open')).toMatch(/expected a folder that stays, got "ENOENT, open"; leave it in place/)
})

it('leaves other errors unchanged', () => {
  const error = new TypeError('x')
  expect(diskError('state', error)).toBe(error)
  expect(codeOf(undefined)).toBeUndefined()
})
