import { expect, it } from 'vitest'
import { sampledText } from '../../src/look/sampled-text.ts'

it('writes the rows of a sample as plain CSV', async () => {
  const rows = [
    { line: 7, cells: ['2024-01-01', '1,5', 'say "so"'] },
    { line: 9, cells: ['2024-01-02', '2', ''] },
  ]
  let text = ''
  for await (const chunk of sampledText({ header: ['date', 'a', 'b'], rows })().bytes())
    text += new TextDecoder().decode(chunk)
  expect(text).toBe('date,a,b\n2024-01-01,"1,5","say ""so"""\n2024-01-02,2,\n')
})
