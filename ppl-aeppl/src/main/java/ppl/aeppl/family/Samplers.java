package ppl.aeppl.family;

import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;

/** Draws that need a loop of rejections or a search; refused until the graph's samplers are present. */
public final class Samplers {

    private Samplers() {}

    /** Gamma draws of rate 1. */
    public static Var gamma(KeyVar key, Var alpha, Shape batch) {
        throw missing("Gamma");
    }

    /** Beta draws. */
    public static Var beta(KeyVar key, Var alpha, Var beta, Shape batch) {
        throw missing("Beta");
    }

    /** Student's t draws of location 0 and scale 1. */
    public static Var studentT(KeyVar key, Var nu, Shape batch) {
        throw missing("StudentT");
    }

    /** Binomial draws. */
    public static Var binomial(KeyVar key, Var n, Var p, Shape batch) {
        throw missing("Binomial");
    }

    /** Poisson draws. */
    public static Var poisson(KeyVar key, Var mu, Shape batch) {
        throw missing("Poisson");
    }

    /** Categorical draws. */
    public static Var categorical(KeyVar key, Var p, Shape batch) {
        throw missing("Categorical");
    }

    private static GraphException missing(String family) {
        return new GraphException("drawing from " + family + " is not available yet; its density is");
    }
}
