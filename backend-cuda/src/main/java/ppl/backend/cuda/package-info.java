/**
 * The GPU backend.
 *
 * <p>In: a lowered program. Out: an executable that runs kernels on a device, or on one that is emulated, with the bits of the other
 * backends. Elementwise arithmetic of its own does not belong here. Entry: CudaBackend.
 */
package ppl.backend.cuda;
