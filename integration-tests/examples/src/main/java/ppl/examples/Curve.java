package ppl.examples;

import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/**
 * A smooth curve through 11 points seen with noise: a Gaussian process, of which only the values at the points are in the model, as one
 * normal vector with a covariance that is computed of their places. What it expects between the points follows from the same covariance.
 */
public final class Curve {

    private Curve() {}

    /** The model, with the expected curve at other places. */
    public static Model model() {
        double[] values = Columns.load("curve.csv", "y");
        return Model.build(m -> {
            Dim point = m.dim("point", values.length);
            Dim place = m.dim("place", "-9", "1", "12");
            Var x = m.data("x", Columns.load("curve.csv", "x"), point);
            Var seen = m.data("seen", values, point);
            Var others = m.data("others", new double[] {-9, 1, 12}, place);

            Var rho = m.sample("rho", gamma(25, 4));
            Var alpha = m.sample("alpha", halfNormal(2));
            Var noise = m.sample("noise", halfNormal(1)); // a variance
            Var cov = kernel(x, x, rho, alpha).plus(diag(onesLike(x).times(noise)));
            m.observe("y", mvNormal(zerosLike(x), cov), values, point);

            Var towards = kernel(others, x, rho, alpha);
            m.deterministic("curve", towards.dot(solveSpd(cov, seen)), place);
        });
    }

    /** Covariances that fall with the square of the distance. */
    private static Var kernel(Var x, Var y, Var rho, Var alpha) {
        Var distance = expandDims(x, 1).minus(expandDims(y, 0)).div(rho);
        return alpha.square().times(exp(distance.square().times(-0.5)));
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().seed(42).run().summary());
    }
}
