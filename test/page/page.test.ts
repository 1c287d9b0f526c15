import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { recordingIn, selfContainedPage, servedPage } from '../../src/page/page.ts'
import { encodeRecording } from '../../src/recording/encode.ts'
import { Recorder } from '../../src/recording/recorder.ts'
import { scoredWeather } from '../server/scored-weather.ts'

function recording(title: string) {
  const recorder = new Recorder({ id: 'a', title, series: ['</script><script>alert(1)</script>'], budget: 1 << 20 })
  recorder.write(scoredWeather({ rows: 3 }))
  return encodeRecording(recorder.recording(0))
}

describe('the page', () => {
  it('embeds its recording, and returns it', () => {
    const run = recording('weather')
    const html = selfContainedPage(run, { script: 'let a = 1', style: 'p{}' })
    expect(recordingIn(html)).toEqual(run)
    expect(html.match(/<script/g)).toHaveLength(2)
  })

  it('permits exactly the script and style that it embeds', () => {
    const html = selfContainedPage(recording('weather'), { script: 'let a = 1', style: 'p{}' })
    const hash = (text: string) => createHash('sha256').update(text).digest('base64')
    expect(html).toContain(`script-src 'sha256-${hash('let a = 1')}'; style-src 'sha256-${hash('p{}')}'`)
    expect(html).toContain("default-src 'none'")
  })

  it('treats names as text, not as HTML', () => {
    expect(servedPage('<b>"&', 'live')).toContain('<title>&lt;b&gt;&quot;&amp; · rxcast</title>')
  })

  it('finds no recording if there is none', () => {
    expect(recordingIn('<html></html>')).toBeUndefined()
  })
})
