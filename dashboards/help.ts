import { h } from './dom.ts'
import { keys } from './keyboard.ts'

/** A dialog that lists the keys. */
export function helpDialog(): HTMLDialogElement {
  const dialog = h(
    'dialog',
    { 'aria-labelledby': 'title-help' },
    h('h2', { id: 'title-help' }, 'Keys and pointer'),
    h('dl', {}, ...keys.flatMap(([key, what]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, what)])),
    h('form', { method: 'dialog' }, h('button', {}, 'Close')),
  )
  return dialog
}
