/**
 * Distributions of distributions: truncated, censored, mixed, inflated, in order, and written by users. In: distributions. Out: one
 * made of them, which is a family of its own. Entry: {@link ppl.aeppl.family.composed.Mixture}.
 */
package ppl.aeppl.family.composed;
