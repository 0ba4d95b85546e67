/**
 * Runs a small program at several points at once, a point in each lane.
 *
 * <p>In: the plan of a program for one point. Out: code that computes as many points as a register has lanes, each with the bits it
 * has alone, or the reason why a plan has to be run point by point. When such code is used does not belong here. Classes here link the Vector API: they
 * are touched only where {@link ppl.backend.vector.simd.Simd} says that there are lanes. Entry: {@link
 * ppl.backend.vector.points.PointsCode}.
 */
package ppl.backend.vector.points;
