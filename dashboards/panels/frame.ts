import { h } from '../frame/dom.ts'

/** The frame of a panel: heading, controls beside it, and an element for its chart. */
export function panelFrame(
  name: string,
  title: string,
  beside: readonly HTMLElement[] = [],
): { section: HTMLElement; host: HTMLElement } {
  const host = h('div', { class: 'chart', tabindex: -1 })
  const section = h(
    'section',
    { class: `panel panel-${name}`, 'aria-labelledby': `title-${name}` },
    h('header', { class: 'panel-head' }, h('h2', { id: `title-${name}` }, title), ...beside),
    host,
  )
  return { section, host }
}

/** A legend: swatches and their labels. */
export function legend(entries: readonly (readonly [className: string, text: string])[]): HTMLElement {
  return h(
    'ul',
    { class: 'legend', 'aria-label': 'legend' },
    ...entries.map(([className, text]) =>
      h('li', {}, h('i', { class: `swatch ${className}`, 'aria-hidden': 'true' }), text),
    ),
  )
}

/** A group of buttons of which one is pressed. */
export function choice<Value extends string>(
  label: string,
  options: readonly (readonly [Value, string])[],
  pick: (value: Value) => void,
): { element: HTMLElement; buttons: readonly HTMLButtonElement[]; show: (value: Value | null) => void } {
  const buttons = options.map(([value, text]) => ({
    value,
    button: h('button', { type: 'button', onclick: () => pick(value) }, text),
  }))
  const element = h(
    'div',
    { class: 'choice', role: 'group', 'aria-label': label },
    ...buttons.map(({ button }) => button),
  )
  return {
    element,
    buttons: buttons.map(({ button }) => button),
    show: (chosen) => {
      for (const { value, button } of buttons) button.setAttribute('aria-pressed', String(value === chosen))
    },
  }
}
