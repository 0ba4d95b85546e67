/**
 * Functions from which densities are made so that nothing cancels: probabilities in log form, deviances, remainders of
 * Stirling's formula. In and out: nodes. Functions of general use belong with the graph's special functions. Entry:
 * {@link ppl.aeppl.numeric.LogMath}.
 */
package ppl.aeppl.numeric;
