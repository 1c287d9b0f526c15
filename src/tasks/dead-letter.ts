import type { OutputRecord } from '../engine/engine.ts'
import { keyText } from '../series/key-text.ts'
import { type Reject, rejectLine, shortened } from '../series/reject.ts'

/** Characters of a row or a reason in a dead letter; as JSON it then has less than a megabyte. */
const longest = 65_536

/** A row that cannot be used as a record: a JSON object with its topic, partition and offset, the reason, and the row. */
export const deadLetter = (topic: string, reject: Reject): OutputRecord => ({
  topic,
  key: keyText(reject.key),
  value: rejectLine(shortened(reject, longest)).trimEnd(),
})
