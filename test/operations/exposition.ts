/** A metric family of a text in the exposition format of Prometheus. */
export interface Family {
  readonly name: string
  readonly type: string
  readonly samples: readonly Sample[]
}

export interface Sample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

const sampleLine = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (NaN|[+-]Inf|[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/
const label = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/

/**
 * Reads the text format of Prometheus, version 0.0.4, strictly: https://prometheus.io/docs/instrumenting/exposition_formats
 *
 * @throws Error with the line, for whatever `promtool check metrics` would refuse
 */
export function exposition(text: string): Family[] {
  if (!text.endsWith('\n')) throw new Error('expected a line end at the end')
  const families: { name: string; type: string; samples: Sample[] }[] = []
  const seen = new Set<string>()
  let helped = ''
  for (const line of text.slice(0, -1).split('\n')) {
    const fail = (what: string) => new Error(`${what}: ${line}`)
    if (line === '') continue
    const about = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line)
    if (about) {
      const [, kind, name, rest] = about
      if (kind === 'HELP') {
        if (families.some((family) => family.name === name)) throw fail('twice')
        helped = name!
      } else {
        if (helped !== name) throw fail('TYPE without HELP')
        if (!['counter', 'gauge', 'histogram', 'summary'].includes(rest!)) throw fail('type')
        if ((rest === 'counter') !== name!.endsWith('_total')) throw fail('only counters end in _total')
        families.push({ name: name!, type: rest!, samples: [] })
      }
      continue
    }
    const found = sampleLine.exec(line)
    const family = families.at(-1)
    if (!found || !family) throw fail('not a sample')
    const [, name, inside = '', number] = found
    const suffix = name!.slice(family.name.length)
    const suffixes = family.type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']
    if (!name!.startsWith(family.name) || !suffixes.includes(suffix)) throw fail('a sample of another family')
    const labels: Record<string, string> = {}
    for (let rest = inside; rest !== ''; ) {
      const [all, key, value] = label.exec(rest) ?? []
      if (all === undefined || key! in labels) throw fail('labels')
      labels[key!] = value!.replace(/\\(["\\n])/g, (_, one) => (one === 'n' ? '\n' : one))
      rest = rest.slice(all.length)
    }
    const identity = `${name} ${JSON.stringify(Object.entries(labels).sort())}`
    if (seen.has(identity)) throw fail('twice')
    seen.add(identity)
    family.samples.push({ name: name!, labels, value: Number(number!.replace('Inf', 'Infinity')) })
  }
  for (const { name, type, samples } of families) {
    if (type !== 'histogram') continue
    const buckets = samples.filter((sample) => sample.name === `${name}_bucket`)
    const bounds = buckets.map(({ labels }) => Number(labels.le!.replace('Inf', 'Infinity')))
    if (bounds.some((bound, i) => !(bound > (bounds[i - 1] ?? Number.NEGATIVE_INFINITY))))
      throw new Error(`${name}: le`)
    if (buckets.some(({ value }, i) => value < (buckets[i - 1]?.value ?? 0))) throw new Error(`${name}: not cumulative`)
    const count = samples.find((sample) => sample.name === `${name}_count`)?.value
    if (bounds.at(-1) !== Number.POSITIVE_INFINITY || buckets.at(-1)!.value !== count) throw new Error(`${name}: +Inf`)
  }
  return families
}
