"""Odd but lawful files, and what xarray gives for each.

    python3 odd_files.py make FOLDER      writes the files
    python3 odd_files.py freeze FOLDER    prints what xarray reads from those in FOLDER, as a table
    python3 odd_files.py pack FOLDER ZIP  puts them into one archive

OddFilesTest reads the archive and the table beside this script; where Python, xarray, netCDF4 and h5py are installed it makes and
freezes the files anew. Made with xarray 2023.1, netCDF4 1.6.2 (C library 4.9.0), h5py 3.7 (HDF5 1.10.8), h5netcdf 1.1.

The table has one line per variable or coordinate: file, group, name, what it is (var, coord), dims, shape, dtype, mean, sd, the mean
of each element times its position counted from 1, and the first elements between bars; columns are separated by tabs. A file or group
that xarray cannot open has one line that says so.

After a change here: make, then freeze into odd_files.tsv, then pack into odd_files.zip. OddFilesTest says what has no line in
odd_files_refused.tsv yet: file, what is left out, and the reason; or what is held that xarray does not give, and its mean.
"""

import gzip
import os
import signal
import sys
import warnings
import zipfile

import h5py
import netCDF4
import numpy as np
import xarray as xr

warnings.simplefilter("ignore")

CASES = {}
NOTES = {}


def case(note, suffix=".nc"):
    def register(function):
        name = function.__name__ + suffix
        CASES[name] = function
        NOTES[name] = note
        return function

    return register


CHAINS, DRAWS, K = 2, 5, 3
A = np.array([[0.5, -1.25, 2.0, 0.75, 3.5], [1.5, 0.25, -2.5, 4.0, -0.125]])
TH = (A[..., None] * np.array([1.0, -2.0, 0.5]) + np.arange(3)).round(3)
N = np.arange(CHAINS * DRAWS).reshape(CHAINS, DRAWS)
DIMS = ("chain", "draw")


def posterior(**variables):
    """A dataset with chain and draw labelled, as ArviZ makes them."""
    coords = {"chain": np.arange(CHAINS), "draw": np.arange(DRAWS)}
    if any("k" in v[0] for v in variables.values()):
        coords["k"] = ["alpha", "beta", "γ"]
    return xr.Dataset(variables, coords)


def save(path, dataset, group="posterior", mode="w", **encoding):
    dataset.to_netcdf(path, mode=mode, group=group, engine="netcdf4", encoding=encoding)


def raw(path, variables, group="posterior", sizes=None, **kwargs):
    """A file by the C library; variables: name -> (dims, type, values or None, attributes, options of createVariable)."""
    with netCDF4.Dataset(path, "w", **kwargs) as file:
        g = file.createGroup(group) if group else file
        for dim, size in (sizes or {"chain": CHAINS, "draw": DRAWS, "k": K}).items():
            g.createDimension(dim, size)
        for name, (dims, dtype, values, attributes, options) in variables.items():
            v = g.createVariable(name, dtype, dims, **options)
            v.set_auto_maskandscale(False)
            v.set_auto_chartostring(False)
            v.setncatts(attributes)
            if values is not None:
                v[...] = values


def hdf(path, fill, **kwargs):
    """A file by h5py with chain, draw and k as dimension scales in posterior."""
    with h5py.File(path, "w", **kwargs) as file:
        g = file.create_group("posterior")
        for dim, size in {"chain": CHAINS, "draw": DRAWS, "k": K}.items():
            g[dim] = np.arange(size)
            g[dim].make_scale(dim)
        fill(g)


def put(g, name, values, dims=DIMS, **options):
    if "dtype" in options and values is not None:
        values = np.asarray(values, options.pop("dtype"))
    v = g.create_dataset(name, data=values, **options)
    attach(g, v, dims)
    return v


def attach(g, v, dims):
    for i, dim in enumerate(dims):
        v.dims[i].attach_scale(g[dim])


# ---- what the CF conventions encode -------------------------------------------------------------------------------------------


@case("int16 with scale_factor and add_offset")
def packed_int16(path):
    save(path, posterior(a=(DIMS, A), th=((*DIMS, "k"), TH)),
         a={"dtype": "i2", "scale_factor": 0.001, "add_offset": 0.5, "_FillValue": -32768})


@case("uint8 with scale_factor only")
def packed_uint8(path):
    raw(path, {"a": (DIMS, "u1", N, {"scale_factor": 0.25}, {})})


@case("int32 with add_offset only, a fill value and a masked element")
def packed_int32(path):
    values = N.astype("i4")
    values[1, 2] = -99
    raw(path, {"a": (DIMS, "i4", values, {"add_offset": 100.0}, {"fill_value": -99})})


@case("float32 with scale_factor")
def packed_float32(path):
    raw(path, {"a": (DIMS, "f4", A, {"scale_factor": 2.0, "units": "m"}, {})})


@case("scale_factor as a list of one")
def packed_list(path):
    raw(path, {"a": (DIMS, "i2", N, {"scale_factor": np.array([0.5]), "add_offset": np.array([1], "i4")}, {})})


@case("scale_factor as text")
def packed_text(path):
    raw(path, {"a": (DIMS, "i2", N, {"scale_factor": "0.5"}, {}), "b": (DIMS, "f8", A, {}, {})})


@case("labels with scale_factor and add_offset")
def packed_labels(path):
    raw(path, {"k": (("k",), "i2", [1, 2, 3], {"scale_factor": 0.5, "add_offset": 10.0}, {}),
               "th": ((*DIMS, "k"), "f8", TH, {}, {})})


@case("float64 with _FillValue and missing elements")
def fill_float(path):
    values = A.copy()
    values[0, 1] = -999.0
    raw(path, {"a": (DIMS, "f8", values, {}, {"fill_value": -999.0})})


@case("float32 with a missing_value of float64 that float32 rounds")
def fill_rounded(path):
    values = A.astype("f4")
    values[0, 1] = -999.9
    raw(path, {"a": (DIMS, "f4", values, {"missing_value": -999.9}, {})})


@case("int64 with _FillValue: missing integers")
def fill_int(path):
    raw(path, {"a": (DIMS, "i8", np.where(N == 4, -1, N), {}, {"fill_value": -1})})


@case("_FillValue and missing_value differ")
def fill_two(path):
    raw(path, {"a": (DIMS, "i4", N, {"missing_value": np.int32(3)}, {"fill_value": 7})})


@case("all draws missing, in packed integers and floats")
def fill_all(path):
    raw(path, {"a": (DIMS, "i2", np.full((2, 5), -1), {"scale_factor": 0.5}, {"fill_value": -1}),
               "b": (DIMS, "f4", np.full((2, 5), 1e20, "f4"), {}, {"fill_value": 1e20})})


@case("a list of missing values")
def fill_list(path):
    raw(path, {"a": (DIMS, "i2", N, {"missing_value": np.array([1, 2, 9], "i2")}, {})})


@case("missing_value as text")
def fill_text(path):
    raw(path, {"a": (DIMS, "f8", A, {"missing_value": "NA"}, {}), "b": (DIMS, "f8", A, {}, {})})


@case("fill value NaN on float32, as xarray writes it")
def fill_nan(path):
    values = A.astype("f4")
    values[1, 1] = np.nan
    save(path, posterior(a=(DIMS, values)))


@case("labels of int64 with _FillValue")
def fill_labels(path):
    raw(path, {"k": (("k",), "i8", [4, 5, 6], {}, {"fill_value": -1}), "th": ((*DIMS, "k"), "f8", TH, {}, {})})


@case("int8 that stands for unsigned")
def unsigned(path):
    raw(path, {"a": (DIMS, "i1", (N * 25).astype("u1").view("i1"), {"_Unsigned": "true"}, {}),
               "b": (DIMS, "i1", (N * 25).astype("u1").view("i1"), {"_Unsigned": "true"}, {"fill_value": -31}),
               "c": (DIMS, "i2", (N * 7000).astype("u2").view("i2"),
                     {"_Unsigned": "true", "scale_factor": 0.5, "add_offset": 1.0}, {})})


@case("int8 that stands for unsigned, with a missing_value that does not")
def unsigned_missing(path):
    raw(path, {"a": (DIMS, "i1", (N * 25).astype("u1").view("i1"), {"_Unsigned": "true", "missing_value": np.int8(-31)}, {}),
               "b": (DIMS, "i1", (N * 25).astype("u1").view("i1"), {"_Unsigned": "true", "missing_value": np.int8(50)}, {})})


@case("uint8 with a missing value that it cannot have")
def fill_outside(path):
    raw(path, {"a": (DIMS, "u1", 246 + N, {"missing_value": np.int32(-1)}, {}),
               "b": (DIMS, "i4", N, {"missing_value": 4.0}, {}), "c": (DIMS, "i4", N, {"missing_value": 4.5}, {})})


@case("uint8 that stands for signed")
def signed(path):
    raw(path, {"a": (DIMS, "u1", (N * 25).astype("u1"), {"_Unsigned": "false"}, {})})


@case("_Unsigned on a float")
def unsigned_float(path):
    raw(path, {"a": (DIMS, "f8", A, {"_Unsigned": "true"}, {})})


@case("truth values as xarray writes them, of 1 and of 8 bytes and of floats")
def bools(path):
    save(path, posterior(a=(DIMS, N % 3 == 0)))
    with netCDF4.Dataset(path, "a") as file:
        g = file["posterior"]
        for name, dtype in (("b", "i8"), ("c", "f8")):
            v = g.createVariable(name, dtype, DIMS)
            v[...] = N % 2
            v.setncattr("dtype", "bool")


@case("truth values with a missing one")
def bools_missing(path):
    raw(path, {"a": (DIMS, "i1", np.where(N == 4, -1, N % 2), {"dtype": "bool"}, {"fill_value": -1}),
               "b": (DIMS, "f8", A, {}, {})})


@case("labels that are truth values")
def bools_labels(path):
    dataset = xr.Dataset({"th": ((*DIMS, "k"), TH[..., :2])}, {"chain": [0, 1], "k": [True, False]})
    save(path, dataset)


@case("labels that are dates")
def dates(path):
    days = np.array(["2020-02-28", "2020-02-29", "2020-03-01"], "M8[ns]")
    hours = np.array(["2020-02-28T06:00", "2020-02-29T00:00", "2020-03-01T00:30:15"], "M8[ns]")
    save(path, xr.Dataset({"th": ((*DIMS, "day"), TH), "u": (("hour",), [1.0, 2, 3])}, {"day": days, "hour": hours}))


@case("dates as floats, with a zone, before 1970, in an old calendar")
def dates_odd(path):
    raw(path, {"k": (("k",), "f8", [0.25, 1.5, 2.0], {"units": "hours since 1969-12-31 23:00:00 -1:00"}, {}),
               "th": ((*DIMS, "k"), "f8", TH, {}, {}),
               "draw": (("draw",), "i4", np.arange(5), {"units": "days since 2000-02-27", "calendar": "noleap"}, {})})


@case("dates before 1582 in the mixed calendar")
def dates_old(path):
    raw(path, {"k": (("k",), "i4", [1, 2, 3], {"units": "days since 1500-01-01", "calendar": "standard"}, {}),
               "th": ((*DIMS, "k"), "f8", TH, {}, {})})


@case("a variable of dates, and its bounds, which have no units of their own")
def dates_variable(path):
    raw(path, {"a": (DIMS, "f8", A, {}, {}),
               "when": (DIMS, "i4", N, {"units": "days since 2000-01-01", "bounds": "limits"}, {}),
               "limits": ((*DIMS, "k"), "f8", TH, {}, {})})


@case("units that say since but no date")
def dates_none(path):
    raw(path, {"a": (DIMS, "f8", A, {"units": "metres since breakfast"}, {}), "b": (DIMS, "f8", A, {}, {})})


@case("durations: units of time without a date")
def durations(path):
    raw(path, {"a": (DIMS, "f8", A, {"units": "seconds"}, {}), "b": (DIMS, "i8", N, {"units": "days"}, {})})


@case("durations as xarray writes them since 2025, and labels that are durations")
def durations_new(path):
    raw(path, {"k": (("k",), "i8", [1, 2, 4], {"units": "hours"}, {}), "th": ((*DIMS, "k"), "f8", TH, {}, {}),
               "a": (DIMS, "i8", N, {"units": "milliseconds", "dtype": "timedelta64[ms]"}, {})})


@case("labels that are text, one of them missing by missing_value, another by a list of them")
def labels_missing(path):
    words = lambda *labels: np.array(labels, object)
    raw(path, {"k": (("k",), str, words("x", "NA", "y"), {"missing_value": "NA"}, {}), "th": ((*DIMS, "k"), "f8", TH, {}, {}),
               "m": (("m",), str, words("x", "none"), {"missing_value": ["NA", "none"]}, {}), "u": (("m",), "f8", [1, 2], {}, {}),
               "w": (("w",), str, words("x", "y"), {"missing_value": "NA"}, {}), "v": (("w",), "f8", [1, 2], {}, {})},
        sizes={"chain": CHAINS, "draw": DRAWS, "k": K, "m": 2, "w": 2})


@case("labels of characters, one of them missing by _FillValue")
def characters_missing(path):
    names = netCDF4.stringtochar(np.array(["a", "-", "c"], "S1")).reshape(3, 1)
    raw(path, {"k": (("k", "letters"), "S1", names, {}, {"fill_value": "-"}), "th": ((*DIMS, "k"), "f8", TH, {}, {})},
        sizes={"chain": CHAINS, "draw": DRAWS, "k": K, "letters": 1})


@case("coordinates besides the labels: numbers, texts, a scalar")
def coordinates(path):
    dataset = posterior(th=((*DIMS, "k"), TH)).assign_coords(
        uranium=("k", [0.1, 0.2, 0.3]), long_name=("k", ["a", "b", "c"]), quantile=0.5, lp=(DIMS, A))
    save(path, dataset)


@case("the same in an attribute of the group")
def coordinates_global(path):
    raw(path, {"a": (DIMS, "f8", A, {}, {}), "w": (("k",), "f8", [1, 2, 3], {}, {})})
    with netCDF4.Dataset(path, "a") as file:
        file["posterior"].coordinates = "w"


@case("labels of characters, as R, Fortran and NCO write them")
def characters(path):
    names = netCDF4.stringtochar(np.array(["alpha", "be", ""], "S5"))
    raw(path, {"k": (("k", "letters"), "S1", names, {}, {}), "th": ((*DIMS, "k"), "f8", TH, {}, {})},
        sizes={"chain": CHAINS, "draw": DRAWS, "k": K, "letters": 5})


@case("the same in UTF-8, and an unused dim")
def characters_utf8(path):
    names = np.array([list(n.encode().ljust(6, b"\0")) for n in ("α", "Ñandú"[:4], "z")], "u1").view("S1")
    raw(path, {"k": (("k", "letters"), "S1", names, {"_Encoding": "utf-8"}, {}), "th": ((*DIMS, "k"), "f8", TH, {}, {})},
        sizes={"chain": CHAINS, "draw": DRAWS, "k": K, "letters": 6, "unused": 4})


@case("the same in Latin 1")
def characters_latin(path):
    names = np.array([list(n.encode("latin-1").ljust(4, b"\0")) for n in ("né", "ñ", "z")], "u1").view("S1")
    raw(path, {"k": (("k", "letters"), "S1", names, {"_Encoding": "latin-1"}, {}), "th": ((*DIMS, "k"), "f8", TH, {}, {})},
        sizes={"chain": CHAINS, "draw": DRAWS, "k": K, "letters": 4})


@case("variables of text: characters, variable and fixed length")
def texts(path):
    names = netCDF4.stringtochar(np.array(["alpha", "be", ""], "S5"))
    raw(path, {"chars": (("k", "letters"), "S1", names, {}, {}),
               "words": (("k",), str, np.array(["x", "", "東京"], object), {}, {}),
               "a": (DIMS, "f8", A, {}, {})},
        sizes={"chain": CHAINS, "draw": DRAWS, "k": K, "letters": 5})


# ---- what was never written ---------------------------------------------------------------------------------------------------


@case("never written, by the C library: its default fill values")
def unwritten(path):
    raw(path, {"d": (DIMS, "f8", None, {}, {}), "f": (DIMS, "f4", None, {}, {}), "i": (DIMS, "i4", None, {}, {}),
               "s": (DIMS, "i2", None, {}, {}), "u": (DIMS, "u8", None, {}, {}), "c": (DIMS, "f8", None, {}, {"zlib": True})})


@case("never written, with fill values of their own")
def unwritten_own(path):
    raw(path, {"d": (DIMS, "f8", None, {}, {"fill_value": -1.0}), "i": (DIMS, "i4", None, {}, {"fill_value": -5}),
               "p": (DIMS, "i2", None, {"scale_factor": 0.5}, {"fill_value": 8, "zlib": True})})


@case("never written and never filled: no value at all")
def unwritten_nofill(path):
    raw(path, {"d": (DIMS, "f8", None, {}, {"fill_value": False, "zlib": True, "chunksizes": (1, 5)}),
               "b": (DIMS, "f8", A, {}, {})})
    # The C library lets HDF5 write the space of contiguous data early; in chunks nothing is there.


@case("labels never written")
def unwritten_labels(path):
    raw(path, {"k": (("k",), "i4", None, {}, {}), "th": ((*DIMS, "k"), "f8", TH, {}, {})})


@case("some chunks written, by h5py, with fill values 7, NaN, 0")
def chunks_missing(path):
    def fill(g):
        for name, options in {"a": {"fillvalue": 7.0}, "b": {"fillvalue": np.nan}, "c": {}}.items():
            v = g.create_dataset(name, (CHAINS, DRAWS), "f8", chunks=(1, 2), **options)
            attach(g, v, DIMS)
            v[0, 1:3] = [1.5, 2.5]
        v = g.create_dataset("d", (CHAINS, DRAWS), ">i2", chunks=(1, 2), fillvalue=-3, compression="gzip")
        attach(g, v, DIMS)
        v[1, 4] = 12

    hdf(path, fill)


@case("contiguous data never written, by h5py, with and without a fill value")
def contiguous_missing(path):
    def fill(g):
        for name, options in {"a": {"fillvalue": 7.0}, "b": {}}.items():
            attach(g, g.create_dataset(name, (CHAINS, DRAWS), "f8", **options), DIMS)
        attach(g, g.create_dataset("i", (CHAINS, DRAWS), "u2", fillvalue=65535), DIMS)

    hdf(path, fill)


@case("an unlimited dim, written to different lengths")
def unlimited(path):
    with netCDF4.Dataset(path, "w") as file:
        g = file.createGroup("posterior")
        g.createDimension("chain", None)
        g.createDimension("draw", None)
        for name, dtype, values, options in (("a", "f8", A, {}), ("b", "f8", A[:, :3], {}),
                                             ("m", "f8", A[:, :2], {"fill_value": -9.0}), ("i", "i4", N[:1, :4], {}),
                                             ("n", "f8", None, {}), ("p", "i2", N[:, :4], {"fill_value": -1})):
            v = g.createVariable(name, dtype, DIMS, chunksizes=(1, 4), **options)
            if values is not None:
                v[: len(values), : len(values[0])] = values
        g["p"].scale_factor = 0.5
        g.createVariable("draw", "i4", ("draw",), chunksizes=(8,))[:] = [10, 20, 30]


@case("an unlimited dim of the root, longest in another group")
def unlimited_root(path):
    with netCDF4.Dataset(path, "w") as file:
        file.createDimension("chain", 2)
        file.createDimension("draw", None)
        for group, length in (("posterior", 3), ("sample_stats", 5)):
            file.createGroup(group).createVariable("a", "f8", DIMS, chunksizes=(2, 4))[:, :length] = A[:, :length]


@case("deflated zeros, 350 times what they take in the file, beside a plain variable")
def zeros(path):
    plain = np.resize(A, (4, 1000))
    raw(path, {"a": (DIMS, "f8", plain, {}, {}),
               "z": ((*DIMS, "k"), "f8", np.zeros((4, 1000, 700)), {}, {"zlib": True, "chunksizes": (1, 250, 700)})},
        sizes={"chain": 4, "draw": 1000, "k": 700})


# ---- dims -----------------------------------------------------------------------------------------------------------------------


@case("dims in the order draw, chain, k")
def draw_chain(path):
    dataset = posterior(a=(DIMS, A), th=((*DIMS, "k"), TH))
    save(path, dataset.transpose("draw", "chain", "k"))


@case("dims in the order k, draw, chain; truth values and integers too")
def last_chain(path):
    dataset = posterior(th=((*DIMS, "k"), TH), n=(DIMS, N), z=(DIMS, N > 4))
    save(path, dataset.transpose("k", "draw", "chain"))


@case("no chain, no draw, and draws stacked as sample")
def chainless(path):
    raw(path, {"a": (("draw",), "f8", A[0], {}, {}), "b": (("chain",), "f8", [1, 2], {}, {}),
               "c": (("k", "sample"), "f8", TH.reshape(10, 3).T, {}, {})},
        sizes={"chain": CHAINS, "draw": DRAWS, "k": K, "sample": 10})


@case("chain and draw belong to the parent group, as in a DataTree; chains 1 and 2")
def inherited(path):
    with netCDF4.Dataset(path, "w") as file:
        for dim, labels in (("chain", [1, 2]), ("draw", np.arange(5) * 10)):
            file.createDimension(dim, len(labels))
            file.createVariable(dim, "i8", (dim,))[:] = labels
        for group in ("posterior", "sample_stats"):
            g = file.createGroup(group)
            g.createDimension("k", K)
            g.createVariable("k", str, ("k",))[:] = np.array(["u", "v", "w"], object)
            g.createVariable("a", "f8", DIMS)[:] = A
            g.createVariable("th", "f8", (*DIMS, "k"))[:] = TH


@case("a group has a dim k of its own and uses the one of its parent too")
def shadowed(path):
    with netCDF4.Dataset(path, "w") as file:
        file.createDimension("chain", 2)
        file.createDimension("draw", 5)
        file.createDimension("k", 3)
        file.createVariable("k", "i4", ("k",))[:] = [7, 8, 9]
        g = file.createGroup("posterior")
        g.createVariable("a", "f8", (*DIMS, "k"))[:] = TH
        h = file.createGroup("prior")
        h.createDimension("k", 2)
        h.createVariable("k", "i4", ("k",))[:] = [1, 2]
        h.createVariable("a", "f8", (*DIMS, "k"))[:] = TH[..., :2]


@case("groups in groups, and a group without anything")
def nested(path):
    save(path, posterior(a=(DIMS, A)))
    save(path, posterior(b=(DIMS, A)), group="posterior/inner", mode="a")
    save(path, posterior(b=(DIMS, A)), group="outer/inner", mode="a")
    with netCDF4.Dataset(path, "a") as file:
        file.createGroup("prior")


@case("a dataset in the root group, as Dataset.to_netcdf writes it")
def rootonly(path):
    save(path, posterior(a=(DIMS, A), th=((*DIMS, "k"), TH)), group=None)


@case("a variable in the root group beside a posterior")
def root_too(path):
    save(path, posterior(a=(DIMS, A)))
    save(path, xr.Dataset({"stray": ("q", [1.0, 2.0])}), group=None, mode="a")


@case("dims of length 0: no draws, and an empty vector")
def zero(path):
    raw(path, {"a": (DIMS, "f8", None, {}, {}), "e": (("chain", "none"), "f8", None, {}, {}), "s": ((), "f8", 1.5, {}, {})},
        sizes={"chain": CHAINS, "draw": 0, "none": 0})


@case("scalars of every type, and vectors of one")
def scalars(path):
    raw(path, {"d": ((), "f8", 2.5, {}, {}), "i": ((), "i4", -3, {}, {}), "b": ((), "i1", 1, {"dtype": "bool"}, {}),
               "one": (("one",), "f8", [4.5], {}, {}), "p": ((), "i2", 5, {"scale_factor": 0.5}, {})},
        group="observed_data", sizes={"one": 1})


@case("dims without labels")
def unlabelled(path):
    raw(path, {"th": ((*DIMS, "k"), "f8", TH, {}, {})})


@case("no dims at all, by h5py")
def dimless(path):
    with h5py.File(path, "w") as file:
        file["posterior/a"] = A
        file["posterior/th"] = TH


@case("dims longer and shorter than the data, by h5py")
def dims_mismatched(path):
    def fill(g):
        put(g, "a", A)
        g["long"] = np.arange(7)
        g["long"].make_scale("long")
        g["short"] = np.arange(4)
        g["short"].make_scale("short")
        put(g, "b", A, ("chain", "long"))
        put(g, "c", A, ("chain", "short"))

    hdf(path, fill)


@case("scales in another group, by h5py")
def dims_elsewhere(path):
    with h5py.File(path, "w") as file:
        for name, values in (("chain", [5, 6]), ("draw", np.arange(5))):
            file["coords/" + name] = values
            file["coords/" + name].make_scale(name)
        v = file.create_dataset("posterior/a", data=A)
        v.dims[0].attach_scale(file["coords/chain"])
        v.dims[1].attach_scale(file["coords/draw"])


@case("a dim twice in one variable")
def dim_twice(path):
    raw(path, {"cov": ((*DIMS, "k", "k"), "f8", np.arange(90).reshape(2, 5, 3, 3), {}, {}), "a": (DIMS, "f8", A, {}, {})})


@case("a variable with the name of a dim that it does not have")
def like_a_dim(path):
    with netCDF4.Dataset(path, "w") as file:
        g = file.createGroup("posterior")
        for dim, size in (("chain", 2), ("draw", 5), ("k", 3)):
            g.createDimension(dim, size)
        g.createVariable("th", "f8", (*DIMS, "k"))[:] = TH
        g.createVariable("k", "f8", DIMS)[:] = A


@case("the same where the dim is one of the root group")
def like_a_dim_of_the_root(path):
    with netCDF4.Dataset(path, "w") as file:
        for dim, size in (("chain", 2), ("draw", 5), ("k", 3)):
            file.createDimension(dim, size)
        file.createVariable("k", "i4", ("k",))[:] = [4, 5, 6]
        g = file.createGroup("posterior")
        g.createVariable("k", "f8", DIMS)[:] = A
        g.createVariable("th", "f8", (*DIMS, "k"))[:] = TH


@case("labels of two dims: a variable with the name of its first dim")
def labels_of_two(path):
    raw(path, {"k": (("k", "two"), "f8", np.arange(6).reshape(3, 2), {}, {}), "th": ((*DIMS, "k"), "f8", TH, {}, {})},
        sizes={"chain": CHAINS, "draw": DRAWS, "k": K, "two": 2})


@case("labels that repeat, are not sorted, negative, not whole")
def labels_odd(path):
    raw(path, {"chain": (("chain",), "i8", [3, 3], {}, {}), "draw": (("draw",), "f4", [0.5, 0.25, -1, 1e10, np.nan], {}, {}),
               "a": (DIMS, "f8", A, {}, {})})


@case("names with spaces, brackets, dots, quotes and letters of all scripts")
def names(path):
    names_ = ["a b", "a[1]", "a.b", "β", "東京", "it's", "a\"b", "a,b"]
    save(path, posterior(**{n: (DIMS, A + i) for i, n in enumerate(names_)}))


# ---- dimension scales of h5py ------------------------------------------------------------------------------------------------


@case("two scales on one dim, and scales without names")
def scales(path):
    with h5py.File(path, "w") as file:
        g = file.create_group("posterior")
        for name, values in (("chain", [0, 1]), ("draw", np.arange(5)), ("other", np.arange(5) * 2.0)):
            g[name] = values
            g[name].make_scale()
        v = g.create_dataset("a", data=A)
        v.dims[0].attach_scale(g["chain"])
        v.dims[1].attach_scale(g["draw"])
        v.dims[1].attach_scale(g["other"])
        w = g.create_dataset("b", data=A)
        w.dims[0].attach_scale(g["chain"])


@case("written by h5netcdf, compressed, with truth values as an enumeration")
def h5netcdf(path):
    dataset = posterior(a=(DIMS, A), th=((*DIMS, "k"), TH), n=(DIMS, N), z=(DIMS, N > 4))
    dataset.to_netcdf(path, group="posterior", engine="h5netcdf", encoding={"th": {"zlib": True, "shuffle": True}})


# ---- types ----------------------------------------------------------------------------------------------------------------------


@case("every number of netCDF-4, and both byte orders")
def numbers(path):
    variables = {}
    for i, dtype in enumerate(["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"]):
        variables[dtype] = (DIMS, dtype, N + i, {}, {})
    for dtype in ["i2", "i4", "u8", "f4", "f8"]:
        variables["big_" + dtype] = (DIMS, dtype, N, {}, {"endian": "big"})
    raw(path, variables)


@case("the ends of the ranges, and all that floats can be")
def extremes(path):
    raw(path, {"i8": (("k",), "i8", [-(2**63), 2**63 - 1, 2**53 + 1], {}, {}),
               "f8": (("k",), "f8", [np.inf, -np.inf, np.nan], {}, {}), "z": (("k",), "f8", [-0.0, 5e-324, 1.7e308], {}, {}),
               "f4": (("k",), "f4", [1e-45, 3.4e38, 16777217], {}, {})}, group="observed_data")


@case("uint64 beyond the range of int64")
def uint64(path):
    raw(path, {"u": (DIMS, "u8", np.uint64(2**63) + N.astype("u8"), {}, {}),
               "m": (DIMS, "u8", np.where(N == 2, np.uint64(2**64 - 2), N.astype("u8")), {}, {"fill_value": 2**64 - 2}),
               "a": (DIMS, "f8", A, {}, {})})


@case("float16 and long double")
def floats_odd(path):
    hdf(path, lambda g: (put(g, "half", A, dtype="f2"), put(g, "long", A, dtype=np.longdouble), put(g, "a", A)))


@case("complex numbers")
def complexes(path):
    hdf(path, lambda g: (put(g, "z", A + 1j), put(g, "a", A)))


@case("compound, opaque, enumeration, lists of numbers, by the C library")
def usertypes(path):
    raw(path, {"a": (DIMS, "f8", A, {}, {})})
    with netCDF4.Dataset(path, "a") as file:
        g = file["posterior"]
        compound = g.createCompoundType(np.dtype([("x", "f8"), ("n", "i4")]), "pair")
        v = g.createVariable("pairs", compound, ("k",))
        v[:] = np.array([(1.5, 1), (2.5, 2), (3.5, 3)], compound.dtype)
        enum = g.createEnumType(np.int8, "cover", {"clear": 0, "cloudy": 1})
        g.createVariable("sky", enum, DIMS)[:] = N % 2
        ragged = g.createVLType(np.float64, "list")
        r = g.createVariable("lists", ragged, ("k",))
        for i in range(3):
            r[i] = np.arange(i + 1.0)


@case("opaque, references, arrays as elements, bit fields, by h5py")
def hdftypes(path):
    def fill(g):
        put(g, "a", A)
        put(g, "opaque", np.arange(3).astype("V8"), ("k",))
        put(g, "times", np.array([1, 2, 3], "M8[s]").astype(h5py.opaque_dtype("M8[s]")), ("k",))
        r = g.create_dataset("refs", (3,), h5py.ref_dtype)
        r[:] = [g["a"].ref] * 3
        attach(g, r, ("k",))
        q = g.create_dataset("regions", (3,), h5py.regionref_dtype)
        q[0] = g["a"].regionref[0]
        rows = h5py.h5t.array_create(h5py.h5t.IEEE_F64LE, (2,))
        h5py.h5d.create(g.id, b"rows", rows, h5py.h5s.create_simple((3,)))
        space = h5py.h5s.create_simple((3,))
        h5py.h5d.create(g.id, b"bits", h5py.h5t.STD_B8LE, space)

    hdf(path, fill)


@case("an enumeration that is not h5py's truth values, and one that is")
def enums(path):
    def fill(g):
        put(g, "flag", N % 2 == 0)
        put(g, "swapped", N % 2, dtype=h5py.enum_dtype({"FALSE": 1, "TRUE": 0}, "i1"))
        put(g, "colour", N % 3, dtype=h5py.enum_dtype({"RED": 0, "GREEN": 1, "BLUE": 2}, "i4"))

    hdf(path, fill)


@case("integers of 3 bytes and of 12 bits, floats of another layout")
def precisions(path):
    def fill(g):
        put(g, "a", A)
        for name, size, precision in (("three", 3, 24), ("twelve", 2, 12)):
            t = h5py.h5t.STD_I32LE.copy()
            t.set_size(size)
            t.set_precision(precision)
            d = h5py.h5d.create(g.id, name.encode(), t, h5py.h5s.create_simple((CHAINS, DRAWS)))
            d.write(h5py.h5s.ALL, h5py.h5s.ALL, N.astype("i4"))
        t = h5py.h5t.IEEE_F32LE.copy()
        t.set_fields(15, 7, 8, 0, 7)
        t.set_precision(16)
        t.set_size(2)
        d = h5py.h5d.create(g.id, b"bfloat16", t, h5py.h5s.create_simple((CHAINS, DRAWS)))
        d.write(h5py.h5s.ALL, h5py.h5s.ALL, A.astype("f4"))

    hdf(path, fill)


@case("datasets without any value (null dataspace), by h5py")
def nothing(path):
    def fill(g):
        put(g, "a", A)
        g["nothing"] = h5py.Empty("f8")
        g["a"].attrs["nothing"] = h5py.Empty("f8")

    hdf(path, fill)


@case("committed datatypes of variables and attributes")
def committed(path):
    def fill(g):
        g["real"] = np.dtype("f8")
        v = g.create_dataset("a", data=A, dtype=g["real"])
        attach(g, v, DIMS)
        v.attrs.create("note", 2.5, dtype=g["real"])

    hdf(path, fill)


@case("text of fixed length in ASCII and UTF-8, padded with spaces and zeros, as labels")
def texts_fixed(path):
    with h5py.File(path, "w") as file:
        g = file.create_group("posterior")
        for dim, labels in {"chain": np.arange(2), "draw": np.arange(5), "k": np.array([b"one", b"two", b"three"]),
                            "u": np.array(["é".encode(), "日本".encode(), b""], h5py.string_dtype("utf-8", 6))}.items():
            g[dim] = labels
            g[dim].make_scale(dim)
        t = h5py.h5t.C_S1.copy()
        t.set_size(6)
        t.set_strpad(h5py.h5t.STR_SPACEPAD)
        d = h5py.h5d.create(g.id, b"s", t, h5py.h5s.create_simple((3,)))
        d.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array([b"x     ", b"y z   ", b"      "], "S6"), t)
        g["s"].make_scale("s")
        put(g, "a", TH, (*DIMS, "k"))
        put(g, "b", TH, (*DIMS, "u"))
        put(g, "c", TH, (*DIMS, "s"))


# ---- attributes ---------------------------------------------------------------------------------------------------------------


@case("attributes of many types")
def attributes(path):
    def fill(g):
        a = put(g, "a", A).attrs
        a["compound"] = np.array((1.0, 2), [("x", "f8"), ("n", "i4")])
        a["matrix"] = np.arange(4.0).reshape(2, 2)
        a["flag"] = True
        a["big"] = np.uint64(2**64 - 1)
        a["half"] = np.float16(0.5)
        a["reference"] = g.ref
        a["texts"] = ["x", "東京"]
        a["none"] = np.array([], "f8")
        a["complex"] = 1 + 2j
        a["enum"] = np.array(1, h5py.enum_dtype({"RED": 0, "GREEN": 1}, "i1"))

    hdf(path, fill)


@case("an attribute of a type that scale_factor cannot have")
def attributes_scale(path):
    def fill(g):
        put(g, "a", A).attrs["scale_factor"] = 1 + 2j
        put(g, "b", A)

    hdf(path, fill)


@case("an attribute of 70 kilobytes, and more of them than fit into a header")
def attributes_long(path):
    def fill(g):
        g.attrs["json"] = np.bytes_(b"abcdefghij" * 7000)
        v = put(g, "a", A)
        for i in range(20):
            v.attrs["note_%d" % i] = "text %d" % i

    hdf(path, fill, libver="latest")


@case("times of change in headers, and the order of all that was made")
def timed(path):
    def fill(g):
        d = g.create_dataset("a", data=A, track_times=True)
        attach(g, d, DIMS)

    hdf(path, fill, libver="latest", track_order=True)


# ---- storage --------------------------------------------------------------------------------------------------------------------

def indexed(path, shape_max, chunks, **options):
    values = (np.arange(2 * 60) * 0.5).reshape(2, 60)
    with h5py.File(path, "w", libver="latest") as file:
        g = file.create_group("posterior")
        v = g.create_dataset("a", (2, 60), "f8", maxshape=shape_max, chunks=chunks, fillvalue=-7.0, **options)
        v[:, :47] = values[:, :47]


@case("HDF5 1.10: one chunk")
def index_single(path):
    indexed(path, None, (2, 60), compression="gzip")


@case("HDF5 1.10: chunks without an index")
def index_implicit(path):
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_chunk((1, 7))
    plist.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    with h5py.File(path, "w", libver="latest") as file:
        g = file.create_group("posterior")
        d = h5py.h5d.create(g.id, b"a", h5py.h5t.IEEE_F64LE, h5py.h5s.create_simple((2, 60)), plist)
        h5py.Dataset(d)[:, :47] = (np.arange(2 * 47) * 0.5).reshape(2, 47)


@case("HDF5 1.10: chunks in a fixed array")
def index_fixed(path):
    indexed(path, None, (1, 7))


@case("HDF5 1.10: a fixed array of a dataset that may become larger")
def index_fixed_limit(path):
    indexed(path, (5, 90), (1, 7))


@case("HDF5 1.10: compressed chunks in a fixed array")
def index_fixed_compressed(path):
    indexed(path, None, (1, 7), compression="gzip", shuffle=True, fletcher32=True)


@case("HDF5 1.10: a fixed array in pages")
def index_fixed_pages(path):
    with h5py.File(path, "w", libver="latest") as file:
        v = file.create_group("observed_data").create_dataset("a", (9300,), "i1", chunks=(1,), fillvalue=3)
        v[5:30] = np.arange(25)
        v[2590:2600] = 9
        v[8200:8210] = -5


@case("HDF5 1.10: chunks in an extensible array")
def index_extensible(path):
    indexed(path, (2, None), (1, 1))


@case("HDF5 1.10: an extensible array whose first dim is unlimited, not the last")
def index_extensible_first(path):
    indexed(path, (None, 90), (1, 7))


@case("HDF5 1.10: compressed chunks in an extensible array")
def index_extensible_compressed(path):
    indexed(path, (2, None), (2, 3), compression="gzip")


@case("HDF5 1.10: an extensible array in pages")
def index_extensible_pages(path):
    with h5py.File(path, "w", libver="latest") as file:
        v = file.create_group("observed_data").create_dataset("a", (150000,), "i1", maxshape=(None,), chunks=(1,), fillvalue=3)
        v[0:20] = np.arange(20)
        v[4000:4010] = 8
        # From here on there are blocks of two pages, of 1024 elements each.
        first = 4 + 16 * (2**13 - 1)
        v[first + 2048 + 1500] = 9
        v[first + 5 * 2048 + 100] = 27
        v[149990:] = -5


@case("HDF5 1.10: chunks in a B-tree of version 2")
def index_btree2(path):
    indexed(path, (None, None), (1, 1))


@case("HDF5 1.10: compressed chunks in a B-tree of version 2")
def index_btree2_compressed(path):
    indexed(path, (None, None), (1, 7), compression="gzip")


@case("chunks in a B-tree of version 1, of several levels")
def index_btree1(path):
    with h5py.File(path, "w", libver="earliest") as file:
        g = file.create_group("posterior")
        v = g.create_dataset("a", (2, 60), "f8", maxshape=(None, None), chunks=(1, 1), fillvalue=-7.0)
        v[:, :47] = (np.arange(2 * 47) * 0.5).reshape(2, 47)


@case("HDF5 1.10: datasets that were emptied again, and some never written")
def index_emptied(path):
    with h5py.File(path, "w", libver="latest") as file:
        for name, limit in (("a", (None, None)), ("b", (2, None)), ("c", (3, 9))):
            v = file.create_dataset("observed_data/" + name, (2, 5), "f8", maxshape=limit, chunks=(1, 1), fillvalue=4)
            v[...] = A
            v.resize((2, 0))
            v.resize((2, 3))
            if name == "a":
                v.resize((0, 0))
            file.create_dataset("observed_data/unwritten_" + name, (2, 5), "f8", maxshape=limit, chunks=(1, 1), fillvalue=6)


@case("gzip, shuffle and checksum, alone and together")
def filters(path):
    def fill(g):
        put(g, "gzip", A, compression="gzip")
        put(g, "shuffle", A, shuffle=True)
        put(g, "checksum", A, fletcher32=True)
        put(g, "all", A, compression="gzip", shuffle=True, fletcher32=True)
        put(g, "odd", N.astype("i1"), fletcher32=True, chunks=(1, 3))

    hdf(path, fill)


@case("lzf of h5py")
def filter_lzf(path):
    hdf(path, lambda g: (put(g, "a", np.zeros((CHAINS, DRAWS)) + 1.5, compression="lzf"), put(g, "b", A)))


@case("scale-offset of HDF5")
def filter_scaleoffset(path):
    hdf(path, lambda g: (put(g, "a", N, scaleoffset=0), put(g, "b", A)))


@case("n-bit of HDF5")
def filter_nbit(path):
    def fill(g):
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_chunk((1, 5))
        plist.set_filter(5, 0, ())
        d = h5py.h5d.create(g.id, b"a", h5py.h5t.STD_I32LE, h5py.h5s.create_simple((CHAINS, DRAWS)), plist)
        d.write(h5py.h5s.ALL, h5py.h5s.ALL, N.astype("i4"))
        put(g, "b", A)

    hdf(path, fill)


@case("a filter that only its maker knows (32015, Zstandard), used, and passed over by every chunk")
def filter_unknown(path):
    def fill(g):
        for name, mask in (("used", 0), ("unused", 1)):
            plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            plist.set_chunk((CHAINS, DRAWS))
            plist.set_filter(32015, h5py.h5z.FLAG_OPTIONAL, (3,))
            d = h5py.h5d.create(g.id, name.encode(), h5py.h5t.IEEE_F64LE, h5py.h5s.create_simple((CHAINS, DRAWS)), plist)
            d.write_direct_chunk((0, 0), A.tobytes(), mask)
        put(g, "b", A)

    hdf(path, fill)


@case("compact data, inside the header")
def compact(path):
    def fill(g):
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_layout(h5py.h5d.COMPACT)
        d = h5py.h5d.create(g.id, b"a", h5py.h5t.IEEE_F64LE, h5py.h5s.create_simple((CHAINS, DRAWS)), plist)
        d.write(h5py.h5s.ALL, h5py.h5s.ALL, A)
        attach(g, g["a"], DIMS)

    hdf(path, fill)


@case("numbers in another file (external storage)")
def external(path):
    def fill(g):
        v = g.create_dataset("a", (CHAINS, DRAWS), "f8", external=[("external.raw", 0, h5py.h5f.UNLIMITED)])
        attach(g, v, DIMS)
        put(g, "b", A)

    hdf(path, fill)


@case("a virtual dataset")
def virtual(path):
    def fill(g):
        put(g, "b", A)
        layout = h5py.VirtualLayout((CHAINS, DRAWS), "f8")
        for c in range(CHAINS):
            layout[c] = h5py.VirtualSource(".", "posterior/b", (CHAINS, DRAWS))[c]
        attach(g, g.create_virtual_dataset("a", layout), DIMS)

    hdf(path, fill, libver="latest")


@case("hard, soft, dangling and external links; old groups")
def links_old(path):
    hdf(path, linked, libver="earliest")


@case("hard, soft, dangling and external links; new groups")
def links_new(path):
    hdf(path, linked, libver="latest")


def linked(g):
    put(g, "a", A)
    g["again"] = g["a"]
    g["soft"] = h5py.SoftLink("/posterior/a")
    g["near"] = h5py.SoftLink("a")
    g["dangling"] = h5py.SoftLink("/posterior/nowhere")
    g["outside"] = h5py.ExternalLink("packed_int16.nc", "/posterior/a")


@case("links to groups: the prior is the posterior, hard and soft")
def links_groups(path):
    def fill(g):
        put(g, "a", A)
        g.parent["prior"] = g
        g.parent["predictions"] = h5py.SoftLink("/posterior")

    hdf(path, fill)


@case("512 bytes of something else before the file (user block)")
def userblock(path):
    hdf(path, lambda g: put(g, "a", A), userblock_size=512)


@case("HDF5 1.10's superblock and headers throughout")
def latest(path):
    hdf(path, lambda g: (put(g, "a", A), put(g, "th", TH, (*DIMS, "k"), compression="gzip", chunks=(1, 2, 3))), libver="latest")


@case("a dataset that grew, in chunks larger than it was at first")
def grown(path):
    def fill(g):
        v = g.create_dataset("a", (CHAINS, 0), "f8", maxshape=(CHAINS, None), chunks=(CHAINS, 2))
        v.resize((CHAINS, DRAWS))
        v[...] = A
        attach(g, v, DIMS)

    hdf(path, fill, libver="latest")


# ---- other formats --------------------------------------------------------------------------------------------------------------


@case("netCDF-3, classic")
def classic(path):
    raw(path, {"a": (DIMS, "f8", A, {}, {})}, group=None, format="NETCDF3_CLASSIC")


@case("netCDF-3, 64-bit offset")
def offset64(path):
    raw(path, {"a": (DIMS, "f8", A, {}, {})}, group=None, format="NETCDF3_64BIT_OFFSET")


@case("netCDF-3, 64-bit data (CDF-5)")
def cdf5(path):
    raw(path, {"a": (DIMS, "f8", A, {}, {})}, group=None, format="NETCDF3_64BIT_DATA")


@case("netCDF-4 of the classic model")
def classic_model(path):
    raw(path, {"a": (DIMS, "f8", A, {}, {})}, group=None, format="NETCDF4_CLASSIC")


@case("a zarr folder", "")
def zarr(path):
    posterior(a=(DIMS, A)).to_zarr(path, group="posterior", mode="w")


@case("a zarr archive", ".zip")
def zarr_zip(path):
    import zarr as z

    store = z.ZipStore(path, mode="w")
    posterior(a=(DIMS, A)).to_zarr(store, group="posterior")
    store.close()


@case("netCDF-4, packed by gzip", ".nc.gz")
def gzipped(path):
    plain = path[:-3]
    save(plain, posterior(a=(DIMS, A)))
    with open(plain, "rb") as source, open(path, "wb") as target:
        target.write(gzip.compress(source.read(), mtime=0))
    os.remove(plain)


@case("JSON of ArviZ", ".json")
def json(path):
    with open(path, "w") as file:
        file.write('{"posterior": {"a": [[0.5, -1.25]]}}')


@case("an archive of NumPy", ".npz")
def npz(path):
    np.savez(path, a=A)


@case("a file of 0 bytes")
def empty(path):
    open(path, "wb").close()


# ---- the table ------------------------------------------------------------------------------------------------------------------


def element(value):
    if isinstance(value, (bytes, np.bytes_)):
        return value.decode("utf-8", "replace")
    if isinstance(value, str):
        return value
    if isinstance(value, np.datetime64):
        return str(value)
    if isinstance(value, np.timedelta64):
        return str(value.astype("m8[ns]").astype(int))
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (float, np.floating)):
        return repr(float(value))
    return str(value)


def describe(array):
    values = np.asarray(array.values)
    flat = values.ravel()
    numeric = flat.dtype.kind in "iufb" and flat.size > 0
    with np.errstate(all="ignore"):
        mean = repr(float(np.nanmean(flat.astype(float)))) if numeric else "-"
        sd = repr(float(np.nanstd(flat.astype(float)))) if numeric else "-"
        moment = repr(float(np.nanmean(flat.astype(float) * np.arange(1, flat.size + 1)))) if numeric else "-"
    shown = "|".join(element(v) for v in flat[:120])
    kind = "str" if flat.dtype.kind in "OSU" else "compound" if flat.dtype.kind == "V" else str(flat.dtype)
    shape = ",".join(str(n) for n in values.shape)
    return "\t".join([",".join(array.dims) or "-", shape or "-", kind, mean, sd, moment, shown])


def groups_of(path):
    try:
        with h5py.File(path, "r") as file:
            found = [name for name in file if isinstance(file.get(name), h5py.Group)]
            return found + ([""] if any(isinstance(file.get(n), h5py.Dataset) for n in file) else [])
    except OSError:
        return [""]


def table(path, group, engine):
    """The lines of one group as one engine of xarray gives them, made in a process of its own: some files crash the C library."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        signal.alarm(30)
        status = 1
        try:
            options = {"phony_dims": "sort"} if engine == "h5netcdf" else {}
            with xr.open_dataset(path, group=group or None, engine=engine, **options) as dataset:
                dataset.load()
                found = [(dataset.coords, "coord"), (dataset.data_vars, "var")]
                text = "\n".join("\t".join([key, what, describe(array)]) for all_, what in found for key, array in all_.items())
            status = 0
        except BaseException as e:
            text = type(e).__name__ + ": " + (str(e).splitlines() or [""])[0]
        with os.fdopen(write, "w") as out:
            out.write(text)
        os._exit(status)
    os.close(write)
    with os.fdopen(read) as lines:
        text = lines.read()
    status = os.waitpid(child, 0)[1]
    if status == 0:
        return text.splitlines(), ""
    folder = os.path.dirname(path) + os.sep
    reason = "crash" if os.WIFSIGNALED(status) else text.replace(folder, "").replace("\t", " ")
    return None, engine + ": " + reason[:120]


def engines(name):
    # The C library (4.9.0) puts values in wrong places where an unlimited dim that is not the first is longer than a variable.
    return ("h5netcdf", "netcdf4") if name.startswith("unlimited") else ("netcdf4", "h5netcdf")


def freeze(folder):
    print("file\tgroup\tname\twhat\tdims\tshape\tdtype\tmean\tsd\tmoment\telements")
    for name in CASES:
        path = os.path.join(folder, name)
        print(name, "/", "-", "note", "-", "-", "-", "-", "-", "-", NOTES[name], sep="\t")
        for group in groups_of(path):
            reasons = []
            for engine in engines(name):
                lines, reason = table(path, group, engine)
                if lines is not None:
                    break
                reasons.append(reason)
            if lines is None:
                print(name, group or "/", "-", "refused", "-", "-", "-", "-", "-", "-", "; ".join(reasons), sep="\t")
            elif not lines:
                print(name, group or "/", "-", "empty", "-", "-", "-", "-", "-", "-", "-", sep="\t")
            for line in lines or []:
                print(name, group or "/", line, sep="\t")


def make(folder):
    os.makedirs(folder, exist_ok=True)
    here = os.getcwd()
    os.chdir(folder)
    for name, function in CASES.items():
        function(name)
    os.chdir(here)


def pack(folder, archive):
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for root, _, files in sorted(os.walk(folder)):
            for file in sorted(files):
                path = os.path.join(root, file)
                entry = zipfile.ZipInfo(os.path.relpath(path, folder), (2026, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                with open(path, "rb") as source:
                    out.writestr(entry, source.read())


if __name__ == "__main__":
    {"make": make, "freeze": freeze, "pack": pack}[sys.argv[1]](*sys.argv[2:])
