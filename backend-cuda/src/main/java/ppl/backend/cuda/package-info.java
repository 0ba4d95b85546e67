/**
 * The GPU backend.
 *
 * <p>In: a lowered program. Out: for now only the answer whether there is a device, and a refusal to compile. Elementwise arithmetic
 * of its own does not belong here: it must give the bits of the other backends. Entry: CudaBackend.
 */
package ppl.backend.cuda;
