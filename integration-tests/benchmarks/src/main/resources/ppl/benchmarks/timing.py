"""Times in ArviZ what the benchmark times in PPL: python timing.py SMALL.nc BIG.nc OUT.nc"""

import pathlib
import statistics
import sys
import time
import warnings

warnings.simplefilter("ignore")
import arviz as az  # noqa: E402



def median(rounds, work, before=lambda: None):
    """Seconds, of rounds after a first one that is not counted; what comes before each is not timed."""
    seconds = []
    for _ in range(rounds + 1):
        before()
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[1:])


small = az.from_netcdf(sys.argv[1])
small.posterior.load()
print("summary", median(3, lambda: az.summary(small)))

big = az.from_netcdf(sys.argv[2])
big.posterior.load()
out = pathlib.Path(sys.argv[3])
print("save", median(7, lambda: big.to_netcdf(str(out), compress=False), before=lambda: out.unlink(missing_ok=True)))
