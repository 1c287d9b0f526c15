/**
 * Share of a reference's error that a forecast avoids: 1 − error ÷ reference. Above 0 is better than the reference.
 *
 * @param error sum or mean of absolute errors
 * @param reference the same of the reference, over the same origins
 * @returns NaN if the reference makes no error
 */
export const skill = (error: number, reference: number): number => (reference > 0 ? 1 - error / reference : Number.NaN)
