/**
 * Families of laws: everything about a distribution in one file, from its parameters to its draws.
 *
 * <p>In: parameters as nodes. Out: random nodes ({@link ppl.aeppl.family.Distribution#draw}) and their laws. Rules for
 * expressions of random nodes do not belong here, nor does a list of families. Entry: {@link ppl.aeppl.family.Family}.
 *
 * <p>To add a family: one record like {@link ppl.aeppl.family.continuous.Exponential}, and its name in
 * {@code ppl.api.Distributions}. Another parameterisation of it is a component of the record where that changes formulas,
 * else a {@link ppl.aeppl.family.Reparameterised}.
 */
package ppl.aeppl.family;
