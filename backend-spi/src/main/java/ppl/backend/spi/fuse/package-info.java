/**
 * Finds the loops in a program: which nodes share one loop, in what order loops run, and where values live between them.
 *
 * <p>What is sought: the least traffic with memory, so that data are read in as few loops as can be and few values are kept
 * between loops. To find the best is hard (weighted loop fusion); the heuristics are those of the literature, each a class
 * that takes what the one before it made and changes none of it:
 *
 * <ol>
 *   <li>{@code Hoist}, loop-invariant code motion: what does not depend on a loop leaves it;
 *   <li>{@code Views}: broadcast, transpose, slice and reshape become accesses;
 *   <li>{@code Lister}: the {@code Statements}, what is to be computed and from what;
 *   <li>{@code TypedFusion}: their {@code Levels}, what may share a loop;
 *   <li>{@code LoopDistribution}: the {@code Clusters}, one for each loop, no longer than the machine takes;
 *   <li>{@code Nests}: the loops written down, with {@code Collapse}, loop coalescing, and {@code GroupSums}, what surrounds
 *       sums by group;
 *   <li>{@code BufferAssignment}: memory, by the intervals in which values live.
 * </ol>
 *
 * <p>In: a lowered program. Out: a {@link ppl.backend.spi.plan.KernelPlan}. Instructions of a machine do not belong here. A
 * kernel that passes over blocks of rows once (product with a matrix, elementwise work, product with its transpose) would be a
 * cluster of calls and loops, made between the levels and their distribution. Entry: {@link ppl.backend.spi.fuse.Fusion}.
 */
package ppl.backend.spi.fuse;
