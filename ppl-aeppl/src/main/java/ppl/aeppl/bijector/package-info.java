/**
 * Maps from the whole line onto supports, with their log-derivatives. In: a support. Out: a
 * {@link ppl.aeppl.bijector.Bijector}. What to do with the Jacobian is decided where densities are joined. Entry:
 * {@link ppl.aeppl.bijector.Bijector#of}.
 */
package ppl.aeppl.bijector;
