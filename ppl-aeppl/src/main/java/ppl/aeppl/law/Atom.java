package ppl.aeppl.law;

import ppl.graph.Var;

/**
 * A point that has a probability of its own.
 *
 * @param location where, broadcastable to the draw
 * @param logMass the natural log of its probability, broadcastable to the draw
 */
public record Atom(Var location, Var logMass) {}
