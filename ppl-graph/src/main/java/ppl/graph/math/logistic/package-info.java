/**
 * Functions of log-probabilities and log-odds: the logistic family and sums and differences in log space, one record
 * each. In: nodes on the log scale; out: values without overflow or cancellation. Entry: {@link
 * ppl.graph.Functions}.
 */
package ppl.graph.math.logistic;
