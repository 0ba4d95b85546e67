/**
 * One NUTS transition: leapfrogs, the tree over them, when it turns, and which of its states becomes the draw.
 *
 * <p>In: a state with its gradient, a metric's scale, a step size, random numbers. Out: the next state and what the
 * statistics say about the way there. Adaptation does not belong here: nothing in this package remembers an earlier
 * transition. Entry: {@link ppl.sampler.nuts.tree.Trajectory}.
 */
package ppl.sampler.nuts.tree;
