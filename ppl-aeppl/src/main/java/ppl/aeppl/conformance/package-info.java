/**
 * Checks that the parts of a family agree with each other, for authors of families and rules. In: a distribution. Out: what is wrong with it.
 * Needs a backend to compute with. Densities themselves do not belong here. Entry:
 * {@link ppl.aeppl.conformance.LawConformance}.
 */
package ppl.aeppl.conformance;
