/** Statuses of HTTP that another try would not change. */
export const refusals: readonly number[] = [400, 401, 403, 404, 405, 410]
