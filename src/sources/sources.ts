import { csvSource } from './csv.ts'
import { ndjsonSource } from './ndjson.ts'
import type { SourceWord } from './source.ts'

/** The words that may stand under `source`, one table in plain sight. */
export const sources: readonly SourceWord[] = [csvSource, ndjsonSource]
