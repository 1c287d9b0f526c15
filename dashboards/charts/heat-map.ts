import type { Palette } from '../frame/palette.ts'
import type { Drawing } from './chart-spec.ts'

/** A block of lines in a heat map. */
export interface HeatBlock {
  readonly name: string
  /** Colours of the 256 byte values. */
  readonly table: Uint32Array
  /** Byte of a line at a row; below 0 if unknown. */
  readonly byte: (row: number, line: number) => number
}

/** Finds the row shown at a time; −1 if there is none. */
export type RowAt = (time: number) => number

/**
 * Paints blocks of `lines` lines below each other, one column per pixel and one line per unit, stretched to the plot.
 * The canvas is reused.
 */
export class HeatMap {
  private readonly image = document.createElement('canvas')

  paint(drawing: Drawing, blocks: readonly HeatBlock[], lines: number, times: readonly [number, number], rowAt: RowAt) {
    const { context, left, top, width, height, ratio } = drawing
    const wide = Math.max(1, Math.floor(width / ratio))
    const tall = blocks.length * lines
    this.image.width = wide
    this.image.height = tall
    const brush = this.image.getContext('2d')!
    const pixels = brush.createImageData(wide, tall)
    const points = new Uint32Array(pixels.data.buffer)
    for (let column = 0; column < wide; column++) {
      const row = rowAt(times[0] + ((column + 0.5) / wide) * (times[1] - times[0]))
      if (row < 0) continue
      blocks.forEach(({ table, byte }, block) => {
        for (let line = 0; line < lines; line++) {
          const value = byte(row, line)
          if (value >= 0) points[(block * lines + line) * wide + column] = table[value]!
        }
      })
    }
    brush.putImageData(pixels, 0, 0)
    context.save()
    context.imageSmoothingEnabled = false
    const each = height / blocks.length
    const gap = blocks.length > 1 ? 2 * ratio : 0
    blocks.forEach((_, block) => {
      context.drawImage(this.image, 0, block * lines, wide, lines, left, top + block * each, width, each - gap)
    })
    context.restore()
  }
}

/** Labels on the left: the names of the blocks, or for a single block as many line numbers as there is room for. */
export function labelLines(drawing: Drawing, blocks: readonly HeatBlock[], numbers: readonly number[]): void {
  const { context, palette, left, top, height, ratio } = drawing
  const family = palette.font.replace(/^\S+ /, '')
  context.save()
  context.textAlign = 'right'
  context.textBaseline = 'middle'
  context.fillStyle = palette.quiet
  if (blocks.length > 1) {
    context.font = `600 ${11 * ratio}px ${family}`
    const each = height / blocks.length
    blocks.forEach(({ name }, block) => {
      context.fillText(name, left - 6 * ratio, top + (block + 0.5) * each)
    })
  } else {
    context.font = `${11 * ratio}px ${family}`
    const each = height / numbers.length
    const every = Math.max(1, 2 ** Math.ceil(Math.log2((13 * ratio) / each)))
    for (let line = 0; line < numbers.length; line += every) {
      context.fillText(String(numbers[line]), left - 6 * ratio, top + (line + 0.5) * each)
    }
  }
  context.restore()
}

const rgba = (red: number, green: number, blue: number) => (255 << 24) | (blue << 16) | (green << 8) | red

const mix = (from: readonly number[], to: readonly number[], share: number) =>
  rgba(...([0, 1, 2].map((i) => Math.round(from[i]! + (to[i]! - from[i]!) * share)) as [number, number, number]))

/** Colours from 0 (closed) to 1 (open). */
export const gateColours = ({ middle, high }: Palette) =>
  Uint32Array.from({ length: 256 }, (_, byte) => mix(middle, high, byte / 255))

/** Colours of negative and positive values. */
export const signedColours = ({ low, middle, high }: Palette) =>
  Uint32Array.from({ length: 256 }, (_, byte) => {
    const share = Math.max(-1, Math.min(1, (byte - 128) / 90))
    return mix(middle, share < 0 ? low : high, Math.abs(share))
  })
