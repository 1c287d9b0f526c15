/** A function that tells how many milliseconds each call took; the same function without `tell`. */
export function timed<T>(act: (value: T) => void, tell: ((ms: number) => void) | undefined): (value: T) => void {
  if (!tell) return act
  return (value) => {
    const begun = performance.now()
    act(value)
    tell(performance.now() - begun)
  }
}
