import type { SeriesEvent } from '../series/event.ts'
import type { ScoredData } from '../series/scored.ts'
import type { Visit } from '../state/fields.ts'
import type { Mark } from './wire.ts'

const markKinds: readonly Mark['kind'][] = [
  'restart',
  'drift',
  'reject',
  'note',
  'anomaly',
  'alert',
  'stale',
  'recovered',
]

const none: readonly SeriesEvent[] = []

/** What has happened to a series as of an observation: its events, and drift that none of them reports. */
export function eventsOf(
  { drift, events = none, observation }: ScoredData,
  channels: readonly string[],
): readonly SeriesEvent[] {
  if (!drift || events.some(({ kind }) => kind === 'drift')) return events
  const found = drift.map((channel): SeriesEvent => {
    const reason = `${channels[channel]}: its unit or level has changed, or its forecasts have become worse and stay so`
    return { kind: 'drift', time: observation.time, key: observation.key, channel, reason }
  })
  return [...found, ...events]
}

/** The marks that an observation brings with it. */
export function marksOf(scored: ScoredData, channels: readonly string[]): Mark[] {
  const { restart, time } = scored.observation
  const marks = eventsOf(scored, channels).map(markOf)
  if (restart) marks.push({ time, kind: 'restart', text: 'a gap too long to fill ends here' })
  return marks
}

/** An event as a mark of its series. */
export const markOf = ({ time, kind, reason, channel }: SeriesEvent): Mark => ({
  time,
  kind,
  text: reason,
  ...(channel === undefined ? {} : { channel }),
})

export const visitMark: Visit<Mark> = (fields, { time, kind, text, channel } = { time: 0, kind: 'note', text: '' }) => {
  const mark = {
    time: fields.number('time', time),
    kind: markKinds[fields.counter('kind', markKinds.indexOf(kind), markKinds.length - 1)]!,
    text: fields.text('text', text),
  }
  const series = fields.optional('channel', channel, (inner, index = 0) => inner.counter('index', index))
  return series === undefined ? mark : { ...mark, channel: series }
}
