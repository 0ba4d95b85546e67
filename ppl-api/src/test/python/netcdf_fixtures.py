"""Writes small netCDF-4 files as other programs write them, for the reader's tests.

Usage: python netcdf_fixtures.py FOLDER        (needs arviz 0.23, h5py, h5netcdf; netCDF4 where it is there)

arviz.nc        ArviZ's default: h5netcdf, compressed chunks
many.nc         60 variables and 30 attributes: dense groups and attributes
old.nc          h5py in its oldest format: symbol tables, version-1 headers, several layouts, dtypes and filters
netcdf_c.nc     the C library through netCDF4 (left as it is where netCDF4 is missing)
"""

import pathlib
import sys
import warnings

warnings.simplefilter("ignore")
import numpy as np  # noqa: E402

CHAINS, DRAWS = 2, 5


def counting(*shape):
    return np.arange(np.prod(shape, dtype=int), dtype=float).reshape(shape)


def arviz_file(path):
    import arviz as az

    az.from_dict(
        posterior={"mu": counting(CHAINS, DRAWS), "theta": -counting(CHAINS, DRAWS, 3), "k": counting(CHAINS, DRAWS).astype("int32")},
        sample_stats={"diverging": counting(CHAINS, DRAWS) % 3 == 0, "energy": counting(CHAINS, DRAWS).astype("float32") / 4},
        observed_data={"y": np.array([1.5, np.nan, 3.0])},
        coords={"school": ["Choate", "Ñandú", "東京"]},
        dims={"theta": ["school"]},
        attrs={"note": "made by ArviZ"},
    ).to_netcdf(str(path))


def many_file(path):
    import arviz as az

    az.from_dict(
        posterior={f"v{i:03}": counting(1, 4) + i for i in range(60)},
        posterior_attrs={f"note_{i}": f"text {i}" for i in range(30)},
    ).to_netcdf(str(path))


def old_file(path):
    import h5py

    with h5py.File(path, "w", libver="earliest") as f:
        group = f.create_group("posterior")
        scales = {}
        for name, size in (("chain", CHAINS), ("draw", DRAWS), ("i", 3)):
            scales[name] = group.create_dataset(name, data=np.arange(size, dtype="uint16"))
            scales[name].make_scale(name)

        def add(name, data, dims, **options):
            d = group.create_dataset(name, data=data, **options)
            for axis, dim in enumerate(dims):
                d.dims[axis].attach_scale(scales[dim])

        sampled = ("chain", "draw", "i")
        add("chunked", counting(CHAINS, DRAWS, 3), sampled, chunks=(1, 2, 2), compression="gzip", shuffle=True, fletcher32=True)
        add("big_endian", counting(CHAINS, DRAWS, 3).astype(">f8"), sampled)
        add("float32", counting(CHAINS, DRAWS, 3).astype("<f4"), sampled, chunks=(2, 5, 3))
        add("int8", counting(CHAINS, DRAWS, 3).astype("i1"), sampled)
        add("uint32", counting(CHAINS, DRAWS, 3).astype(">u4"), sampled)
        add("flags", counting(CHAINS, DRAWS, 3) % 2 == 0, sampled)
        add("many_chunks", counting(CHAINS, DRAWS, 3), sampled, chunks=(1, 1, 1))
        group.create_dataset("scalar", data=2.5)
        group.create_dataset("no_dims", data=[1.0, 2.0])
        group.create_dataset("words", data="not a number")
        group.create_dataset("empty", shape=(0,), dtype="f8")
        group.create_dataset("unwritten", shape=(3,), dtype="f8")
        group.attrs["fixed"] = np.bytes_("fixed text")
        group.attrs["list"] = [1.5, 2.5]
        group.attrs["number"] = np.int16(-3)


def netcdf_c_file(path):
    try:
        import netCDF4
    except ImportError:
        print("netCDF4 is not there: netcdf_c.nc is left as it is")
        return
    with netCDF4.Dataset(path, "w") as f:
        group = f.createGroup("posterior")
        for name, size in (("chain", CHAINS), ("draw", DRAWS), ("school", 2), ("unlabelled", 3)):
            group.createDimension(name, size)
        group.createVariable("school", str, ("school",))[:] = np.array(["Choate", "東京"], dtype=object)
        group.createVariable("theta", "f8", ("chain", "draw", "school"))[:] = counting(CHAINS, DRAWS, 2)
        group.createVariable("packed", "i4", ("chain", "draw", "unlabelled"), zlib=True)[:] = counting(CHAINS, DRAWS, 3)
        group.setncattr("note", "made by the C library")


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    for make in (arviz_file, many_file, old_file, netcdf_c_file):
        try:
            make(folder / (make.__name__.removesuffix("_file") + ".nc"))
        except ImportError as e:
            print(f"{make.__name__}: {e}")
