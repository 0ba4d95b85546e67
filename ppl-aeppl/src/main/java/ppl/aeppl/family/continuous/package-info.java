/**
 * Families of laws of single real numbers. In: parameters. Out: laws and draws. Families of whole numbers or vectors do not
 * belong here. {@link ppl.aeppl.family.continuous.Exponential} is the example to follow.
 */
package ppl.aeppl.family.continuous;
