import { expect, it } from 'vitest'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { GrowingBlob } from '../../src/worker/growing-blob.ts'

it('a growing blob holds everything added, however much', async () => {
  const blob = new GrowingBlob()
  const line = `${'x'.repeat(9_999)}\n`
  for (let i = 0; i < 300; i++) blob.add(line)
  blob.add('end')
  const whole = blob.whole('text/csv')
  expect([whole.size, whole.type]).toEqual([3_000_003, 'text/csv'])
  expect(await whole.text()).toBe(`${line.repeat(300)}end`)
})

it('a growing blob is saved part by part, each once, and restored', async () => {
  const blob = new GrowingBlob(true)
  const saved = new Map<string, Uint8Array>()
  const save = (all?: boolean) => {
    const pieces = [...blob.pieces('csv', all)]
    for (const [key, piece] of pieces) saved.set(key, snapshot(piece))
    return pieces.map(([key]) => key)
  }
  for (let i = 0; i < 150; i++) blob.add(`${i}${'x'.repeat(9_999)}\n`)
  expect(save()).toEqual(['csv', 'csv/0'])
  blob.saved()
  for (let i = 0; i < 150; i++) blob.add(`${i}${'y'.repeat(9_999)}\n`)
  expect(save(false)).toEqual(['csv', 'csv/1'])
  const later = new GrowingBlob(true)
  expect(later.empty).toBe(true)
  for (const [key, piece] of later.pieces('csv')) restore(piece, saved.get(key)!)
  expect(later.empty).toBe(false)
  expect(await later.whole('text/csv').text()).toBe(await blob.whole('text/csv').text())
})
