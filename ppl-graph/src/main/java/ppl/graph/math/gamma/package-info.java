/**
 * The gamma function in log form, its derivatives and what is built on them, one record each. In: nodes; out: values
 * that stay accurate near zeros and for large arguments. Entry: {@link ppl.graph.Functions}.
 */
package ppl.graph.math.gamma;
