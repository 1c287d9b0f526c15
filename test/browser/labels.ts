import type { Page } from 'playwright-core'

/** From the next page on, canvases remember what was written on them since they were last wiped. */
export const rememberLabels = (page: Page) =>
  page.addInitScript(() => {
    const { clearRect, fillText } = CanvasRenderingContext2D.prototype
    type Said = HTMLCanvasElement & { said?: { text: string; left: boolean }[] }
    CanvasRenderingContext2D.prototype.clearRect = function (...where) {
      ;(this.canvas as Said).said = []
      return clearRect.apply(this, where)
    }
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y, width) {
      const canvas = this.canvas as Said
      canvas.said ??= []
      canvas.said.push({ text, left: this.textAlign === 'right' })
      return width === undefined ? fillText.call(this, text, x, y) : fillText.call(this, text, x, y, width)
    }
  })

/** What stands on a panel's chart now: the ticks on its left, or those beneath. */
export const labels = (page: Page, panel: string, side: 'left' | 'beneath') =>
  page.evaluate(
    ([panel, side]) => {
      const canvas = document.querySelector<HTMLCanvasElement & { said?: { text: string; left: boolean }[] }>(
        `.panel-${panel} .uplot canvas`,
      )
      return (canvas?.said ?? [])
        .filter(({ left, text }) => left === (side === 'left') && text !== 'now')
        .map(({ text }) => text)
    },
    [panel, side] as const,
  )
