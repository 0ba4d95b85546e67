/**
 * Families of laws of single whole numbers. In: parameters. Out: laws and draws. Families of real numbers do not belong
 * here. {@link ppl.aeppl.family.discrete.Bernoulli} is the example to follow.
 */
package ppl.aeppl.family.discrete;
