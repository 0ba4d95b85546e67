/**
 * Fused loops, emitted as bytecode.
 *
 * <p>In: a lowered program with its fusion plan. Out: an executable whose loops are one generated class. Decisions that change the
 * order of arithmetic do not belong here: they are taken in the lowered program.
 */
package ppl.backend.vector;
