import zlib from 'node:zlib'
import { unlz4 } from './lz4.ts'
import { unsnappy } from './snappy.ts'

type Kafkajs = Pick<typeof import('kafkajs'), 'CompressionCodecs' | 'CompressionTypes'>

/** Absent before Node 22.15. */
const { zstdDecompressSync } = zlib as { zstdDecompressSync?: (bytes: Uint8Array) => Buffer }

/** Lets kafkajs read what it has no decoder for, unless the program has given it one. */
export function addCodecs({ CompressionCodecs, CompressionTypes }: Kafkajs): void {
  const { LZ4, Snappy, ZSTD } = CompressionTypes
  const readers = [
    [Snappy, unsnappy],
    [LZ4, unlz4],
    [ZSTD, zstdDecompressSync],
  ] as const
  for (const [type, read] of readers)
    if (read !== undefined && !works(CompressionCodecs[type]))
      CompressionCodecs[type] = () => ({
        compress: () => Promise.reject(new Error('records are sent uncompressed, or with gzip')),
        decompress: async (bytes: Buffer) => read(bytes),
      })
}

/** Those of kafkajs throw. */
function works(codec: () => unknown): boolean {
  try {
    codec()
    return true
  } catch {
    return false
  }
}
