/**
 * Kernels for loop nests of a plan: iterations as threads, combinations in the canonical order, sums by group without atomics.
 *
 * <p>In: a loop nest. Out: one kernel or several, which are launched in their order. Library calls do not belong here. Entry:
 * NestKernels.
 */
package ppl.backend.cuda.nest;
