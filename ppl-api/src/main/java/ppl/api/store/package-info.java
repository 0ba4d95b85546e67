/**
 * Results in files: netCDF-4 for everything, read by ArviZ and xarray as it is, and Stan's CSV, for R and {@code stansummary}
 * and from CmdStan and rstan.
 *
 * <p>In: {@link ppl.api.inference.InferenceData} and a path. Out: a file that is complete or not there at all; and back. Reading is
 * defensive: whatever the bytes are, the outcome is data or a {@link ppl.api.store.DataFormatException} that says where and why.
 * No statistics and no plots belong here.
 *
 * <p>Start at {@link ppl.api.store.NetCdf}; {@code InferenceData.save} and {@code InferenceData.open} are shortcuts to it.
 */
package ppl.api.store;
