import * as z from 'zod/mini'
import { parseDuration } from '../time/duration.ts'

/** A duration as users write it: `1d`, `5min`, `1mo`, `1bd`. */
export const durationText = z.string().check(
  z.refine(
    (text) => {
      try {
        parseDuration(text)
        return true
      } catch {
        return false
      }
    },
    { error: 'a duration; write it such as 1d, 12h, 5min, 1w, 1mo, 1y or 1bd (business day)' },
  ),
)
