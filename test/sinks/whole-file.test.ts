import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { WholeFile } from '../../src/sinks/whole-file.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'rxcast-whole-'))

describe('WholeFile', () => {
  it('appears only when it is complete, and leaves the old file until then', async () => {
    const path = join(folder(), 'deep/er/out.csv')
    const file = new WholeFile(path, 'out.csv')
    await file.open()
    await file.write('a'.repeat(100_000))
    await file.write('end')
    expect(existsSync(path)).toBe(false)
    await file.close()
    expect(readFileSync(path, 'utf8')).toBe(`${'a'.repeat(100_000)}end`)

    const again = new WholeFile(path, 'out.csv')
    await again.open()
    await again.write('new')
    expect(readFileSync(path, 'utf8')).toHaveLength(100_003)
    await again.close()
    expect(readFileSync(path, 'utf8')).toBe('new')
  })

  it('keeps every character of texts of any length, in order', async () => {
    const path = join(folder(), 'out.txt')
    const file = new WholeFile(path, 'out.txt')
    await file.open()
    const texts = [1, 60_000, 90_000, 300_000, 5, 87_381, 1].map((length, i) => `${i}é€😀`.repeat(length))
    for (const text of texts) await file.write(text)
    await file.close()
    expect(readFileSync(path, 'utf8') === texts.join('')).toBe(true)
  })

  it('leaves nothing behind when it is discarded', async () => {
    const home = folder()
    const file = new WholeFile(join(home, 'out.csv'), 'out.csv')
    await file.open()
    await file.write('half')
    await file.abort()
    expect(readdirSync(home)).toEqual([])
  })

  it('names the file that cannot be written', async () => {
    const blocked = join(folder(), 'file')
    writeFileSync(blocked, '')
    await expect(new WholeFile(join(blocked, 'out.csv'), 'my/out.csv').open()).rejects.toThrow(
      'my/out.csv: expected a file that can be written, got',
    )
  })

  it('reports a folder in its place when it is opened, not at the end', async () => {
    const home = folder()
    await expect(new WholeFile(home, 'out').open()).rejects.toThrow(
      'out: expected a file that can be written, got a folder; name a file in it',
    )
  })

  it('names the file that could not be replaced', async () => {
    const home = folder()
    const file = new WholeFile(join(home, 'out.csv'), 'my/out.csv')
    await file.open()
    mkdirSync(join(home, 'out.csv'))
    await expect(file.close()).rejects.toThrow(/^my\/out\.csv: expected a file that can be written, got /)
    await file.abort()
    expect(readdirSync(home)).toEqual(['out.csv'])
  })
})
