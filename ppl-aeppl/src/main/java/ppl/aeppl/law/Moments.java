package ppl.aeppl.law;

import ppl.graph.Var;

/**
 * Mean and variance, broadcastable to a draw; infinite or NaN where they do not exist. For joint events the variance is
 * that of each element.
 */
public record Moments(Var mean, Var variance) {}
