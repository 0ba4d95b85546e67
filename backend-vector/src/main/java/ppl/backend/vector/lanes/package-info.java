/**
 * Writes innermost loops for vector registers, in bytecode that calls the Vector API.
 *
 * <p>In: a loop nest of a plan. Out: code with the bits of the scalar code, whatever the width, or the reason why a nest
 * stays scalar. When such code is worth making, and everything around the innermost loop, does not belong here. Classes here link the
 * Vector API: they are touched only where {@link ppl.backend.vector.simd.Simd} says that there are lanes. Entry: {@link
 * ppl.backend.vector.lanes.LaneLoop}.
 */
package ppl.backend.vector.lanes;
