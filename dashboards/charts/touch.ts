import type { Stage } from '../frame/stage.ts'

/**
 * Touch on a plot: one finger pans horizontally, two fingers zoom around the point between them. Vertical movement
 * scrolls the page.
 */
export function followTouch(over: HTMLElement, stage: Stage): void {
  const fingers = new Map<number, number>()
  over.addEventListener('pointerdown', ({ pointerType, pointerId, clientX }) => {
    if (pointerType === 'touch') fingers.set(pointerId, clientX)
  })
  over.addEventListener('pointermove', ({ pointerId, clientX }) => {
    const before = [...fingers.values()]
    if (!fingers.has(pointerId)) return
    fingers.set(pointerId, clientX)
    const after = [...fingers.values()]
    const { left, width } = over.getBoundingClientRect()
    const [from, to] = stage.window()
    const timeAt = (x: number) => from + ((x - left) / width) * (to - from)
    if (fingers.size === 1) {
      const shift = timeAt(before[0]!) - timeAt(after[0]!)
      stage.zoom(from + shift, to + shift)
    } else {
      const apart = ([one, other]: number[]) => Math.max(8, Math.abs(one! - other!))
      const factor = apart(before) / apart(after)
      const middle = timeAt((before[0]! + before[1]!) / 2)
      const moved = timeAt((after[0]! + after[1]!) / 2) - middle
      stage.zoom(middle - (middle - from) * factor - moved, middle + (to - middle) * factor - moved)
    }
  })
  for (const name of ['pointerup', 'pointercancel'] as const) {
    over.addEventListener(name, ({ pointerId }) => fingers.delete(pointerId))
  }
}
