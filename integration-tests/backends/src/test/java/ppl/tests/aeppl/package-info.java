/**
 * Distributions as models name them: against tables of 60-digit arithmetic, against an exact reference, on each backend. In: the
 * modules as a program sees them. What needs neither ppl-api nor a second backend is tested in ppl-aeppl.
 */
package ppl.tests.aeppl;
