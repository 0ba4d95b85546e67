#!/usr/bin/env bash
# netCDF-C 4.9.3 (as netCDF4-python 1.7.4 brings it): a whole variable is read with its rows run together where another variable is
# longer along a shared unlimited dim that is not the first.
#
# Dims c = 2 and d unlimited; `long` is written to 5 along d, `short` to 3: [[0, 1, 2], [3, 4, 5]]. The dim has 5, so `short` should be
# padded with fill values at the end of each row, and row by row it is. Read at once, it is [[0, 1, 2, 3, 4], [5, fill, fill, fill,
# fill]]: the numbers are moved to other places, no error is raised, and xarray passes them on. h5netcdf pads each row. Draws that are
# appended variable by variable (dims chain, draw) are such files.
#
# For PPL: its reader pads each row (ppl.api.store.DataReader; OddFilesTest holds such files, where xarray by way of h5netcdf is the
# reference).
# Needs: Python 3.10 or newer with venv. Prints what was seen; fails if it is no longer so.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check netCDF4==1.7.4 numpy==2.4.6 cftime==1.6.6
cat > unequal.py <<'PYTHON'
import netCDF4
import numpy

with netCDF4.Dataset("unequal.nc", "w") as file:
    file.createDimension("c", 2)
    file.createDimension("d", None)
    file.createVariable("long", "f8", ("c", "d"))[:, :5] = numpy.arange(10.0).reshape(2, 5)
    file.createVariable("short", "f8", ("c", "d"))[:, :3] = numpy.arange(6.0).reshape(2, 3)
with netCDF4.Dataset("unequal.nc") as file:
    short = file["short"]
    print("netCDF-C", netCDF4.__netcdf4libversion__)
    print("at once:", short[:].tolist())
    print("by row: ", [short[row].tolist() for row in range(2)])
PYTHON
seen=$(venv/bin/python unequal.py)
echo "$seen"
[ "$seen" = "netCDF-C 4.9.3
at once: [[0.0, 1.0, 2.0, 3.0, 4.0], [5.0, None, None, None, None]]
by row:  [[0.0, 1.0, 2.0, None, None], [3.0, 4.0, 5.0, None, None]]" ]
