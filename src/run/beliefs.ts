import type { Inside } from '../series/forecast.ts'

/** Shares below this are added up. */
const worthNaming = 0.05

/** The weights of a mixture at the first and at the last lead, as means over all channels: a line each. */
export function beliefs({ experts, weights }: Inside, leads: readonly number[]): string[] {
  if (experts.length < 2) return []
  const size = weights.length / experts.length
  const ends = leads.length > 1 ? [0, leads.length - 1] : [0]
  return ends.map((i) => {
    const shares = experts.map((name, e) => {
      let sum = 0
      for (let at = i; at < size; at += leads.length) sum += weights[e * size + at]!
      return { name, share: (sum * leads.length) / size }
    })
    const named = shares.filter(({ share }) => share >= worthNaming).sort((a, b) => b.share - a.share)
    const others = experts.length - named.length
    const rest = 1 - named.reduce((sum, { share }) => sum + share, 0)
    const all = [
      ...named.map(({ name, share }) => `${name} ${percent(share)}`),
      ...(others > 0 ? [`${others} other${others === 1 ? '' : 's'} ${percent(rest)}`] : []),
    ]
    return `weights at the end, lead ${leads[i]}: ${all.join(', ')}`
  })
}

const percent = (share: number) => `${Math.round(100 * Math.max(0, share))} %`
