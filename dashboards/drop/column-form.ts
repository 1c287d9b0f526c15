import { h } from '../dom.ts'
import type { Look } from './look.ts'
import type { Plan } from './plan.ts'

const horizons: Readonly<Record<string, number>> = { '1h': 24, '1d': 7, '1bd': 5, '1w': 4, '1mo': 12 }
const seasons: Readonly<Record<string, string>> = { '1h': '1d', '1d': '1y', '1w': '1y', '1mo': '1y' }

/** Asks which columns hold the time and what to forecast, with what was guessed filled in. */
export function columnForm(name: string, look: Look, start: (plan: Plan) => void): HTMLFormElement {
  const { header, cadence = '' } = look
  const numeric = [look.target, ...look.others]
  const select = (options: readonly string[], chosen: string) => {
    const element = h('select', {}, ...options.map((value) => h('option', { value }, value)))
    element.value = chosen
    return element
  }
  const time = select(header, look.time)
  const target = select(numeric, look.target)
  const horizon = h('input', { type: 'number', min: 1, max: 168, value: horizons[cadence] ?? 10, required: true })
  const season = h('input', { type: 'text', placeholder: 'none', value: seasons[cadence] ?? '', size: 6 })
  const step = h('input', { type: 'text', placeholder: 'irregular', value: cadence, size: 6 })
  const scale = select(['linear', 'log'], cadence === '1bd' && look.positive ? 'log' : 'linear')
  const others = h('input', { type: 'checkbox' })
  const form = h(
    'form',
    { class: 'columns' },
    h('h2', {}, name),
    h('label', {}, 'Time', time),
    h('label', {}, 'Forecast', target),
    h('label', {}, 'Steps ahead', horizon),
    h('label', {}, 'One step', step),
    h('label', {}, 'Season', season),
    h('label', {}, 'Scale', scale),
    ...(look.others.length > 0
      ? [h('label', { class: 'check' }, others, `the other ${look.others.length} numeric columns help`)]
      : []),
    h('button', { type: 'submit', class: 'primary' }, 'Forecast'),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    start({
      name,
      delimiter: look.delimiter,
      decimal: look.decimal,
      clock: look.clock,
      time: time.value,
      targets: [target.value],
      covariates: others.checked ? numeric.filter((column) => column !== target.value) : [],
      cadence: step.value.trim() || undefined,
      season: season.value.trim() || undefined,
      horizon: Number(horizon.value),
      scale: scale.value as Plan['scale'],
      seed: 1,
    })
  })
  return form
}
