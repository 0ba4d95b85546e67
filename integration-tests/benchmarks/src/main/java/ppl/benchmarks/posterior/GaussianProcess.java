package ppl.benchmarks.posterior;

import static ppl.api.Distributions.gamma;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.mvNormal;

import java.util.Arrays;
import ppl.api.Model;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** A smooth function through 11 points: length scale, amplitude and noise of a Gaussian process. */
final class GaussianProcess {

    private GaussianProcess() {}

    static Model model() {
        Table table = Table.load("gp.csv");
        double[] x = table.column("x");
        double[] y = table.column("y");
        int n = x.length;
        double[] squares = new double[n * n];
        Arrays.setAll(squares, i -> (x[i / n] - x[i % n]) * (x[i / n] - x[i % n]));
        double[] unit = new double[n * n];
        for (int i = 0; i < n; i++) {
            unit[i * (n + 1)] = 1;
        }
        return Model.build(m -> {
            Var rho = m.sample("rho", gamma(25, 4));
            Var alpha = m.sample("alpha", halfNormal(2));
            Var sigma = m.sample("sigma", halfNormal(1));
            Var smooth = Var.constant(Tensor.of(squares, n, n))
                    .div(rho.square().times(-2))
                    .exp()
                    .times(alpha.square());
            Var covariance = smooth.plus(Var.constant(Tensor.of(unit, n, n)).times(sigma));
            m.observe("y", mvNormal(Var.constant(new double[n]), covariance), y);
        });
    }
}
