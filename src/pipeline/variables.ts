import { resolve } from 'node:path'
import type { Fault } from './check-call.ts'

/** Variables by name, as of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>

/** `$${` is the text `${`; anything else that begins with `${` must be a name in braces. */
const reference = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)\}|\$\{/g

/**
 * The variables that the texts of a pipeline name, as `${NAME}`. Paths and addresses keep their names until they are
 * opened, so no message, report or page shows a value; the values of other texts are put in before they are checked.
 * Only addresses of brokers are shown: they have no password, and without them nobody could tell what is away.
 */
export class Variables {
  readonly faults: Fault[] = []
  private found = false
  private readonly environment: Environment
  private readonly folder: string
  /** Texts with variables, by what they became. */
  private readonly written = new Map<string, string>()

  /** @param folder that relative paths are relative to */
  constructor(environment: Environment, folder: string) {
    this.environment = environment
    this.folder = folder
  }

  /** A pipeline's data with values in place of names, but for paths. What is not set is added to `faults`. */
  in(value: unknown, path: readonly PropertyKey[] = []): unknown {
    if (typeof value === 'string') return this.inText(value, path)
    if (Array.isArray(value)) return value.map((one, i) => this.in(one, [...path, i]))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.in(one, [...path, key])]))
  }

  /** A path or an address with values in place of names. */
  readonly expand = (text: string): string => {
    const found = this.filled(text, (value, name) => {
      for (const form of formsOf(value)) if (form.length >= leastHidden) this.written.set(form, name)
    })
    if (found !== text) for (const one of [found, resolve(this.folder, found)]) this.written.set(one, text)
    return found
  }

  /** A message with the names in place of values that were put in. */
  readonly hide = (message: string): string => {
    let hidden = message
    for (const [value, name] of [...this.written].sort(([a], [b]) => b.length - a.length)) {
      hidden = hidden.replaceAll(JSON.stringify(value), JSON.stringify(name))
      // A short value may also be part of a word.
      if (value.length >= leastHidden) hidden = hidden.replaceAll(value, name)
    }
    return hidden
  }

  /** What a pipeline needs to use them; nothing if there are none. */
  get uses(): { readonly expand?: (path: string) => string; readonly hide?: (message: string) => string } {
    const { expand, found, hide } = this
    return found ? { expand, hide } : {}
  }

  private inText(text: string, path: readonly PropertyKey[]): string {
    for (const [all, name] of text.matchAll(reference)) {
      this.found = true
      if (all === '$${') continue
      if (name === undefined) {
        this.fault(
          path,
          `expected the name of a variable such as \${NAME}, got ${JSON.stringify(text)}; write $\${ for the text \${`,
        )
      } else if (!this.environment[name]) {
        const got = this.environment[name] === undefined ? 'which is not set' : 'which is empty'
        this.fault(
          path,
          `expected a value in the environment variable ${name}, ${got}; set it, or write $\${${name}} for the text`,
        )
      }
    }
    if (isPath(path)) return text
    const plain = this.filled(text)
    return path.includes('brokers') && addresses.test(plain) ? plain : this.expand(text)
  }

  /** A text with values in place of names. @param each called with each value and its name */
  private filled(text: string, each?: (value: string, name: string) => void): string {
    return text.replace(reference, (all, name: string | undefined) => {
      if (name === undefined) return all.slice(-2)
      const value = this.environment[name] ?? all
      each?.(value, all)
      return value
    })
  }

  private fault(path: readonly PropertyKey[], message: string): void {
    this.faults.push({
      path,
      message: `${path
        .slice(path[0] === 'source' || path[0] === 'sinks' ? 1 : 0)
        .filter((key) => typeof key === 'string')
        .join('.')}: ${message}`,
    })
  }
}

const leastHidden = 6
/** Hosts with their ports, and nothing else that could be secret. */
const addresses = /^[\w.-]+:\d+(\s*,\s*[\w.-]+:\d+)*$/

/** A value as addresses and JSON show it: only a part of the text with it may be in a message. */
function formsOf(value: string): string[] {
  const forms = [value, encodeURI(value), encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]
  try {
    return [...forms, decodeURIComponent(value)]
  } catch {
    // It has a percent sign that encodes nothing.
    return forms
  }
}

/** Whether a text is a file or an address: that of a source or a sink, or the option `path` of one. */
function isPath([place, first, second, third]: readonly PropertyKey[]): boolean {
  if (place === 'source') return second === undefined ? first !== undefined : second === 'path' && third === undefined
  return place === 'sinks' && (third === undefined ? second !== undefined : third === 'path')
}
