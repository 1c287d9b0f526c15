import type { Terminal } from '../../src/cli/terminal.ts'

/** A terminal that remembers what was written, and paints in words. */
export interface MemoryTerminal extends Terminal {
  readonly written: { out: string; err: string }
}

export function memoryTerminal(screen = false, columns = 80): MemoryTerminal {
  const written = { out: '', err: '' }
  return {
    written,
    out: (text) => {
      written.out += text
    },
    err: (text) => {
      written.err += text
    },
    redraw: (text) => {
      written.err += `\r\u001b[K${text}`
    },
    errIsScreen: screen,
    columns,
    screen: screen ? { columns } : undefined,
    unicode: true,
    paint: (style, text) => (screen ? `<${style}>${text}</${style}>` : text),
  }
}
