/**
 * Finds the loops in a program: which nodes share one loop, in what order loops run, and where values live between them.
 *
 * <p>In: a lowered program. Out: a {@link ppl.backend.spi.plan.KernelPlan}. The steps, one class each: {@code Hoist} moves
 * work that does not depend on a loop out of it; {@code Views} turns broadcast, transpose, slice and reshape into
 * accesses; {@code Items} lists what is to be computed; {@code Levels} decides what may share a loop; {@code Drafts}
 * cuts the loops; {@code Nests} writes them down; {@code Slots} assigns memory. Instructions of a machine do not belong
 * here. Entry: {@link ppl.backend.spi.fuse.Fusion}.
 */
package ppl.backend.spi.fuse;
