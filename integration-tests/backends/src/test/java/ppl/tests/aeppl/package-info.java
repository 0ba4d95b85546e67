/**
 * Densities checked by computing them: families against tables of 60-digit arithmetic, derived laws against closed forms,
 * joint densities, messages. In: the modules as a program sees them. Checks that need no backend belong beside the code.
 */
package ppl.tests.aeppl;
