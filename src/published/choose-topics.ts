import type { Selection } from '../sinks/selection.ts'

/** A sink that sends to a topic. */
export interface TopicSink extends Selection {
  readonly topic: string
}

/** The topics in which a pipeline's forecasts and events can be read. */
export interface ChosenTopics<T extends TopicSink> {
  /** Undefined if no sink sends forecasts. */
  readonly forecasts: T | undefined
  /** Undefined if no sink sends events. */
  readonly events: T | undefined
  /** What cannot be shown of what is sent, a sentence each. */
  readonly remarks: readonly string[]
}

/** Chooses, of the sinks of a pipeline, those whose topics say most: all leads rather than some, all origins rather than the latest. */
export function chooseTopics<T extends TopicSink>(sinks: readonly T[]): ChosenTopics<T> {
  const poverty = ({ leads, only }: T) => (only === 'latest' ? 2 : 0) + (leads ? 1 : 0)
  const [forecasts] = sinks.filter(({ only }) => only !== 'events').sort((a, b) => poverty(a) - poverty(b))
  const withEvents = sinks.filter(({ events, only }) => events || only === 'events')
  // In the topic of the forecasts they come in order with these.
  const events = withEvents.find((sink) => sink === forecasts) ?? withEvents[0]
  const { leads, only, topic } = forecasts ?? {}
  return {
    forecasts,
    events,
    remarks: [
      ...(forecasts ? [] : ['No sink of the pipeline sends forecasts to a topic: there is nothing to show']),
      ...(leads
        ? [
            `Only the leads ${leads.join(', ')} are shown, as the topic ${topic} has no others${events ? '' : '; alerts are not'}`,
          ]
        : []),
      ...(only === 'latest' ? [`The topic ${topic} can lack origins: scores begin again after each of them`] : []),
    ],
  }
}
