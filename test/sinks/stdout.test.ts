import { describe, expect, it } from 'vitest'
import { stdoutSink, writeStdout } from '../../src/sinks/stdout.ts'

const place = { title: 't', series: [], resolve: (path: string) => path }

describe('stdout', () => {
  it('needs no argument and leaves no file', async () => {
    expect(stdoutSink.argument.parse(undefined)).toEqual({})
    expect(stdoutSink.writes({})).toEqual(['-'])
    expect((await stdoutSink.build({}, place)).path).toBeUndefined()
    expect((await writeStdout()(place)).path).toBeUndefined()
  })
})
