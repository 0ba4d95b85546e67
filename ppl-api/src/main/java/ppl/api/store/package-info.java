/**
 * Results in files: netCDF-4 for everything, read by ArviZ and xarray as it is, and Stan's CSV, for R and {@code stansummary}
 * and from CmdStan and rstan.
 *
 * <p>In: {@link ppl.api.inference.InferenceData} and a path. Out: a file that is complete or not there at all; and the other way. Reading is
 * defensive: whatever the bytes are, the outcome is data or a {@link ppl.api.store.DataFormatException} that says where and why.
 * No statistics and no plots belong here.
 *
 * <p>Numbers are those that xarray reads from the same file: decoded by the CF conventions, with fill values where nothing was
 * written. What is intact and has no place in inference data is left out and named with the reason, and the rest is read; see
 * {@link ppl.api.store.NetCdf#leftOut}.
 *
 * <p>Start at {@link ppl.api.store.NetCdf}; {@code InferenceData.save} and {@code InferenceData.open} are shortcuts to it.
 */
package ppl.api.store;
