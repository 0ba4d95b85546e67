/**
 * The order in which the rows of data stand. In: a lowered program whose data are constants. Out: the same program with the rows of
 * each table in the order of a constant index, so that gathers and sums by group run over stretches of rows of one group. It is
 * decided in the graph, before any backend sees it: so all of them add the same numbers in the same order. How loops
 * over such rows run does not belong here. Entry: RowLayout.
 */
package ppl.backend.spi.layout;
