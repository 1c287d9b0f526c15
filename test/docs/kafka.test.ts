import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { addWorker } from '../../src/cli/worker-command.ts'
import { metricsOf } from '../../src/operations/metrics.ts'
import { TasksWatch } from '../../src/operations/tasks-watch.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { demandWorker } from '../../src/pipeline/worker-faults.ts'
import { memoryTerminal } from '../cli/memory-terminal.ts'
import { blocks } from './documents.ts'

const text = readFileSync('docs/kafka.md', 'utf8')
const environment = { BROKERS: 'localhost:9092,localhost:9093', RXCAST_TOKEN: '0123456789abcdef' }

// biome-ignore lint/suspicious/noExplicitAny: whatever the documents hold; what is read of it is compared.
type Plain = any

/** Everything that the YAML of the document holds. */
const found: Plain[] = blocks(text, 'yml').flatMap(({ code }) => parseAllDocuments(code).map((one) => one.toJS()))
const one = (is: (document: Plain) => boolean): Plain => found.find(is)!
const [compose, deployment, config, rules] = [
  one(({ services }) => services),
  one(({ kind }) => kind === 'Deployment'),
  one(({ kind }) => kind === 'ConfigMap'),
  one(({ groups }) => groups),
]
const [container] = deployment.spec.template.spec.containers

const rxcast = new Command()
addWorker(rxcast, memoryTerminal(), () => {})
const optionsOfWorker = rxcast.commands[0]!.options.map(({ long }) => long)

describe('the YAML of docs/kafka.md', () => {
  it('has no errors, and no key twice', () => {
    const documents = blocks(text, 'yml').flatMap(({ code }) => parseAllDocuments(code, { uniqueKeys: true }))
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([])
    expect(found.length).toBeGreaterThan(4)
  })

  it('starts workers with options that there are', () => {
    for (const [verb, file, ...options] of [compose.services.worker.command, container.args]) {
      expect([verb, file]).toEqual(['worker', '/etc/rxcast/weather.yaml'])
      const names = options.filter((option: string) => option.startsWith('--'))
      for (const name of names) expect(optionsOfWorker).toContain(name)
    }
  })

  it('has pipelines that workers can run, the same in both', () => {
    // The other one has files of one process.
    const shown = blocks(text, 'yaml').flatMap(({ code }) => (code.includes('checkpoint:') ? [] : [code]))
    expect(shown).toHaveLength(1)
    const [pipeline, mounted] = [shown[0]!, config.data['weather.yaml']].map((code) =>
      parsePipeline(code, 'weather.yaml', environment),
    )
    for (const one of [pipeline!, mounted!]) expect(() => demandWorker(one)).not.toThrow()
    expect(mounted!.steps).toEqual(pipeline!.steps)
    expect(mounted!.settings.worker?.dir).toBe(container.volumeMounts[1].mountPath)
  })

  it('probes what is served', () => {
    const paths = ['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) => container[probe].httpGet.path)
    expect(paths).toEqual(['/healthz', '/healthz', '/readyz'])
    expect(container.ports).toEqual([{ name: 'http', containerPort: 7070 }])
  })

  it('mounts what it names', () => {
    const { volumes } = deployment.spec.template.spec
    expect(container.volumeMounts.map(({ name }: Plain) => name)).toEqual(volumes.map(({ name }: Plain) => name))
    expect(volumes[0].configMap.name).toBe(config.metadata.name)
    const { matchLabels } = deployment.spec.selector
    expect(deployment.spec.template.metadata.labels).toEqual(matchLabels)
    expect(one(({ kind }) => kind === 'PodDisruptionBudget').spec.selector.matchLabels).toEqual(matchLabels)
  })
})

it('names only metrics that there are', async () => {
  const served = await (await metricsOf(new TasksWatch([]), '1')).text()
  const names = new Set([...served.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name!))
  const queries: string[] = rules.groups.flatMap((group: Plain) => group.rules.map(({ expr }: Plain) => expr))
  const asked = [text, ...queries].flatMap((some) => [...some.matchAll(/\brxcast_\w*[a-z]\b/g)].map(([name]) => name))
  expect(queries.length).toBeGreaterThan(4)
  expect(asked.filter((name) => !names.has(name))).toEqual([])
})
