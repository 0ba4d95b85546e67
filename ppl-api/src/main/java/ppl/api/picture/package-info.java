/**
 * Models as pictures and formulas: what each variable is, what it is computed from, and along which dims it is repeated.
 *
 * <p>In: a {@link ppl.api.Model}. Out: text for Graphviz, Mermaid or LaTeX. The graph of operations ({@link ppl.graph.Graph#dot}) does not belong
 * here, and neither does what a run does with the variables ({@link ppl.api.Model#plan}). Entry: {@link ppl.api.picture.Diagram}.
 */
package ppl.api.picture;
