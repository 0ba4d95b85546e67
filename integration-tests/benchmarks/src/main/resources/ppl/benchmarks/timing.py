"""Times in ArviZ what the benchmark times in PPL: python timing.py SMALL.nc BIG.nc OUT.nc"""

import pathlib
import statistics
import sys
import time
import warnings

warnings.simplefilter("ignore")
import arviz as az  # noqa: E402



def medians(rounds, work, before=lambda: None):
    """Seconds and processor seconds, of rounds after a first one that is not counted; what comes before each is not timed."""
    rows = []
    for _ in range(rounds + 1):
        before()
        start, busy = time.perf_counter(), time.process_time()
        work()
        rows.append((time.perf_counter() - start, time.process_time() - busy))
    return [statistics.median(column) for column in zip(*rows[1:])]


def report(name, seconds, busy):
    print(name, seconds)
    print(name + "_cpu", busy)


small = az.from_netcdf(sys.argv[1])
small.posterior.load()
report("summary", *medians(3, lambda: az.summary(small)))

big = az.from_netcdf(sys.argv[2])
big.posterior.load()
out = pathlib.Path(sys.argv[3])
report("save", *medians(7, lambda: big.to_netcdf(str(out), compress=False), before=lambda: out.unlink(missing_ok=True)))
