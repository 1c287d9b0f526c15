import { expect, it } from 'vitest'
import { version } from '../../src/cli/version.ts'

it('the version is that of the package', () => {
  expect(version()).toMatch(/^\d+\.\d+\.\d+/)
})
