import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { History } from '../../src/history/history.ts'
import { newFolder, placeOf } from '../sinks/place.ts'
import { scoredOf } from '../sinks/scored.ts'
import { ask } from './ask.ts'

const folder = newFolder()
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'none', folder]).status === 0
afterAll(() => {
  if (mounted) spawnSync('umount', ['-l', folder])
})
if (!mounted) console.warn('a history on a full disk is not tested: this user may not mount a disk')

describe.runIf(mounted)('a history on a full disk', () => {
  it('fails, keeps what was committed, and takes the same rows again once there is room', async () => {
    const ballast = join(folder, 'ballast')
    writeFileSync(ballast, Buffer.alloc(7 << 20))
    const history = new History({ path: 'h.duckdb', schema: 'main' }, placeOf({}, folder))
    await history.open()
    await history.add([scoredOf(0)])
    await history.commit()
    const count = () => ask(join(folder, 'h.duckdb'), 'select count(*) from forecasts')
    await history.add(Array.from({ length: 10_000 }, (_, i) => scoredOf(i + 1, [1 / (i + 1), 1 / (i + 2)])))
    await expect(history.commit()).rejects.toThrow(
      /^h\.duckdb: expected a DuckDB database that can be used, got: .*No space left.*; free some room on the disk$/,
    )
    expect(await count()).toEqual([[2n]])
    rmSync(ballast)
    await history.close()
    expect(await count()).toEqual([[20_002n]])
  })
})
