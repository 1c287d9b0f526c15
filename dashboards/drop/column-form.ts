import { defaultHorizon } from '../../src/defaults/by-cadence.ts'
import type { Look } from '../../src/look/look.ts'
import { usualMissing } from '../../src/sources/number-options.ts'
import { h } from '../frame/dom.ts'
import type { ForecastSettings } from './protocol.ts'

interface FormParts {
  readonly name: string
  readonly look: Look
  readonly encoding: string
  readonly start: (settings: ForecastSettings) => void
  /** Called to read the file again in another encoding. */
  readonly reread: (encoding: string) => void
}

/** The label of the checkbox for covariates, with their names if they are few. */
function covariatesLabel(names: readonly string[]): string {
  const [last, ...before] = names.toReversed()
  if (names.length > 4) return `learn from the other ${names.length} numeric columns too`
  return `learn from ${[...(before.length > 0 ? [before.reverse().join(', ')] : []), last].join(' and ')} too`
}

/** The form for the time column, the target and other settings, filled in with the guess. */
export function columnForm({ name, look, encoding, start, reread }: FormParts): HTMLFormElement {
  const { columns, cadence = '', numbers, targets } = look
  const found = 'csv' in look.source ? look.source.csv : { ...look.source.ndjson, time: look.time[0]! }
  const [likeliest] = targets
  const rest = numbers.filter((name) => name !== likeliest)
  const select = (options: readonly string[], chosen: string) => {
    const element = h('select', {}, ...options.map((value) => h('option', { value }, value)))
    element.value = chosen
    return element
  }
  const text = (value: string, placeholder: string, title: string, size: number) =>
    h('input', { type: 'text', value, placeholder, title, size, spellcheck: 'false' })
  const time = select(columns, look.time[0]!)
  const target = select([likeliest!, ...rest], likeliest!)
  const horizon = h('input', { type: 'number', min: 1, max: 168, value: defaultHorizon(look.cadence), required: true })
  const step = text(cadence, 'irregular', 'such as 1d, 1h, 1mo, or 1bd for business days; empty if irregular', 6)
  const season = text('', 'automatic', 'such as 1y, 24, or none', 8)
  const scale = select(['automatic', 'linear', 'log'], 'automatic')
  const missing = text(
    (found.missing ?? []).filter((word) => !usualMissing.includes(word)).join(' '),
    'empty cells',
    'texts that mean a missing value, such as NA',
    8,
  )
  const zone = text('', 'UTC', 'of times without an offset, such as Europe/Berlin', 12)
  const coding = text(encoding, 'utf-8', 'such as utf-8, windows-1252, utf-16le, shift_jis', 11)
  coding.addEventListener('change', () => reread(coding.value.trim() || 'utf-8'))
  const others = h('input', { type: 'checkbox' })
  const form = h(
    'form',
    { class: 'columns' },
    h('label', {}, 'Time', time),
    h('label', {}, 'Forecast', target),
    h('label', {}, 'Steps ahead', horizon),
    ...(rest.length > 0 ? [h('label', { class: 'check' }, others, covariatesLabel(rest))] : []),
    h('button', { type: 'submit', class: 'primary' }, 'Forecast'),
    h(
      'details',
      {},
      h('summary', {}, 'More settings'),
      h(
        'div',
        {},
        h('label', {}, 'One step', step),
        h('label', {}, 'Season', season),
        h('label', {}, 'Scale', scale),
        h('label', {}, 'Missing', missing),
        h('label', {}, 'Zone', zone),
        h('label', {}, 'Encoding', coding),
      ),
    ),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    start({
      csv: {
        ...found,
        path: name,
        time: time.value,
        target: [target.value],
        covariates: others.checked ? numbers.filter((column) => column !== target.value) : [],
        encoding: coding.value.trim() || 'utf-8',
        zone: zone.value.trim() || undefined,
        missing: [...usualMissing, ...missing.value.split(/[\s,;]+/).filter(Boolean)],
      },
      cadence: step.value.trim() || undefined,
      season: /^\d+$/.test(season.value.trim()) ? Number(season.value) : season.value.trim() || undefined,
      horizon: Number(horizon.value),
      scale: scale.value === 'automatic' ? undefined : (scale.value as 'linear' | 'log'),
      seed: 1,
    })
  })
  return form
}
