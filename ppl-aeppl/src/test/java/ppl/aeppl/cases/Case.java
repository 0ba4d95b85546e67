package ppl.aeppl.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import ppl.graph.Var;

/**
 * An expression of draws whose law is known from elsewhere: some log-densities in closed form. Its draws must follow the law that
 * is derived for it: the draw and the density are two derivations of one law.
 *
 * @param name the expression
 * @param copies so many independent copies of it along a first axis; each a single number
 * @param points where the log-density is known
 * @param drawn whether draws are compared; not where they take too long, or where the law has no finite draws
 */
public record Case(String name, IntFunction<Var> copies, List<Point> points, boolean drawn) {

    /**
     * A value and its log-density.
     *
     * @param tolerance absolute for numbers below 1, else relative
     */
    public record Point(double value, double logDensity, double tolerance) {}

    /** An expression. */
    public static Case of(String name, IntFunction<Var> copies) {
        return new Case(name, copies, List.of(), true);
    }

    /** With a log-density to 1e-12. */
    public Case at(double value, double logDensity) {
        return at(value, logDensity, 1e-12);
    }

    /** With a log-density. */
    public Case at(double value, double logDensity, double tolerance) {
        List<Point> more = new ArrayList<>(points);
        more.add(new Point(value, logDensity, tolerance));
        return new Case(name, copies, more, drawn);
    }

    /** With values that it cannot have. */
    public Case never(double... values) {
        Case more = this;
        for (double v : values) {
            more = more.at(v, Double.NEGATIVE_INFINITY);
        }
        return more;
    }

    /** Of which no draws are compared. */
    public Case withoutDraws() {
        return new Case(name, copies, points, false);
    }
}
