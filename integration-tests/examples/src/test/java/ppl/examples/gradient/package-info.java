/**
 * Gradients of whole models, as samplers get them: every public op against differences, models with kinks that must not be
 * taken for wrong, and gradients that are wrong and must be. The rules of single ops are tested with the graph.
 */
@NullMarked
package ppl.examples.gradient;

import org.jspecify.annotations.NullMarked;
