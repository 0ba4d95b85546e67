/**
 * The contract between graphs and the machines that run them.
 *
 * <p>In: a deterministic graph. Out: a lowered program, the backend chosen for it, and the executable that the backend made. What
 * only one kind of machine needs does not belong here.
 *
 * <p>Arrays: those of a call belong to whoever calls, who is given every element of the outputs and gets the inputs back as they were; an
 * executable keeps none of them. Constants ({@link ppl.graph.Tensor#array}) are shared by all programs that hold them and are never
 * written to. A workspace is its caller's own. POLICIES.md has the whole list, and the conformance kit checks it (rules P2).
 */
package ppl.backend.spi;
