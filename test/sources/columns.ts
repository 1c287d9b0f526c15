/** The columns of the tests' files: days and one target. */
export const columns = {
  time: ['day'],
  targets: ['y'],
  covariates: [],
  clock: 'iso',
  zone: 'UTC',
  missing: [''],
  decimal: '.',
  thousands: '',
} as const
