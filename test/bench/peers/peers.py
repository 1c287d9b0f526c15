"""Measures refitted statistical models on a folder of series, for `npm run bench:suite -- FOLDER --peers OUT`.

    python3 -m venv venv && venv/bin/pip install statsforecast==2.1.1
    venv/bin/python test/bench/peers/peers.py FOLDER OUT.ndjson [--groups daily,price] [--origins 10]

FOLDER holds LIST.csv (id, group, season, horizon, rows, origins, first_origin_row) and one CSV of time and value for
each id. Every model is fitted again at each origin, to all rows before it, on one thread. OUT gets one line of JSON for
each series and method; series that it already has are skipped, so a run can be stopped and started again.

Origins, the same in `test/bench/suite/origins.ts`: origin i of n knows the rows [0, k) and forecasts the rows k, k + 1,
... k + horizon - 1 as far as the file reaches, with k = first + floor(i (rows - first) / n), i = 0 ... n - 1; n is
`origins` of LIST.csv, or --origins if that is less. MAE is the mean over all forecasts of all origins.

Methods: AutoETS, AutoTheta, AutoARIMA and MSTL with the season of LIST.csv, and `mean`, the mean of the first three.
Three exceptions make the models better or the run possible. Hourly MSTL has the week as its second season. At seasons of
24 or more rows AutoARIMA takes hours, so MSTL with an AutoARIMA trend (`MSTL-ARIMA`) stands for it, and AutoARIMA
without a season before two seasons are known. With more than 150 rows and a season AutoARIMA searches by approximation,
as R's auto.arima does by default: seven times faster, with errors that are no larger. Without a season there is no MSTL.
An origin at which a model cannot be fitted counts as persistence and is counted in `failed`.

The interval score is that of the 95 % interval (Winkler 1972) over the mean |y_t - y_{t-season}| of the rows before the
first origin, as in the M4 competition.
"""

import argparse
import csv
import json
import os
import time
import warnings

os.environ.update(OMP_NUM_THREADS="1", NUMBA_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", NIXTLA_NUMBA_CACHE="1")
warnings.filterwarnings("ignore")

import numpy as np  # noqa: E402
from statsforecast.models import MSTL, AutoARIMA, AutoETS, AutoTheta  # noqa: E402

LEVELS = [80, 95]
MEMBERS_OF_MEAN = ["AutoETS", "AutoTheta", "AutoARIMA", "MSTL-ARIMA"]


def methods(season, rows_known):
    """The models for a season, by name, for a series of which `rows_known` rows are known."""
    models = {"AutoETS": AutoETS(season_length=season), "AutoTheta": AutoTheta(season_length=season)}
    decomposed = rows_known >= 2 * season
    seasons = [24, 168] if season == 24 and rows_known >= 2 * 168 else season
    if season < 24:
        models["AutoARIMA"] = AutoARIMA(season_length=season, approximation=season > 1 and rows_known > 150)
    else:
        models["MSTL-ARIMA"] = (
            MSTL(season_length=seasons, trend_forecaster=AutoARIMA()) if decomposed else AutoARIMA(season_length=1)
        )
    if season > 1:
        models["MSTL"] = MSTL(season_length=seasons)
    return models


def forecast(model, known, horizon):
    """Mean and bounds by level of a freshly fitted model, and whether it could be fitted."""
    try:
        out = model.forecast(known, horizon, level=LEVELS)
        if np.isfinite(out["mean"]).all():
            bounds = {level: (out[f"lo-{level}"], out[f"hi-{level}"]) for level in LEVELS}
            return np.asarray(out["mean"], float), bounds, True
    except Exception:  # the models raise whatever their solvers raise
        pass
    return np.full(horizon, known[-1]), {}, False


def origins_of(series, at_most):
    first, rows = int(series["first_origin_row"]), int(series["rows"])
    n = min(int(series["origins"]), at_most or rows)
    return [first + i * (rows - first) // n for i in range(n)]


class Tally:
    def __init__(self):
        self.errors, self.covered, self.scores, self.cpu, self.failed = [], {80: [], 95: []}, [], 0.0, 0

    def add(self, actual, mean, bounds):
        n = len(actual)
        self.errors.extend(actual - mean[:n])
        for level, (low, high) in bounds.items():
            low, high = low[:n], high[:n]
            self.covered[level].extend((low <= actual) & (actual <= high))
            if level == 95:
                outside = np.maximum(0, np.maximum(low - actual, actual - high))
                self.scores.extend(high - low + 2 / 0.05 * outside)

    def line(self, naive_error, origins):
        errors = np.array(self.errors)
        line = {
            "origins": origins,
            "forecasts": len(errors),
            "mae": np.abs(errors).mean(),
            "rmse": np.sqrt((errors**2).mean()),
            "cpuMs": 1000 * self.cpu / origins,
            "failed": self.failed,
        }
        if self.scores:
            line["coverage80"], line["coverage95"] = (float(np.mean(self.covered[level])) for level in LEVELS)
            if naive_error > 0:
                line["intervalScore"] = float(np.mean(self.scores)) / naive_error
        return line


def measure(series, values, at_most):
    season, horizon = int(series["season"]), int(series["horizon"])
    first = int(series["first_origin_row"])
    lag = season if season < first else 1
    naive_error = np.abs(values[lag:first] - values[: first - lag]).mean()
    origins, tallies = origins_of(series, at_most), {}
    for known in origins:
        actual, means, spent = values[known : known + horizon], [], 0.0
        for name, model in methods(season, known).items():
            tally = tallies.setdefault(name, Tally())
            begun = time.process_time()
            mean, bounds, fitted = forecast(model, values[:known], horizon)
            cpu = time.process_time() - begun
            tally.cpu += cpu
            tally.failed += not fitted
            tally.add(actual, mean, bounds)
            if name in MEMBERS_OF_MEAN:
                means.append(mean)
                spent += cpu
        tally = tallies.setdefault("mean", Tally())
        tally.cpu += spent
        tally.add(actual, np.mean(means, axis=0), {})
    for name, tally in tallies.items():
        yield {"id": series["id"], "group": series["group"], "method": name, **tally.line(naive_error, len(origins))}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("out")
    parser.add_argument("--groups")
    parser.add_argument("--origins", type=int, default=0)
    asked = parser.parse_args()

    with open(os.path.join(asked.folder, "LIST.csv")) as file:
        listed = list(csv.DictReader(file))
    done = set()
    if os.path.exists(asked.out):
        with open(asked.out) as file:
            done = {json.loads(line)["id"] for line in file}
    groups = asked.groups.split(",") if asked.groups else list(dict.fromkeys(series["group"] for series in listed))
    AutoETS(season_length=4).forecast(np.arange(20.0) % 4, 4)  # compiled before anything is timed
    for series in sorted((s for s in listed if s["group"] in groups), key=lambda s: groups.index(s["group"])):
        if series["id"] in done:
            continue
        with open(os.path.join(asked.folder, series["id"] + ".csv")) as file:
            values = np.array([float(row["value"]) for row in csv.DictReader(file)])
        lines = [json.dumps(line) for line in measure(series, values, asked.origins)]
        with open(asked.out, "a") as file:
            file.write("\n".join(lines) + "\n")
        print(series["id"], flush=True)


if __name__ == "__main__":
    main()
