/**
 * Models seen in part, changed, and put together, against the same models written out, closed forms and sums.
 *
 * <p>In: small models. Out: equal densities, moments and bits, or a refusal word for word. Other data of a model are tested in
 * {@code ppl.examples.newdata}.
 */
package ppl.examples.changed;
