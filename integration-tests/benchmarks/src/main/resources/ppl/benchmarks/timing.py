"""Times in ArviZ what the benchmark times in PPL: python timing.py SMALL.nc BIG.nc OUT.nc"""

import sys
import time
import warnings

warnings.simplefilter("ignore")
import arviz as az  # noqa: E402

small = az.from_netcdf(sys.argv[1])
small.posterior.load()
seconds = []
for _ in range(2):
    start = time.perf_counter()
    az.summary(small)
    seconds.append(time.perf_counter() - start)
print("summary", min(seconds))

big = az.from_netcdf(sys.argv[2])
big.posterior.load()
seconds = []
for _ in range(3):
    start = time.perf_counter()
    big.to_netcdf(sys.argv[3], compress=False)
    seconds.append(time.perf_counter() - start)
print("save", min(seconds))
