import * as z from 'zod/mini'
import { durationForms, parseDuration } from '../time/duration.ts'

/** A duration as users write it: `1d`, `5min`, `1mo`, `1bd`, `1mo end`, `1h 09:30-15:30 mon-fri`. */
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
    { error: ({ input }) => `a duration; write it such as ${durationForms(String(input))}` },
  ),
)
