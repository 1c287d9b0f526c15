import { defaultHorizon } from '../../src/defaults/by-cadence.ts'
import type { Look } from '../../src/look/look.ts'
import type { LookHints } from '../../src/look/look-hints.ts'
import type { FileChoices } from '../../src/worker/messages.ts'
import { h } from '../frame/dom.ts'

/** What the user says about a file, and how to forecast it. */
export interface Wishes {
  readonly hints: LookHints
  readonly choices: FileChoices
}

interface FormParts {
  readonly look: Look
  /** The wishes that this look followed. */
  readonly wishes: Wishes
  readonly start: (wishes: Wishes) => void
}

/** The label of the checkbox for covariates, with their names if they are few. */
function covariatesLabel(names: readonly string[]): string {
  const [last, ...before] = names.toReversed()
  if (names.length > 4) return `learn from the other ${names.length} numeric columns too`
  return `learn from ${[...(before.length > 0 ? [before.reverse().join(', ')] : []), last].join(' and ')} too`
}

/** A choice of columns: those found, or any single one. */
function columnChoice(found: readonly string[], all: readonly string[], none?: string) {
  const options: (readonly string[])[] = [
    ...(none === undefined ? [] : [[]]),
    ...(found.length > 1 ? [found] : []),
    ...all.map((name) => [name]),
  ]
  const text = (names: readonly string[]) => names.join(', ')
  const element = h(
    'select',
    {},
    ...options.map((names, i) => h('option', { value: i }, names.length === 0 ? none! : text(names))),
  )
  const before = options.findIndex((names) => text(names) === text(found))
  element.value = String(before)
  /** The columns chosen; undefined if they are those that were found. */
  const chosen = () => (element.value === String(before) ? undefined : options[Number(element.value)]!)
  return { element, chosen }
}

/** The form for the columns and other settings, filled in with what was found. */
export function columnForm({ look, wishes, start }: FormParts): HTMLFormElement {
  const { columns, numbers, covariates, cadence = '' } = look
  const { choices } = wishes
  const [source] = Object.values(look.source)
  const text = (value: string, placeholder: string, title: string, size: number) =>
    h('input', { type: 'text', value, placeholder, title, size, spellcheck: 'false' })
  const time = columnChoice(look.time, columns)
  const target = columnChoice(look.targets, [...new Set([...look.targets, ...numbers])])
  const by = columnChoice(
    look.by,
    columns.filter((name) => !look.time.includes(name) && !look.targets.includes(name)),
    'one series',
  )
  const steps = choices.horizon ?? defaultHorizon(look.cadence)
  const horizon = h('input', { type: 'number', min: 1, max: 168, value: steps, required: true })
  const step = text(cadence, 'irregular', 'such as 1d, 1h, 1mo, or 1bd for business days', 6)
  const season = text(String(choices.season ?? ''), 'as found', 'such as 1y, 24, or none', 8)
  const scale = h('select', {}, ...['automatic', 'linear', 'log'].map((value) => h('option', { value }, value)))
  scale.value = choices.scale ?? 'automatic'
  const missing = text(
    (choices.missing ?? []).join(' '),
    'as found',
    'more texts that mean a missing value, such as NA',
    8,
  )
  const zone = text(choices.zone ?? '', 'UTC', 'of times without an offset, such as Europe/Berlin', 12)
  const coding = text(source?.encoding ?? '', 'utf-8', 'such as utf-8, windows-1252, utf-16le, shift_jis', 11)
  const others = covariates.length > 0 ? covariates : numbers.filter((name) => !look.targets.includes(name))
  const learn = h('input', { type: 'checkbox' })
  learn.checked = covariates.length > 0
  const form = h(
    'form',
    { class: 'columns' },
    h('label', {}, 'Time', time.element),
    h('label', {}, 'Forecast', target.element),
    h('label', {}, 'Series by', by.element),
    h('label', {}, 'Steps ahead', horizon),
    ...(others.length > 0 ? [h('label', { class: 'check' }, learn, covariatesLabel(others))] : []),
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
    const said = <Value>(value: Value | undefined, key: string) => (value === undefined ? {} : { [key]: value })
    const changed = (input: HTMLInputElement) =>
      input.value === input.defaultValue ? undefined : input.value.trim() || undefined
    const list = missing.value.split(/[\s,;]+/).filter(Boolean)
    const learns = learn.checked ? others : []
    start({
      hints: {
        ...wishes.hints,
        ...said(time.chosen(), 'time'),
        ...said(target.chosen(), 'targets'),
        ...said(by.chosen(), 'by'),
        ...said(learn.checked === covariates.length > 0 ? undefined : learns, 'covariates'),
        ...said(changed(step), 'cadence'),
        ...said(changed(coding), 'encoding'),
      },
      choices: {
        horizon: horizon.value === horizon.defaultValue ? choices.horizon : Number(horizon.value),
        season: /^\d+$/.test(season.value.trim()) ? Number(season.value) : season.value.trim() || undefined,
        scale: scale.value === 'automatic' ? undefined : (scale.value as 'linear' | 'log'),
        zone: zone.value.trim() || undefined,
        missing: list.length > 0 ? list : undefined,
      },
    })
  })
  return form
}
