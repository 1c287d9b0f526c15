import { expect, it } from 'vitest'
import { check } from '../../src/cli/check.ts'
import { worker } from '../../src/cli/worker.ts'
import { ConfigError } from '../../src/errors.ts'
import { cheap, days, folderWith } from './command.ts'
import { memoryTerminal } from './memory-terminal.ts'

it('says of a pipeline that it cannot run what check says', async () => {
  const folder = folderWith({ 'rows.csv': days([1, 2]), 'a.yaml': `${cheap}worker: { stateEvery: 10 }\n` })
  const file = `${folder}/a.yaml`
  const said = await worker(file, {}, memoryTerminal()).catch((error) => error)
  expect(said).toBeInstanceOf(ConfigError)
  expect(said.message).toMatch(/a.yaml:\d+:\d+ worker: expected the source kafka, got csv; .* rxcast run any source$/)
  await expect(check([file], {}, memoryTerminal())).rejects.toThrow(said.message)
})
