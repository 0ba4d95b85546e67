/**
 * The normal law's distribution function and quantile, in plain and in log form, and the error functions, one record
 * each. In: nodes; out: values that keep their relative accuracy in the tails. Densities do not belong here. Entry:
 * {@link ppl.graph.Functions}.
 */
package ppl.graph.math.normal;
