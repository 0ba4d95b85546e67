/**
 * Gibbs sampling of whole numbers with few values: every value is evaluated, and another one is drawn by its conditional probability.
 *
 * <p>In: log-densities at all values of a coordinate, or the parts of all coordinates of a block. Out: a chain. Walks, which evaluate one
 * value and need not know how many there are, do not belong here. Entry: {@link ppl.sampler.rw.gibbs.GibbsMetropolis}.
 */
@NullMarked
package ppl.sampler.rw.gibbs;

import org.jspecify.annotations.NullMarked;
