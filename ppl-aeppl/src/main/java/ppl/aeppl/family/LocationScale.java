package ppl.aeppl.family;

import ppl.graph.Var;

/**
 * A law as that of {@code location + scale · z} with a standard draw z. Written so, a variable is in non-centred form: its offsets z do not
 * depend on location and scale.
 *
 * @param location of the law
 * @param scale of the law, positive
 * @param standard the distribution of z
 */
public record LocationScale(Var location, Var scale, Distribution standard) {}
