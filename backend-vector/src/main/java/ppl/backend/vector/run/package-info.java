/**
 * What runs: the workspace of a caller, the home of generated classes, and the parts that are plain Java because they are
 * not loops of independent elements.
 *
 * <p>In: arrays. Out: arrays. How code is generated does not belong here. Entry: {@link ppl.backend.vector.run.Part}.
 */
package ppl.backend.vector.run;
