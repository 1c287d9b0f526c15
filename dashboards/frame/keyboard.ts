import type { RunStore } from '../run/run-store.ts'
import { h } from './dom.ts'
import { leadAt, rowBeside, type Scene, timeAt, windowOf } from './scene.ts'
import type { View } from './view.ts'

const keys: readonly (readonly [key: string, what: string])[] = [
  ['Left, Right', 'move the cursor a row (with Ctrl ten), into the future too'],
  ['Shift + Left, Right', 'zoom out and in'],
  ['Space', 'pause or continue; in a finished run, replay'],
  ['Home', 'go to the first row'],
  ['End, Esc', 'return to the newest row'],
  ['/', 'find a series; in the list Up, Down and Enter choose, Esc shows all series'],
  ['[ ]', 'previous or next lead'],
  ['click', 'lock the cursor; double-click returns to the newest row'],
  ['drag', 'zoom to the selection'],
  ['Ctrl or Shift + wheel', 'zoom; horizontally, pan'],
  ['one finger', 'pan horizontally; two fingers zoom'],
  ['?', 'this help'],
]

interface KeyActions {
  readonly scene: () => Scene | null
  readonly toggleReplay: () => void
  readonly help: () => void
  /** Goes to the search of series; false if there is none. */
  readonly find: () => boolean
  /** Leaves an open series for the list of all; false if there is none. */
  readonly leave: () => boolean
  /** The keyboard moved the cursor: the readout should be announced. */
  readonly say: () => void
}

/** Controls the page by keyboard. Keys typed into form fields are ignored. */
export function listenToKeys(view: View, store: RunStore, actions: KeyActions): void {
  addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement
    if (event.altKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return
    if (event.key === ' ' && /^(BUTTON|SUMMARY)$/.test(target.tagName)) return
    if (document.querySelector('dialog[open]')) return
    // Tables that scroll keep the keys for scrolling.
    if (target.closest('.scroll') && /^(Arrow|Home$|End$|Page| $)/.test(event.key)) return
    if (done(event)) event.preventDefault()
  })

  function done(event: KeyboardEvent): boolean {
    const scene = actions.scene()
    const { follow, head, locked } = view.state
    if (event.key === '?') {
      actions.help()
      return true
    }
    if (event.key === '/') return actions.find()
    if (event.key === 'Escape' && follow && head === null && !locked && actions.leave()) return true
    return scene !== null && act(event, scene)
  }

  function act(event: KeyboardEvent, scene: Scene): boolean {
    const { state } = view
    const { head } = scene
    // The latest request, even if it is not drawn yet, so that two keys within a frame both count.
    const window = windowOf(store, state, head)
    const [from, to] = window
    switch (event.key) {
      case 'ArrowLeft':
      case 'ArrowRight': {
        const sign = event.key === 'ArrowLeft' ? -1 : 1
        if (event.shiftKey) {
          const margin = (to - from) * (sign < 0 ? -0.25 : 0.2)
          view.pause([from + margin, to - margin])
          return true
        }
        const at = state.cursor ?? head
        const known = at <= head || leadAt(store, head, at) >= 0
        const cursor = rowBeside(scene, known ? at : head, sign * (event.ctrlKey ? 10 : 1))
        const time = timeAt(scene, cursor)
        const shift = time < from ? time - from : time > to ? time - to : 0
        // As with a click, the window is paused, because new rows would move the cursor.
        view.set({ cursor, locked: true, speed: 0, follow: false, window: [from + shift, to + shift] })
        actions.say()
        return true
      }
      case ' ':
        if (store.status?.state === 'live' && state.head === null) {
          if (state.follow) view.pause(window)
          else view.live()
        } else actions.toggleReplay()
        return true
      case 'Home': {
        const begin = store.time(store.first)
        view.set({ follow: false, window: [begin, begin + (to - from)], cursor: store.first, locked: true })
        actions.say()
        return true
      }
      case 'End':
      case 'Escape':
        view.live()
        return true
      case '[':
      case ']': {
        const lead = state.lead + (event.key === '[' ? -1 : 1)
        if (lead >= 0 && lead < store.layout!.leads.length) view.set({ lead })
        return true
      }
      default:
        return false
    }
  }
}

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
