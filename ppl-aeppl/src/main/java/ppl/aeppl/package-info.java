/**
 * From random graphs to log-densities.
 *
 * <p>In: a graph with random nodes and the values given to them. Out: one log-density factor per valued node, with the Jacobian
 * factors of the transforms apart. Models, sampling and execution do not belong here.
 */
package ppl.aeppl;
