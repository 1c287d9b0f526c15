import * as msun from './elementary.generated.ts'

/*
 * Elementary functions that use IEEE 754 operations only. `Math.exp` and similar functions can differ between engines and
 * processors, and so would every forecast; these return the same bits everywhere. They are FreeBSD's msun (fdlibm), as
 * ported by stdlib and bundled by the build.
 */

/** e to the power x. */
export const exp: (x: number) => number = msun.exp
/** Natural logarithm of x; NaN below 0, −∞ at 0. */
export const log: (x: number) => number = msun.log
/** Hyperbolic tangent of x. */
export const tanh: (x: number) => number = msun.tanh
/** Sine of x radians. */
export const sin: (x: number) => number = msun.sin
/** Cosine of x radians. */
export const cos: (x: number) => number = msun.cos
