import { describe, expect, it } from 'vitest'
import { checkCall, type Fault } from '../../src/pipeline/check-call.ts'
import { registry } from '../../src/pipeline/registry.ts'

const word = (name: string) => registry.steps.find((one) => one.name === name)!
function checked(tree: unknown) {
  const faults: Fault[] = []
  return { call: checkCall(tree, registry.steps, ['steps', 0], faults), faults }
}

describe('checkCall', () => {
  it('parses the argument by the schema of the word, defaults included', () => {
    expect(checked({ fillGaps: { cadence: '1h' } })).toEqual({
      call: { word: word('fillGaps'), path: ['steps', 0, 'fillGaps'], argument: { cadence: '1h', maxGap: 30 } },
      faults: [],
    })
    expect(checked('inOrder').call).toMatchObject({ path: ['steps', 0], argument: {} })
  })

  it('points at the name if that is wrong, and at the value if that is', () => {
    expect(checked({ zebra: 1 }).faults).toMatchObject([{ path: ['steps', 0, 'zebra'], key: true }])
    expect(checked('zebra').faults).toMatchObject([{ path: ['steps', 0], key: false }])
    expect(checked({ score: { form: 1 } }).faults).toMatchObject([{ path: ['steps', 0, 'score', 'form'], key: true }])
    expect(checked({ score: { from: [] } }).faults).toMatchObject([{ path: ['steps', 0, 'score', 'from'], key: false }])
  })
})
