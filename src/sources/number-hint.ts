import { type NumberStyle, numberDecoder } from './decode-number.ts'
import { allMarks, numberDress, usualMultiples } from './number-dress.ts'

/** What may help with a text that could not be read as a number; '' if nothing is known. */
export function numberHint(text: string, style: NumberStyle): string {
  if (beyond(text, style)) return 'numbers go up to ±1e150: correct the cell, or list it under missing'
  if (/^[<≤]\s*\d/.test(text) && text.length <= 12)
    return `set replace to { ${JSON.stringify(text)}: … } with a number for it, or inexact to true for half of all limits, or list it under missing`
  if (/^(true|false)$/i.test(text))
    return 'list it under missing if it stands for no value, or set replace to { true: 1, false: 0 }'
  const dress = numberDress(text)
  if (dress === undefined) return ''
  const { before, after, brackets, marked } = dress
  const factor = style.multiples?.[after] ?? usualMultiples.get(after)
  const units = [before, factor === undefined ? after : ''].filter(
    (unit) => unit !== '' && !style.units?.includes(unit),
  )
  const multiple = factor !== undefined && style.multiples?.[after] === undefined
  const others = [
    ...(units.length > 0 ? [`units to ${JSON.stringify(units)}`] : []),
    ...(multiple ? [`multiples to { ${JSON.stringify(after)}: ${factor} }`] : []),
    ...(brackets && !style.brackets ? ['brackets to true'] : []),
  ]
  const marks = marksHint(marked, style)
  const set = [...(marks === undefined || marks === '' ? [] : [marks]), ...others]
  return marks === undefined || set.length === 0 ? '' : `set ${set.join(' and ')}`
}

/** True for a number that is too large. */
function beyond(text: string, style: NumberStyle): boolean {
  const shortened = text.replace(/[eE]\+?\d+$/, '')
  return shortened !== text && numberDecoder(style)(shortened) !== undefined
}

/** The marks to set; '' if those of the style read it, undefined if none do. */
function marksHint(marked: string, { decimal, thousands }: NumberStyle): string | undefined {
  if (reads(marked, decimal, thousands)) return ''
  const changes = [...(['.', ','] as const).map((mark) => [mark, ''] as const), ...allMarks].flatMap(
    ([otherDecimal, otherThousands]) => {
      if (!reads(marked, otherDecimal, otherThousands)) return []
      const needed = otherThousands !== '' && marked.replaceAll('’', "'").replace(/\s/g, ' ').includes(otherThousands)
      const kept = thousands === otherDecimal ? '' : thousands
      const change = [
        ...(otherDecimal === decimal ? [] : [`decimal to "${otherDecimal}"`]),
        ...(needed ? [`thousands to "${otherThousands}"`] : kept === thousands ? [] : ['thousands to ""']),
      ]
      return needed || otherThousands === '' ? [change] : []
    },
  )
  const fewest = Math.min(...changes.map((change) => change.length))
  const best = [...new Set(changes.filter((change) => change.length === fewest).map((change) => change.join(' and ')))]
  if (best.length === 0) return undefined
  return best.length === 1 ? best[0] : `${best.at(-1)}, or ${best[0]} if that is meant`
}

const reads = (marked: string, decimal: '.' | ',', thousands: string) =>
  numberDecoder({ decimal, thousands })(marked) !== undefined
