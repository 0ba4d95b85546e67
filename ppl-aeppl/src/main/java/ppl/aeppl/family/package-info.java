/**
 * Families of laws: everything about a distribution in one file.
 *
 * <p>In: parameters as nodes. Out: random nodes ({@link ppl.aeppl.family.Distribution#draw}) and their laws. Rules for
 * expressions of random nodes do not belong here. Entry: {@link ppl.aeppl.family.Families}.
 *
 * <p>To add a family: one record like {@link ppl.aeppl.family.continuous.Exponential} and one line in
 * {@link ppl.aeppl.family.Families#all}; families outside this module need no line, they are used directly.
 */
package ppl.aeppl.family;
