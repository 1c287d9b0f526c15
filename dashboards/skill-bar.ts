import { h } from './dom.ts'

/**
 * A skill as a bar from a zero line: up to 1 to the right, down to `worst` (−1 … 0), the lowest of all, to the left.
 */
export function skillBar(skill: number | null, worst: number): HTMLElement {
  const share = (value: number) => (100 * (value - worst)) / (1 - worst)
  const end = Math.max(worst, Math.min(1, skill ?? 0))
  const bar = h('i', { class: end < 0 ? 'worse' : 'better' })
  bar.style.left = `${share(Math.min(0, end))}%`
  bar.style.width = `${Math.abs(share(end) - share(0))}%`
  const zero = h('b')
  zero.style.left = `${share(0)}%`
  return h('div', { class: 'skill-bar', 'aria-hidden': 'true' }, bar, zero)
}
