/**
 * The words of families of laws, and of the functions that their densities are made of, in the text form of graphs. In: the tables of each package,
 * such as {@link ppl.aeppl.family.continuous.ContinuousWords}, where a new family gets its line. Out: one vocabulary, which {@link
 * ppl.graph.text.TextForm} finds as a service. Nothing else belongs here. Entry: {@link ppl.aeppl.text.LawVocabulary}.
 */
@NullMarked
package ppl.aeppl.text;

import org.jspecify.annotations.NullMarked;
