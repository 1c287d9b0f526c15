import type { ByteInput } from '../sources/byte-input.ts'
import type { Sample } from './sample.ts'

/** The rows of a sample as plain CSV with a header, to be read as a whole file is. */
export const sampledText =
  ({ header, rows }: Pick<Sample, 'header' | 'rows'>) =>
  (): ByteInput => {
    const bytes = new TextEncoder().encode([header, ...rows.map(({ cells }) => cells)].map(csvLine).join(''))
    return {
      bytesRead: bytes.length,
      bytesTotal: bytes.length,
      repeatable: true,
      async *bytes() {
        yield bytes
      },
    }
  }

const csvLine = (cells: readonly string[]) => `${cells.map(quoted).join(',')}\n`
const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
