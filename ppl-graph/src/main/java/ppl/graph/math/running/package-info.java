/**
 * What elements along an axis have come to at each place. In: a tensor and an axis. Out: ops whose laws are known by what they are. Entry:
 * {@link ppl.graph.Functions}.
 */
package ppl.graph.math.running;
