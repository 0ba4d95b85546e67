/**
 * From a graph to something that runs. In: a deterministic graph. Out: the program for a backend (rich ops expanded,
 * subgraphs that depend on no input computed once, choices of the same work merged, rows laid out by group) and the compiled graph that checks its arguments before it runs. How loops
 * are fused and buffers planned, and whatever only one kind of machine needs, does not belong here. Entry:
 * SpiGraphCompiler; for a given backend, Lowering.
 */
package ppl.backend.spi.lower;
