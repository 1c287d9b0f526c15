import type { Frame, Mark, Run, Status } from '../../src/recording/wire.ts'

export interface Told {
  readonly name: string
  readonly id: string
  readonly data: unknown
}

/** Reads server-sent events as any client would, one after the other; `last` is the id to resume from. */
export class EventClient {
  last = ''
  readonly told: Told[] = []
  private readonly abort = new AbortController()
  private reader: ReadableStreamDefaultReader<Uint8Array> | null = null
  private text = ''
  private readonly decoder = new TextDecoder()

  async open(url: string, after = '', path = 'events'): Promise<this> {
    const asked = new URL(path, url)
    asked.searchParams.set('after', after)
    const response = await fetch(asked, { signal: this.abort.signal })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    this.reader = response.body!.getReader()
    return this
  }

  /** The next event; undefined when the stream has ended. */
  async next(): Promise<Told | undefined> {
    for (;;) {
      const end = this.text.indexOf('\n\n')
      if (end >= 0) {
        const lines = this.text.slice(0, end).split('\n')
        this.text = this.text.slice(end + 2)
        const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? ''
        if (field('id')) this.last = field('id')
        const told = { name: field('event'), id: field('id'), data: JSON.parse(field('data')) as unknown }
        this.told.push(told)
        return told
      }
      const { done, value } = await this.reader!.read()
      if (done) return undefined
      this.text += this.decoder.decode(value, { stream: true })
    }
  }

  /** Reads on until an event is what is asked for. */
  async until(wanted: (told: Told) => boolean): Promise<Told> {
    for (;;) {
      const told = await this.next()
      if (!told) throw new Error('the stream ended before what was waited for')
      if (wanted(told)) return told
    }
  }

  /** Numbers of the observations told, in order. */
  get rows(): number[] {
    return this.told
      .filter(({ name }) => name === 'frame')
      .flatMap(({ data }) => (data as Frame).times.map((_, i) => (data as Frame).first + i))
  }

  get runs(): Run[] {
    return this.told.filter(({ name }) => name === 'run').map(({ data }) => data as Run)
  }

  get marks(): Mark[] {
    return this.told.filter(({ name }) => name === 'marks').flatMap(({ data }) => data as Mark[])
  }

  get status(): Status | undefined {
    return this.told.findLast(({ name }) => name === 'status')?.data as Status | undefined
  }

  close(): void {
    this.abort.abort()
  }
}
