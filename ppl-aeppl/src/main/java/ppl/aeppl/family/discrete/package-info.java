/**
 * Families of laws of single whole numbers, or of single points of any type. In: parameters. Out: laws and draws. Families with a
 * density on the line do not belong here. {@link ppl.aeppl.family.discrete.Bernoulli} is the example to follow.
 */
package ppl.aeppl.family.discrete;
