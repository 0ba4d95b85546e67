package ppl.aeppl.law;

import ppl.graph.Var;

/**
 * A single point with positive probability.
 *
 * @param location where, broadcastable to the draw
 * @param logMass the natural log of its probability, broadcastable to the draw
 */
public record Atom(Var location, Var logMass) {}
