import type uPlot from 'uplot'
import type { Stage } from '../frame/stage.ts'

/** A double click returns to the newest row; uPlot's default would show all rows. */
export function clicks(stage: Stage): uPlot.Cursor.Bind {
  return {
    dblclick: () => () => {
      stage.live()
      return null
    },
  }
}

/** Passes the position of the pointer over a plot and the zoom of its wheel to the stage. A click locks the cursor. */
export function followPointer(over: HTMLElement, host: HTMLElement, stage: Stage): void {
  over.addEventListener('mousemove', (event) => {
    const { width, height, left, top } = over.getBoundingClientRect()
    const [from, to] = stage.window()
    stage.hover(from + ((event.clientX - left) / width) * (to - from), (event.clientY - top) / height)
  })
  over.addEventListener('mouseleave', () => stage.hover(null, 0))
  let pressed = 0
  over.addEventListener('mousedown', ({ clientX }) => {
    pressed = clientX
  })
  over.addEventListener('click', ({ clientX }) => {
    // The end of a drag is not a click.
    if (Math.abs(clientX - pressed) < 4) stage.lock()
  })
  over.addEventListener('wheel', (event) => wheel(event, over, host, stage), { passive: false })
}

/**
 * Zooms around the pointer with Ctrl, Shift or ⌘, or if the chart has the focus; otherwise the wheel scrolls the page.
 * Horizontal movement pans.
 */
function wheel(event: WheelEvent, over: HTMLElement, host: HTMLElement, stage: Stage): void {
  const [from, to] = stage.window()
  const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) && !event.shiftKey
  const meant = event.ctrlKey || event.metaKey || event.shiftKey || host.contains(document.activeElement)
  if (!sideways && !meant) return
  event.preventDefault()
  const { width, left } = over.getBoundingClientRect()
  if (sideways) {
    const shift = (event.deltaX / width) * (to - from)
    stage.zoom(from + shift, to + shift)
    return
  }
  const at = from + ((event.clientX - left) / width) * (to - from)
  const factor = 1.0015 ** (event.deltaY || event.deltaX)
  stage.zoom(at - (at - from) * factor, at + (to - at) * factor)
}
