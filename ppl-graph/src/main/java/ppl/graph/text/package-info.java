/**
 * Graphs as text that is read back: to save a graph and open it in another process, to compare two, to tell by a hash whether a structure is
 * the same. In: a {@link ppl.graph.Graph} with all that is in it, draws, loops, data, names and origins. Out: a text, the graph again, or 64 digits. Entry:
 * {@link ppl.graph.text.TextForm}.
 *
 * {@snippet :
 * Var x = Var.input("x", 3);
 * String text = TextForm.present().write(Graph.of(exp(x).sum()));
 * }
 *
 * <p>The text of that is
 *
 * <pre>{@code
 * ppl graph 1
 * stream 2
 * %x = input float64[3]
 * %x.1 = exp %x
 * %x.2 = reduce(fn=sum, axes=[0]) %x.1
 * inputs %x
 * outputs %x.2
 * end
 * }</pre>
 *
 * <p>{@code ppl-api/docs/GRAPH-TEXT.md} has the grammar. A new operation gets one line in {@code PrimitiveWords} or {@code FunctionWords}, a family one in
 * the table of its package, somebody else's one in a {@link ppl.graph.text.Vocabulary}; a test names what has none. What a {@linkplain
 * ppl.graph.text.Word word} is made of are {@linkplain ppl.graph.text.Field fields}.
 *
 * <p>What reads a text trusts nothing of it: nodes are made by the constructors that check, whatever they refuse becomes a {@link
 * ppl.graph.text.TextFormatException} with the number of the line, ids are known from the lines above only, so there are no cycles, and nothing is
 * allocated for a length before its elements are there.
 *
 * <p>What does not belong here: text for people only ({@link ppl.graph.Graph#program()}), models and results (their modules), compiled code.
 */
package ppl.graph.text;
