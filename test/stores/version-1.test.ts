import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { type Fields, finite, type Saveable, visitSaveable } from '../../src/state/fields.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { FolderStore } from '../../src/stores/folder-store.ts'
import { bytes, newFolder, opened } from './stores.ts'

/*
 * test/fixtures/checkpoints/v1 was written by the first version that had checkpoints. What it holds must be readable
 * forever: this file and the fixture are not to be changed. If another version of the format becomes necessary, it gets
 * a fixture of its own, and this one is still read. It was written by
 * `WRITE_CHECKPOINT_FIXTURE=1 npx vitest run test/stores/version-1.test.ts`.
 */
const fixture = fileURLToPath(new URL('../fixtures/checkpoints/v1', import.meta.url))

class Part implements Saveable {
  value: number
  constructor(value = 0) {
    this.value = value
  }
  state(fields: Fields): void {
    this.value = fields.number('value', this.value, finite)
  }
}

/** Has each kind of field. */
class Sample implements Saveable {
  number = 0
  count = 0
  yes = false
  name = ''
  doubles = new Float64Array(3)
  floats = new Float32Array(2)
  ints = new Int32Array(2)
  words = new Uint32Array(2)
  octets = new Uint8Array(0)
  part = new Part()
  pair = [new Part(), new Part()] as const
  perhaps: Part | undefined
  list: Part[] = []
  sized: Part | undefined
  state(fields: Fields): void {
    fields.same('leads', [1, 2])
    fields.constant('rate', 0.5)
    this.number = fields.number('number', this.number)
    this.count = fields.counter('count', this.count)
    this.yes = fields.boolean('yes', this.yes)
    this.name = fields.text('name', this.name)
    fields.numbers('doubles', this.doubles)
    fields.numbers('floats', this.floats)
    fields.numbers('ints', this.ints)
    fields.numbers('words', this.words)
    this.octets = fields.array('octets', this.octets)
    fields.part('part', this.part)
    fields.parts('pair', this.pair)
    this.perhaps = fields.optional(
      'perhaps',
      this.perhaps,
      visitSaveable(() => new Part()),
    )
    this.list = fields.list(
      'list',
      this.list,
      visitSaveable(() => new Part()),
    )
    this.sized = fields.built('sized', this.sized, this.sized && 'of size 1', () => new Part())
  }
}

function sample(): Sample {
  const sample = new Sample()
  Object.assign(sample, { number: -0, count: 2 ** 53 - 1, yes: true, name: 'Überlingen, 雪' })
  sample.doubles.set([Number.NaN, 1 / 3, -1e300])
  sample.floats.set([Math.fround(0.1), Number.POSITIVE_INFINITY])
  sample.ints.set([-1, 2 ** 31 - 1])
  sample.words.set([0, 2 ** 32 - 1])
  sample.octets = Uint8Array.of(1, 2, 255)
  sample.part.value = 1
  sample.pair[1].value = 2
  sample.perhaps = new Part(3)
  sample.list = [new Part(4), new Part(5)]
  sample.sized = new Part(6)
  return sample
}

const states = [{ 'series/a': 'one', 'series/Zürich': 'zwei' }, { 'series/a': 'two' }, { 'series/__proto__': 'three' }]

async function write(folder: string): Promise<void> {
  const { store } = await FolderStore.open(folder)
  await store.put('sample', snapshot(sample()))
  for (const state of states) {
    for (const [key, text] of Object.entries(state)) await store.put(key, bytes(text!))
    await store.commit()
  }
  await store.delete('series/a')
  await store.commit()
  await store.close()
}

if (process.env.WRITE_CHECKPOINT_FIXTURE) {
  rmSync(fixture, { recursive: true, force: true })
  mkdirSync(fixture, { recursive: true })
  await write(fixture)
  rmSync(join(fixture, 'lock'))
}

it('reads every commit of a folder of version 1', async () => {
  const folder = newFolder()
  cpSync(fixture, folder, { recursive: true })
  const { all, notes } = await opened(folder)
  expect(notes).toEqual([])
  expect(Object.keys(all)).toEqual(['sample', 'series/Zürich', 'series/__proto__'])
  expect(all).toMatchObject({ 'series/Zürich': 'zwei' })
  expect((await opened(folder, { from: 3 })).all).toMatchObject({ 'series/a': 'two', 'series/Zürich': 'zwei' })
  expect((await opened(folder, { from: 2 })).all).toMatchObject({ 'series/a': 'two' })
})

it('restores a snapshot of version 1', async () => {
  const folder = newFolder()
  cpSync(fixture, folder, { recursive: true })
  const { store } = await FolderStore.open(folder)
  const restored = new Sample()
  expect(restore(restored, (await store.get('sample'))!)).toEqual([])
  expect(restored).toEqual(sample())
  await store.close()
})

it('still writes the same bytes, but for the time', async () => {
  const folder = newFolder()
  await write(folder)
  const withoutTime = (text: string) => text.replace(/"written": ".*"|"sha256": ".*"/g, '')
  for (const name of readdirSync(fixture)) {
    const [was, is] = [fixture, folder].map((each) => readFileSync(join(each, name), 'latin1'))
    expect(withoutTime(is!), name).toBe(withoutTime(was!))
  }
  expect(readdirSync(folder).filter((name) => name !== 'lock')).toEqual(readdirSync(fixture))
})
