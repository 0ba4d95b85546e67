/**
 * Draws against the laws they claim, by Pearson's test on bins made elsewhere, and against each other across backends.
 * Densities and samplers are not tested here.
 */
package ppl.tests.random;
