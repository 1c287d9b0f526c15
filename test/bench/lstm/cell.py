# PyTorch's batched LSTMCell on one thread. Told "inputs hidden series rounds", a line each, it answers with the
# microseconds of processor time that a series took in one step.
import sys
import time

import torch

torch.set_num_threads(1)
cells = {}
for line in sys.stdin:
    inputs, hidden, series, rounds = map(int, line.split())
    size = (inputs, hidden, series)
    if size not in cells:
        state = (torch.zeros(series, hidden), torch.zeros(series, hidden))
        cells[size] = [torch.nn.LSTMCell(inputs, hidden), torch.rand(series, inputs), state]
    cell, x, state = cells[size]
    with torch.no_grad():
        begun = time.process_time()
        for _ in range(rounds):
            state = cell(x, state)
        took = time.process_time() - begun
    cells[size][2] = state
    print(took / rounds / series * 1e6, torch.__version__, flush=True)
