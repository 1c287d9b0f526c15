import { renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { FileTrail } from '../../src/sources/file-trail.ts'
import { FollowPosition } from '../../src/sources/follow-position.ts'
import type { FollowedFile } from '../../src/sources/followed-file.ts'
import { newFolder } from './following.ts'

async function content(file: FollowedFile | undefined) {
  const bytes = await file?.read(0, new Uint8Array(0))
  await file?.close()
  return bytes && Buffer.from(bytes).toString()
}

it('goes from file to file in the order in which they were written to, not by their names', async () => {
  const path = join(newFolder(), 'rows.csv')
  const trail = new FileTrail(path, 'rows.csv')
  expect([await trail.now(), await trail.newest()]).toEqual([undefined, undefined])
  const names = ['rows.csv.9', 'rows.csv-20240102', 'rows.2024-01-01.csv', 'rows.1.csv', 'rows.csv']
  names.forEach((name, i) => {
    writeFileSync(join(path, '..', name), name)
    utimesSync(join(path, '..', name), 1000 + i, 1000 + i)
  })
  for (const other of ['rows.csv.bak', 'rows2.csv', 'rows.csv.gz', 'other.1.csv'])
    writeFileSync(join(path, '..', other), 'x')
  const position = new FollowPosition({ state() {} })
  position.begin('', new Uint8Array(0))
  position.pass(Buffer.from('rows.csv.9'), 10)
  const walked: string[] = []
  let file = await trail.find(position)
  while (file && walked.length < 9) {
    walked.push(Buffer.from((await file.read(0, new Uint8Array(0)))!).toString())
    if (walked.at(-1) === 'rows.csv') break
    const next = await trail.after(file)
    await file.close()
    file = next
  }
  await file?.close()
  expect(walked).toEqual(names)
  expect(await content(await trail.replacement(position))).toBeUndefined()
  renameSync(join(path, '..', 'rows.csv.9'), path)
  expect(await content(await trail.replacement(position))).toBe('rows.csv.9')
  expect(await trail.now()).toMatchObject({ empty: false })
})
