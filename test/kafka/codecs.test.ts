import kafkajs from 'kafkajs'
import { expect } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { OnKafka } from './on-kafka.ts'

const random = new Random(7)
/** Text that repeats itself near and far, bytes that do not, and nothing. */
const values = Array.from({ length: 300 }, (_, i) =>
  i % 50 === 7
    ? Array.from({ length: 3000 }, () => String.fromCharCode(33 + random.below(90))).join('')
    : i % 50 === 9
      ? '='.repeat(20_000)
      : i === 11
        ? ''
        : JSON.stringify({ time: i, station: `station ${i % 7}`, temp: random.below(1000) / 10 }),
)
const hasZstd = 'zstdDecompressSync' in (await import('node:zlib'))
if (!hasZstd) console.warn(`zstd was not read: it needs Node 22.15, and this is ${process.version}`)

itWithKafka('records that the broker has compressed are read, whatever it used', async ({ plain }) => {
  const { CompressionCodecs, CompressionTypes } = kafkajs
  for (const type of ['LZ4', 'Snappy', ...(hasZstd ? (['ZSTD'] as const) : [])] as const) {
    const world = await OnKafka.open(plain, 1, { 'compression.type': type.toLowerCase() })
    const codec = CompressionCodecs[CompressionTypes[type]]
    let used = 0
    CompressionCodecs[CompressionTypes[type]] = () => {
      used++
      return codec()
    }
    await world.produce(values)
    await world.produce(values.slice(0, 1))
    expect(await world.committed(world.topic), type).toEqual([...values, values[0]])
    expect(used).toBeGreaterThan(1)
    await world.close()
  }
})

itWithKafka('records that Node cannot read are named, with the cure', async ({ plain }) => {
  if (hasZstd) return
  const world = await OnKafka.open(plain, 1, { 'compression.type': 'zstd' })
  await world.produce(values)
  await expect(world.committed(world.topic)).rejects.toThrow(
    `kafka.topic: expected records that can be unpacked in ${world.topic} 0, offset 0 or after, got zstd; use Node 22.15`,
  )
  await world.close()
})
