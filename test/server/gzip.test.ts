import { createGunzip, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { GzipEnvelope, Pieces } from '../../src/server/gzip.ts'

const texts = ['event: run\n\n', 'event: frame\ndata: äöü\n\n'.repeat(2000), '', 'event: beat\n\n']
const pieces = texts.map((text) => new TextEncoder().encode(text))

async function member(order: readonly Uint8Array[], packer: Pieces): Promise<Uint8Array[]> {
  const envelope = new GzipEnvelope()
  const packed: Uint8Array[] = [envelope.header]
  for (const piece of order) {
    envelope.count(piece)
    packed.push(await packer.pack(piece))
  }
  return [...packed, envelope.trailer()]
}

describe('gzip in pieces', () => {
  it('decodes as one gzip file, whatever the pieces and their order', async () => {
    const packer = new Pieces()
    for (const order of [pieces, pieces.toReversed(), [pieces[1]!, pieces[1]!], []]) {
      const whole = Buffer.concat(await member(order, packer))
      expect(gunzipSync(whole).equals(Buffer.concat(order))).toBe(true)
    }
  })

  it('is readable after every piece', async () => {
    const gunzip = createGunzip()
    const packed = await member(pieces, new Pieces())
    let heard = ''
    gunzip.on('data', (data: Buffer) => {
      heard += data.toString()
    })
    gunzip.write(packed[0])
    for (let i = 0; i < pieces.length; i++) {
      gunzip.write(packed[i + 1])
      await expect.poll(() => heard).toBe(texts.slice(0, i + 1).join(''))
    }
  })

  it('compresses a piece once, however many clients receive it', () => {
    const packer = new Pieces()
    expect(packer.pack(pieces[1]!)).toBe(packer.pack(pieces[1]!))
  })
})
