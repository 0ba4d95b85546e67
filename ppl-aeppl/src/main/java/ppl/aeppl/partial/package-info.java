/**
 * Vectors of which some elements were seen: the law of those, and that of the rest given them.
 *
 * <p>In: the location and the matrix of laws whose level sets are ellipsoids, and which elements were seen, row by row. Out: laws, by closed forms.
 * Elements of normal draws that models write down ({@code x[0]}) are taken apart by rules, and do not belong here. Entry: {@link
 * ppl.aeppl.partial.Elliptical}.
 */
package ppl.aeppl.partial;
