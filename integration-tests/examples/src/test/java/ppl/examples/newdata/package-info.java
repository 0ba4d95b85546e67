/**
 * Models with other data, against the same models built anew with these data.
 *
 * <p>In: the examples, hard cases, every public function, wrong uses. Out: equal bits of densities, gradients and draws, or a refusal. What
 * predictions are made of such models does not belong here.
 */
package ppl.examples.newdata;
