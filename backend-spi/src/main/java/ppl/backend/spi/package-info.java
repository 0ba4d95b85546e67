/**
 * The contract between graphs and the machines that run them.
 *
 * <p>In: a deterministic graph. Out: a lowered program, the backend chosen for it, and the executable that the backend made. What
 * only one kind of machine needs does not belong here.
 */
package ppl.backend.spi;
