import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { onFile } from '../../src/sinks/file-error.ts'

describe('onFile', () => {
  it('names the file and the cure', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    const running = onFile('out.csv', () => Promise.reject(full))
    await expect(running).rejects.toThrow(
      'out.csv: expected a file that can be written, got ENOSPC: no space left on device, write; free some room on the disk',
    )
    await expect(running).rejects.toBeInstanceOf(DataError)
  })

  it('passes on results, and errors that name the file already', async () => {
    expect(await onFile('out.csv', async () => 7)).toBe(7)
    const said = new DataError('said')
    await expect(onFile('out.csv', () => Promise.reject(said))).rejects.toBe(said)
  })
})
