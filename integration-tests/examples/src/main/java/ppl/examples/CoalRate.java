package ppl.examples;

import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.stream.IntStream;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/**
 * The rate of disasters in British coal mines, of which {@link CoalMining} assumes that it changed once, as a smooth curve: the log of the
 * rate in each eight years is a Gaussian process, sampled as standard normal numbers times the factor of its covariance.
 */
public final class CoalRate {

    private static final int YEARS = 8;

    private CoalRate() {}

    /** The model. */
    public static Model model() {
        int[] yearly = CoalMining.counts();
        int[] counts = IntStream.range(0, yearly.length / YEARS)
                .map(i -> IntStream.range(0, YEARS).map(j -> yearly[YEARS * i + j]).sum())
                .toArray();
        double[] decades = IntStream.range(0, counts.length)
                .mapToDouble(i -> (i - (counts.length - 1) / 2.0) * YEARS / 10)
                .toArray();
        return Model.build(m -> {
            Dim period = m.dim("period", counts.length);
            Var t = m.data("t", decades, period);
            Var mean = m.sample("mean", normal(0, 1));
            Var size = m.sample("size", halfNormal(1));
            Var decadesAlike = m.sample("decades_alike", logNormal(0.7, 0.5));
            Var z = m.sample("z", normal(0, 1), period);

            Var distance = expandDims(t, 1).minus(expandDims(t, 0)).div(decadesAlike);
            Var correlation = exp(distance.square().times(-0.5)).plus(diag(onesLike(t).times(1e-6)));
            Var logRate = mean.plus(size.times(cholesky(correlation).dot(z)));
            m.deterministic("rate", exp(logRate), period);
            m.observe("disasters", poissonLog(logRate.plus(Math.log(YEARS))), counts, period);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(
                model().infer().targetAccept(0.9).seed(42).run().summary("~z"));
    }
}
