import { defaultHorizon } from '../../src/operators/default-horizon.ts'
import type { CsvLook } from '../../src/pipeline/look-at-csv.ts'
import { h } from '../dom.ts'
import type { Plan } from './plan.ts'

/** What the box for covariates says: their names where they are few. */
function helpers(names: readonly string[]): string {
  const [last, ...before] = names.toReversed()
  if (names.length > 4) return `learn from the other ${names.length} numeric columns too`
  return `learn from ${[...(before.length > 0 ? [before.reverse().join(', ')] : []), last].join(' and ')} too`
}

/** Asks which columns hold the time and what to forecast, with what was guessed filled in. */
export function columnForm(name: string, look: CsvLook, start: (plan: Plan) => void): HTMLFormElement {
  const { header, cadence = '' } = look
  const numeric = [look.target, ...look.others]
  const select = (options: readonly string[], chosen: string) => {
    const element = h('select', {}, ...options.map((value) => h('option', { value }, value)))
    element.value = chosen
    return element
  }
  const time = select(header, look.time)
  const target = select(numeric, look.target)
  const horizon = h('input', { type: 'number', min: 1, max: 168, value: defaultHorizon(look.cadence), required: true })
  const season = h('input', { type: 'text', placeholder: 'automatic', title: 'such as 1y, 24, or none', size: 8 })
  const step = h('input', { type: 'text', placeholder: 'irregular', value: cadence, size: 6 })
  const scale = select(['automatic', 'linear', 'log'], 'automatic')
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
    ...(look.others.length > 0 ? [h('label', { class: 'check' }, others, helpers(look.others))] : []),
    h('button', { type: 'submit', class: 'primary' }, 'Forecast'),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    start({
      name,
      delimiter: look.delimiter,
      decimal: look.decimal,
      clock: look.clock,
      timeFormat: look.timeFormat,
      missing: look.missing,
      time: time.value,
      targets: [target.value],
      covariates: others.checked ? numeric.filter((column) => column !== target.value) : [],
      cadence: step.value.trim() || undefined,
      season: /^\d+$/.test(season.value.trim()) ? Number(season.value) : season.value.trim() || undefined,
      horizon: Number(horizon.value),
      scale: scale.value === 'automatic' ? undefined : (scale.value as 'linear' | 'log'),
      seed: 1,
    })
  })
  return form
}
