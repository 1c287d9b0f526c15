import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { contentOf, selfContainedPage, servedPage } from '../../src/page/page.ts'
import { encodeRecording } from '../../src/recording/encode.ts'
import { Recorder } from '../../src/recording/recorder.ts'
import type { Recording } from '../../src/recording/wire.ts'
import { scoredWeather } from '../server/scored-weather.ts'

const recordingsIn = (html: string) => [...contentOf(html).recordings.values()]

function recording(title: string) {
  const recorder = new Recorder({ id: 'a', title, series: ['</script><script>alert(1)</script>'], budget: 1 << 20 })
  recorder.write(scoredWeather({ rows: 3 }))
  return encodeRecording(recorder.recording(0))
}

const one = (recording: Recording) => ({
  title: recording.run.title,
  by: [],
  shown: [{ name: recording.run.title, series: 0, recording }],
  more: 0,
})

describe('the page', () => {
  it('embeds its recording, and returns it', () => {
    const run = recording('weather')
    const html = selfContainedPage(one(run), { script: 'let a = 1', style: 'p{}' })
    expect(recordingsIn(html)).toEqual([run])
    expect(html.match(/<script/g)).toHaveLength(2)
  })

  it('permits exactly the script and style that it embeds', () => {
    const html = selfContainedPage(one(recording('weather')), { script: 'let a = 1', style: 'p{}' })
    const hash = (text: string) => createHash('sha256').update(text).digest('base64')
    expect(html).toContain(`script-src 'sha256-${hash('let a = 1')}'; style-src 'sha256-${hash('p{}')}'`)
    expect(html).toContain("default-src 'none'")
  })

  it('treats names as text, not as HTML', () => {
    expect(servedPage('<b>"&', 'live')).toContain('<title>&lt;b&gt;&quot;&amp; · rxcast</title>')
  })

  it('finds no recording if there is none', () => {
    expect(recordingsIn('<html></html>')).toEqual([])
  })

  it('embeds a recording for each series, with its name as text', () => {
    const shown = ['a" x="', 'b'].map((name, series) => ({ name, series, recording: recording(name) }))
    const html = selfContainedPage({ title: 't', by: ['store', '<i>'], shown, more: 7 }, { script: '', style: '' })
    expect(recordingsIn(html)).toEqual(shown.map(({ recording }) => recording))
    expect(html).toContain('<meta name="series" content="store · &lt;i&gt;" data-more="7">')
    expect(html).toContain(' data-name="a&quot; x=&quot;" data-series="0">')
  })
})
