/**
 * Exchanges rows and columns of a matrix in panels: [columns / 8][rows][8] becomes [rows / 8][columns][8]. Rows and
 * columns are multiples of 8.
 */
export function transpose(rows: i32, columns: i32, from: usize, to: usize): void {
  const panels = columns >> 3
  const blocks = rows >> 3
  for (let panel = 0; panel < panels; panel++)
    for (let block = 0; block < blocks; block++, from += 256) {
      const out = to + (<usize>(block * columns + panel * 8) << 5)
      quarter(from, out)
      quarter(from + 16, out + 128)
      quarter(from + 128, out + 16)
      quarter(from + 144, out + 144)
    }
}

/** A block of 4 × 4. */
@inline
function quarter(from: usize, to: usize): void {
  const a = v128.load(from)
  const b = v128.load(from, 32)
  const c = v128.load(from, 64)
  const d = v128.load(from, 96)
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5)
  const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5)
  const ba = v128.shuffle<i32>(a, b, 2, 6, 3, 7)
  const dc = v128.shuffle<i32>(c, d, 2, 6, 3, 7)
  v128.store(to, v128.shuffle<i64>(ab, cd, 0, 2))
  v128.store(to, v128.shuffle<i64>(ab, cd, 1, 3), 32)
  v128.store(to, v128.shuffle<i64>(ba, dc, 0, 2), 64)
  v128.store(to, v128.shuffle<i64>(ba, dc, 1, 3), 96)
}
