/** The name of a series in one text: its key, joined by `/`, and the target if there are several or no key. */
export const seriesId = (key: readonly string[] | undefined, target: string, targets: number): string =>
  [...(key ?? []), ...(targets > 1 || !key?.length ? [target] : [])].join('/')
