import { describe, expect, it } from 'vitest'
import { startEngine } from '../../src/history/engine.ts'
import { sqlProblem } from '../../src/history/sql-problem.ts'

const engine = await startEngine({ word: 'query', memory: '256MB', spill: 'none' })

/** The fault of a query, as DuckDB finds it. */
async function problemOf(sql: string, names: string[] = []) {
  const error = await engine.connection.stream(sql).then(
    () => undefined,
    (error: Error) => error,
  )
  return sqlProblem(error!.message, sql, names)
}

describe('a fault of a query', () => {
  it.each([
    ['select * frm latest', 'latest', 'SQL, got syntax error at or near "latest"'],
    ['select a,\n  b\nfrom range(3) t(a)', 'b\n', 'a query that can be answered, got Referenced column "b" not found'],
    [`select ${'range, '.repeat(40)}nix from range(3)`, 'nix', 'got Referenced column "nix" not found'],
    [`select ${'range, '.repeat(40)}nix, ${'range, '.repeat(40)} range from range(3)`, 'nix', 'got Referenced column'],
    ["select cast('a' as int)", 'cast', "got Could not convert string 'a' to INT32"],
  ])('has a place: %s', async (sql, at, message) => {
    const { where, message: found, excerpt } = await problemOf(sql)
    const before = sql.slice(0, sql.indexOf(at)).split('\n')
    expect(where).toBe(`query:${before.length}:${before.at(-1)!.length + 1}`)
    expect(found).toContain(message)
    const [line, mark] = excerpt!.split('\n')
    expect(line!.slice(mark!.length - 1)).toMatch(new RegExp(`^${at.trim()}`))
  })

  it('without a place says what is expected all the same', async () => {
    const problem = await problemOf('select 1 +')
    expect(problem).toEqual({
      where: 'query:',
      message: 'expected SQL, got syntax error at end of input',
      excerpt: undefined,
    })
  })

  it('names the tables that there are, or how to name a database', async () => {
    expect((await problemOf('select * from latst', ['latest', 'scored'])).message).toBe(
      'expected a query that can be answered, got the table latst; there are latest, scored',
    )
    expect((await problemOf('select * from latest')).message).toContain(
      'got the table latest; name a database with --db, or a pipeline with a sink duckdb',
    )
  })
})
