/** The key of the total of series with the same columns: `total` in each. */
export const totalKey = (key: readonly string[]): readonly string[] => key.map(() => 'total')

/** Whether a key is that of a total. */
export const isTotalKey = (key: readonly string[]): boolean => key.length > 0 && key.every((text) => text === 'total')
