/** True for an http(s) address. Browser-safe. */
export const isAddress = (path: string): boolean => /^https?:\/\//i.test(path)
