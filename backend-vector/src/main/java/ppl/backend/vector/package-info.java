/**
 * Fused loops, emitted as bytecode.
 *
 * <p>In: a lowered program with its fusion plan. Out: an executable whose loops are generated classes, scalar at
 * first ({@code emit}), in vector registers where they are hot ({@code lanes}, {@code tier}). Decisions that change the
 * order of arithmetic do not belong here: they are taken in the lowered program.
 */
package ppl.backend.vector;
