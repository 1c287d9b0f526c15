import type { Inside } from '../series/forecast.ts'
import type { OutcomeChannels } from '../series/outcome-channels.ts'

/** Shares below this are added up. */
const worthNaming = 0.05

/** A forecaster's inside, the leads that its weights are for, and its outcomes if it forecasts probabilities. */
interface Believing {
  readonly inside: Inside
  readonly leads: readonly number[]
  readonly outcomes?: OutcomeChannels | undefined
}

/**
 * The weights of a mixture at the first and at the last lead, as means over all channels: a line each. Those of outcomes
 * apart, with what the heaviest say.
 */
export function beliefs({ inside, leads, outcomes }: Believing): string[] {
  const { experts, forecasts, weights } = inside
  if (experts.length < 2) return []
  const size = weights.length / experts.length
  const channels = Array.from({ length: size / leads.length }, (_, channel) => channel)
  const ends = leads.length > 1 ? [0, leads.length - 1] : [0]
  const linesOf = (members: readonly number[], of: string, tells: boolean) =>
    ends.map((i) => {
      const shares = experts.map((name, e) => {
        const at = (channel: number) => e * size + channel * leads.length + i
        const sum = members.reduce((all, channel) => all + weights[at(channel)]!, 0)
        const said = tells ? forecasts[at(members[0]!)]! : Number.NaN
        return { name, said, share: sum / members.length }
      })
      const named = shares.filter(({ share }) => share >= worthNaming).sort((a, b) => b.share - a.share)
      const others = experts.length - named.length
      const rest = 1 - named.reduce((sum, { share }) => sum + share, 0)
      const all = [
        ...named.map(
          ({ name, said, share }) => `${name} ${percent(share)}${Number.isNaN(said) ? '' : ` (says ${percent(said)})`}`,
        ),
        ...(others > 0 ? [`${others} other${others === 1 ? '' : 's'} ${percent(rest)}`] : []),
      ]
      return `weights at the end${of}, lead ${leads[i]}: ${all.join(', ')}`
    })
  if (!outcomes) return linesOf(channels, '', false)
  const { groups, names } = outcomes
  return [...new Set(groups)].flatMap((group) => {
    const members = channels.filter((channel) => groups[channel] === group)
    const name = members.length > 1 ? columnOf(names[members[0]!]!) : names[members[0]!]!
    return linesOf(members, ` of ${name}`, members.length === 1)
  })
}

const percent = (share: number) => `${Math.round(100 * Math.max(0, share))} %`

/** The column that a class such as weather=rain is of. */
const columnOf = (name: string) => name.slice(0, name.indexOf('='))
