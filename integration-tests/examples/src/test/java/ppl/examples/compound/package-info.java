/** Samplers that take turns: which variables each gets, the densities that it is told, and posteriors of models with whole numbers. */
@NullMarked
package ppl.examples.compound;

import org.jspecify.annotations.NullMarked;
