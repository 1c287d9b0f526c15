/** Says something on the console, but not again. */
export const warnOnce = (() => {
  const said = new Set<string>()
  return (message: string) => {
    if (!said.has(message)) console.warn(message)
    said.add(message)
  }
})()
