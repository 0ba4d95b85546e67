package ppl.aeppl.cases;

import ppl.graph.Var;

/**
 * An expression and its log-density at a value, known from elsewhere.
 *
 * @param name of the test
 * @param logp one for each event, row-major
 */
public record Row(String name, Var expression, Var value, double... logp) {}
