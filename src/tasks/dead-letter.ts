import type { OutputRecord } from '../engine/engine.ts'
import { keyText } from '../series/key-text.ts'
import { type Reject, rejectLine, shortened } from '../series/reject.ts'

/** Characters of a row or a reason in a dead letter; as JSON it then has less than a megabyte. */
const longest = 65_536

/** Characters of its key, at most. */
const longestKey = 8192

/**
 * A row that cannot be used as a record: a JSON object with its topic, partition and offset, key and time of its record
 * if it could not be read, the reason, and the row. Its key is that of its series, or of its record.
 */
export const deadLetter = (topic: string, reject: Reject): OutputRecord => ({
  topic,
  key: keyText(reject.key ?? [reject.record?.key ?? []].flat()).slice(0, longestKey),
  value: rejectLine(shortened(reject, longest)).trimEnd(),
})
