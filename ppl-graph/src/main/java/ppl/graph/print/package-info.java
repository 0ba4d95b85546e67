/**
 * Graphs as text for people: an indented tree, Graphviz and Mermaid.
 *
 * <p>In: nodes. Out: text that depends on structure alone, so that it can be compared. Nothing here is read back. Entry:
 * {@link ppl.graph.print.Printer}.
 */
package ppl.graph.print;
