/**
 * Posteriors of whole numbers beside real ones, which no sampler along gradients can draw: each held to the model with the whole numbers summed
 * out, in closed form or by NUTS. In: the public API alone. Out: nothing.
 */
@NullMarked
package ppl.posteriors.mixed;

import org.jspecify.annotations.NullMarked;
