/**
 * Certifies a GPU and measures it.
 *
 * <p>In: the backend {@code cuda}, on a device or emulated. Out: how many bits differ from the reference, and times beside the backend
 * {@code vector}. Entry: {@link ppl.benchmarks.gpu.Check}.
 */
package ppl.benchmarks.gpu;
