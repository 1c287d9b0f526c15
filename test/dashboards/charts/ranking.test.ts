import { describe, expect, it } from 'vitest'
import { Ranking } from '../../../dashboards/charts/ranking.ts'

describe('a ranking of shares', () => {
  it('shows the largest first, and none under 2 %', () => {
    const ranking = new Ranking(7)
    ranking.rank([0.1, 0.6, 0.019, 0.28, 0.001])
    expect(ranking.shown).toEqual([1, 3, 0])
  })

  it('shows at most as many as there are colours', () => {
    const ranking = new Ranking(2)
    ranking.rank([0.3, 0.2, 0.5])
    expect(ranking.shown).toEqual([2, 0])
  })

  it('keeps the order of two about equal shares, and swaps them when one is clearly larger', () => {
    const ranking = new Ranking(7)
    ranking.rank([0.51, 0.49])
    ranking.rank([0.495, 0.505])
    expect(ranking.shown).toEqual([0, 1])
    ranking.rank([0.45, 0.55])
    expect(ranking.shown).toEqual([1, 0])
  })

  it('drops a band at 1.5 %, below the threshold for a new one', () => {
    const ranking = new Ranking(7)
    ranking.rank([0.97, 0.03])
    ranking.rank([0.984, 0.016])
    expect(ranking.shown).toEqual([0, 1])
    ranking.rank([0.986, 0.014])
    expect(ranking.shown).toEqual([0])
  })

  it('gives each band a colour for as long as it is shown, and no two the same', () => {
    const ranking = new Ranking(3)
    ranking.rank([0.5, 0.3, 0.2, 0])
    const before = [0, 1, 2].map((i) => ranking.colour(i))
    expect(new Set(before).size).toBe(3)
    ranking.rank([0.2, 0.5, 0, 0.3])
    expect(ranking.shown).toEqual([1, 3, 0])
    expect([ranking.colour(0), ranking.colour(1)]).toEqual(before.slice(0, 2))
    expect(ranking.colour(3)).toBe(before[2])
  })
})
