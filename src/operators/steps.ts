import type { StepWord } from '../word.ts'
import { alertWord } from './alert.ts'
import { calendarWord } from './calendar.ts'
import { conformalWord } from './conformal.ts'
import { fillGapsWord } from './fill-gaps.ts'
import { forecastWord } from './forecast.ts'
import { inOrderWord } from './in-order.ts'
import { lookbackWord } from './lookback.ts'
import { lstmWord } from './lstm.ts'
import { normalizeWord } from './normalize.ts'
import { scoreWord } from './score.ts'

/** Every word for `steps`, in the usual order. */
export const steps: readonly StepWord[] = [
  inOrderWord,
  fillGapsWord,
  calendarWord,
  normalizeWord,
  lookbackWord,
  lstmWord,
  conformalWord,
  forecastWord,
  scoreWord,
  alertWord,
]
