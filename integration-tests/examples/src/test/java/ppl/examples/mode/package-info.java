/**
 * Modes and normal approximations of models. In: models whose answers are known in closed form, from Newton's method or from R. Out: tests that
 * estimates, standard deviations, evidence and draws are those, and that what is no maximum is called so.
 */
@NullMarked
package ppl.examples.mode;

import org.jspecify.annotations.NullMarked;
