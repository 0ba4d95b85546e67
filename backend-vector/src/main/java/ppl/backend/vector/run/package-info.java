/**
 * What runs: the workspace of a caller, the home of generated classes, and the code that is plain Java because it is
 * not loops of independent elements.
 *
 * <p>In: arrays. Out: arrays. How code is generated does not belong here. Entry: {@link ppl.backend.vector.run.Code}.
 */
package ppl.backend.vector.run;
