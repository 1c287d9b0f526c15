import { readdirSync, readFileSync } from 'node:fs'
import { format } from 'node:util'
import * as rxjs from 'rxjs'
import { describe, expect, it } from 'vitest'
import * as rxcast from '../../src/index.ts'
import { steps } from '../../src/operators/steps.ts'

const folder = new URL('../../src/operators/', import.meta.url)

/** The examples of an operator's docstring: code, and what it prints as comments at the beginning of a line after it. */
function examplesOf(file: string): { code: string; prints: string[] }[] {
  const source = readFileSync(new URL(file, folder), 'utf8')
  return [...source.matchAll(/^ \* @example\n((?: \* ?.*\n)+?) \*\/\n(?=export function)/gm)].map(([, text]) => {
    const code = text!.replace(/^ \* ?/gm, '')
    const lines = code.trimEnd().split('\n')
    const end = lines.findLastIndex((line) => !line.startsWith('// ')) + 1
    return { code, prints: lines.slice(end).map((line) => line.slice(3)) }
  })
}

function printed(code: string): string[] {
  const words: Record<string, unknown> = { ...rxjs, ...rxcast }
  const lines: string[] = []
  const console = { log: (...what: unknown[]) => lines.push(format(...what)) }
  new Function('console', ...Object.keys(words), code)(console, ...Object.values(words))
  return lines
}

const documented = Object.keys(rxcast).flatMap((name) => {
  const file = `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`
  return readdirSync(folder).includes(file) ? [[name, file] as const] : []
})

describe('the examples in the docstrings', () => {
  it('exist for every exported operator', () => {
    expect(documented.map(([name]) => name)).toEqual(expect.arrayContaining(steps.map(({ name }) => name)))
    expect(documented.filter(([, file]) => examplesOf(file).length === 0)).toEqual([])
  })

  it.each(documented)('%s prints what its example says', (_, file) => {
    for (const { code, prints } of examplesOf(file)) {
      expect(prints.length).toBeGreaterThan(0)
      expect(printed(code)).toEqual(prints)
    }
  })
})
