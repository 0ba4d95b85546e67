/**
 * Kernels for all that is no loop nest: matrix products and factors, solves, sorts, cumulative sums, the ends of sums by group. Each
 * follows the order that its primitive states, with a thread or a block of threads for as much as is independent in it.
 *
 * <p>In: a library call or a kernel on whole buffers. Out: kernels, which are launched in their order. Entry: RoutineKernels.
 */
package ppl.backend.cuda.routine;
