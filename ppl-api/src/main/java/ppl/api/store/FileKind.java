package ppl.api.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Formats that are mistaken for netCDF-4, each with the way to convert it. */
enum FileKind {
    CLASSIC(
            "CDF\001",
            "netCDF-3 (classic), not netCDF-4; convert it in Python by:"
                    + " xarray.open_dataset(FILE).to_netcdf(OUT, group='posterior', engine='netcdf4')"),
    OFFSET_64(
            "CDF\002",
            "netCDF-3 (64-bit offset), not netCDF-4; convert it in Python by:"
                    + " xarray.open_dataset(FILE).to_netcdf(OUT, group='posterior', engine='netcdf4')"),
    DATA_64(
            "CDF\005",
            "netCDF-3 (64-bit data, CDF-5), not netCDF-4; convert it in Python by:"
                    + " xarray.open_dataset(FILE).to_netcdf(OUT, group='posterior', engine='netcdf4')"),
    HDF4("\016\003\023\001", "HDF4, not HDF5; convert it by: h4toh5 IN OUT"),
    GZIP("\037\u008b", "packed by gzip; unpack it by: gunzip FILE"),
    BZIP2("BZh", "packed by bzip2; unpack it by: bunzip2 FILE"),
    XZ("\u00fd7zXZ", "packed by xz; unpack it by: unxz FILE"),
    ZSTANDARD("\u0028\u00b5\u002f\u00fd", "packed by Zstandard; unpack it by: unzstd FILE"),
    ZIP(
            "PK\003\004",
            "a zip archive (zarr? NumPy's npz?), not netCDF-4; for zarr, save it in Python by:"
                    + " xarray.open_zarr(FILE, group='posterior').to_netcdf(OUT, group='posterior')"),
    JSON("{", "JSON text, not netCDF-4; ArviZ converts its own by: arviz.from_json(FILE).to_netcdf(OUT)");

    private static final int LONGEST = 8;

    private final String signature;
    private final String description;

    FileKind(String signature, String description) {
        this.signature = signature;
        this.description = description;
    }

    /** What a file is that is no HDF5. */
    static String describe(HdfInput file) throws IOException {
        if (file.size() == 0) {
            return "this file is empty";
        }
        Cursor start = file.upTo(0, LONGEST);
        String bytes = new String(start.raw(start.remaining()), StandardCharsets.ISO_8859_1);
        for (FileKind kind : values()) {
            if (bytes.startsWith(kind.signature)) {
                return "this is " + kind.description;
            }
        }
        return "this is no netCDF-4 (HDF5) file";
    }

    /** What a folder is that was taken for a file. */
    static String describeFolder(Path folder) {
        boolean zarr = Files.exists(folder.resolve(".zgroup")) || Files.exists(folder.resolve("zarr.json"));
        return zarr
                ? "this is a zarr folder, not netCDF-4; save each group in Python by: xarray.open_zarr(FOLDER,"
                        + " group='posterior').to_netcdf(OUT, group='posterior', mode='a')"
                : "this is a folder, not a file";
    }
}
