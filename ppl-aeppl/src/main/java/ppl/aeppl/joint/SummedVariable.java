package ppl.aeppl.joint;

import ppl.aeppl.law.Law;
import ppl.graph.Var;

/**
 * A discrete variable that is summed out of a joint log-density.
 *
 * @param name its name
 * @param node the random node
 * @param law the law of the node given the values of its parents; other summed variables are named in it by stand-ins
 */
public record SummedVariable(String name, Var node, Law law) {}
