import * as z from 'zod/mini'
import { durationText } from '../words/duration-text.ts'
import { optional, required, withDefault } from '../words/option.ts'
import { ways } from './ways.ts'
import { isWindow } from './windows.ts'

export const windowText = z.string().check(
  z.refine(isWindow, {
    error: 'a window such as 5min, 1h, 1d, 1w, 1mo, 1bd or 1h 09:30-15:30 mon-fri',
  }),
)

export const wayName = z.enum(ways)

/** The options of windows. */
export const resampleFields = {
  to: required(windowText, 'Length of a window, such as 5min, 1h, 1d, 1w, 1mo, 1bd or 1h 09:30-15:30 mon-fri.'),
  wait: optional(
    durationText,
    'How long a window waits after its end for readings that come late. Default: not at all.',
  ),
  per: withDefault(
    durationText.check(z.refine((text) => !/mo|y|bd/.test(text), { error: 'a fixed time such as 1s or 1h' })),
    '1s',
    'Time that a rate is for.',
  ),
}
