import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AppendedFile } from '../../src/sinks/appended-file.ts'
import { Device, Pipe } from '../../src/sinks/device.ts'
import { textOut } from '../../src/sinks/text-out.ts'
import { WholeFile } from '../../src/sinks/whole-file.ts'
import { placeOf } from './place.ts'

describe('textOut', () => {
  it('writes to the resolved path', async () => {
    const place = placeOf()
    const out = textOut('a.txt', place)
    await out.open()
    await out.begin('first\n')
    await out.write('second\n')
    await out.close()
    expect(out.path).toBe('a.txt')
    expect(readFileSync(join(place.folder, 'a.txt'), 'utf8')).toBe('first\nsecond\n')
  })

  it('writes to standard output for -, and leaves no file', async () => {
    const out = textOut('-', placeOf())
    expect(out.path).toBeUndefined()
    await out.close()
  })

  it('appends in a live run, replaces in another, and does neither to a device or a pipe', () => {
    const place = placeOf({ resolve: (path) => path })
    const pipe = join(place.folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    expect(textOut(join(place.folder, 'a'), { ...place, live: true })).toBeInstanceOf(AppendedFile)
    expect(textOut(join(place.folder, 'a'), place)).toBeInstanceOf(WholeFile)
    expect(textOut('/dev/null', place)).toBeInstanceOf(Device)
    expect(textOut(pipe, place)).toBeInstanceOf(Pipe)
    expect(textOut('/dev/stdout', place).path).toBeUndefined()
  })
})
