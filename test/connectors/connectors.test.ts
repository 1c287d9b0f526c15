import { expect, it } from 'vitest'
import { sinkConnectors, sourceConnectors } from '../../src/connectors/connectors.ts'

it('has live sources and sinks, each with an example that its own schema accepts', () => {
  for (const { argument, example, name } of [...sourceConnectors, ...sinkConnectors])
    expect(argument.safeParse(example).error?.issues, name).toBeUndefined()
  for (const word of sourceConnectors) expect(word.facts(word.argument.parse(word.example)).live, word.name).toBe(true)
})
