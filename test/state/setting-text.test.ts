import { expect, it } from 'vitest'
import { settingText } from '../../src/state/setting-text.ts'

it('writes different settings as different texts', () => {
  const settings = [undefined, 0, -1, 0.1, Number.NaN, Infinity, '1', 'none', true, [1, 2], ['1', '2'], []]
  const texts = settings.map(settingText)
  expect(texts).toEqual([
    'none',
    '0',
    '-1',
    '0.1',
    'NaN',
    'Infinity',
    '"1"',
    '"none"',
    'true',
    '[1,2]',
    '["1","2"]',
    '[]',
  ])
  expect(new Set(texts).size).toBe(settings.length)
})
