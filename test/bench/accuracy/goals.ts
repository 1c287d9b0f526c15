/** What a task's forecasts are held against. */
export interface Goal {
  /** The pipeline file beside this one. */
  readonly file: string
  readonly task: string
  /** What is measured: a figure by leads, from the forecaster's errors. */
  readonly figures: readonly Figure[]
}

export interface Figure {
  readonly name: string
  /** Best published figure, or best trivial forecast. */
  readonly published: string
  readonly must: number
  readonly aim: number
  readonly measure: 'mae' | 'mse' | 'share'
  /** How many leads it is the mean of, from the first on. */
  readonly leads: number
}

const figure = (
  name: string,
  measure: Figure['measure'],
  leads: number,
  published: string,
  must: number,
  aim: number,
): Figure => ({
  name,
  measure,
  leads,
  published,
  must,
  aim,
})

/** Every row of the table, with one default configuration each: nothing is tuned to a file. */
export const goals: readonly Goal[] = [
  {
    file: 'seattle-weather.yaml',
    task: 'Seattle temp_max, with weather',
    figures: [
      figure('MAE lead 1', 'mae', 1, '2.139 ARIMA with harmonics', 2.09, 2.04),
      figure('MAE leads 1–7', 'mae', 7, '2.827 ARIMA with harmonics', 2.7, 2.63),
    ],
  },
  {
    file: 'seattle-alone.yaml',
    task: 'Seattle temp_max, alone',
    figures: [
      figure('MAE lead 1', 'mae', 1, '2.139 ARIMA with harmonics', 2.11, 2.07),
      figure('MAE leads 1–7', 'mae', 7, '2.827 ARIMA with harmonics', 2.72, 2.65),
    ],
  },
  {
    file: 'sp500.yaml',
    task: 'S&P 500 daily close',
    figures: [
      figure('% of persistence, lead 1', 'share', 1, '100 persistence', 100.3, 99.6),
      figure('% of persistence, leads 1–5', 'share', 5, '100 persistence', 100.3, 99.3),
    ],
  },
  {
    file: 'co2.yaml',
    task: 'CO2 monthly',
    figures: [
      figure('MAE lead 1', 'mae', 1, '0.372 seasonal drift', 0.33, 0.305),
      figure('MAE leads 1–12', 'mae', 12, '0.610 seasonal drift', 0.54, 0.5),
    ],
  },
  {
    file: 'airline-u.yaml',
    task: 'Airline, protocol U',
    figures: [figure('MAE', 'mae', 3, '32.77 SNARIMAX (river)', 29.5, 27.5)],
  },
  { file: 'airline-a.yaml', task: 'Airline, protocol A', figures: [figure('MAE', 'mae', 3, '–', 12.5, 10.8)] },
  { file: 'airline-b.yaml', task: 'Airline, protocol B', figures: [figure('MAE', 'mae', 3, '–', 11, 9.6)] },
  {
    file: 'etth1.yaml',
    task: 'ETTh1, 7 channels, P2',
    figures: [
      figure('MSE lead 1', 'mse', 1, '0.1107', 0.115, 0.11),
      figure('MSE leads 1–24', 'mse', 24, '0.2942', 0.305, 0.293),
      figure('MSE leads 1–48', 'mse', 48, '0.3431', 0.352, 0.34),
    ],
  },
]
