/**
 * The elementary and special functions, each defined once by its expansion into exactly specified operations, so that
 * every backend gives the same bits. In: nodes of a float type; out: nodes of the same shape, with derivatives and
 * bounds beside the values. Reductions, random numbers and densities do not belong here. Entry: {@link
 * ppl.graph.Functions}; a function of your own implements {@link ppl.graph.math.Univariate}.
 */
package ppl.graph.math;
