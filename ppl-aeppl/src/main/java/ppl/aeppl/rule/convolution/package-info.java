/**
 * Sums of independent variables that stay in their family. In: laws that have the form {@link ppl.aeppl.family.Additive}. Out: a law of the
 * same family. Entry: {@link ppl.aeppl.rule.convolution.Convolution}.
 */
package ppl.aeppl.rule.convolution;
