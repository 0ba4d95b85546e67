package ppl.benchmarks.posterior;

import static ppl.api.Distributions.bernoulliLogit;
import static ppl.api.Distributions.halfCauchy;
import static ppl.api.Distributions.normal;

import java.util.Arrays;
import java.util.Random;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/** Regressions; priors that are flat in the source are wide normals here. */
final class Regressions {

    private static final double WIDE = 1000;

    private Regressions() {}

    /** Children's test scores on the mother's schooling and IQ with their interaction: columns correlated by almost 1. */
    static Model kidscore() {
        Table table = Table.load("kidscore.csv");
        return Model.build(m -> {
            double[] score = table.column("kid_score");
            Dim child = m.dim("child", score.length);
            Var school = m.data("mom_hs", table.column("mom_hs"), child);
            Var iq = m.data("mom_iq", table.column("mom_iq"), child);
            Var mean = m.sample("b1", normal(0, WIDE))
                    .plus(m.sample("b2", normal(0, WIDE)).times(school))
                    .plus(m.sample("b3", normal(0, WIDE)).times(iq))
                    .plus(m.sample("b4", normal(0, WIDE)).times(school.times(iq)));
            m.observe("score", normal(mean, m.sample("sigma", halfCauchy(2.5))), score, child);
        });
    }

    /** A series on its last five values. */
    static Model autoregression() {
        int lags = 5;
        double[] y = Table.load("arK.csv").column("y");
        return Model.build(m -> {
            int n = y.length - lags;
            Dim time = m.dim("time", n);
            Var mean = m.sample("alpha", normal(0, 10));
            for (int k = 1; k <= lags; k++) {
                Var lagged = m.data("lag" + k, Arrays.copyOfRange(y, lags - k, lags - k + n), time);
                mean = mean.plus(m.sample("beta" + k, normal(0, 10)).times(lagged));
            }
            double[] seen = Arrays.copyOfRange(y, lags, lags + n);
            m.observe("y", normal(mean, m.sample("sigma", halfCauchy(2.5))), seen, time);
        });
    }

    /** 300 successes and failures on 12 columns correlated by 1/2. */
    static Model logistic() {
        int n = 300;
        int columns = 12;
        Random random = new Random(11);
        double[] weights = new double[columns];
        Arrays.setAll(weights, j -> 0.7 * random.nextGaussian());
        double[][] x = new double[n][columns];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            double common = random.nextGaussian();
            double logit = 0.3;
            for (int j = 0; j < columns; j++) {
                x[i][j] = 0.7 * random.nextGaussian() + 0.7 * common;
                logit += x[i][j] * weights[j];
            }
            y[i] = random.nextDouble() < 1 / (1 + StrictMath.exp(-logit)) ? 1 : 0;
        }
        return Model.build(m -> {
            Dim row = m.dim("row", n);
            Dim column = m.dim("column", columns);
            Var intercept = m.sample("a", normal(0, 2.5));
            Var b = m.sample("b", normal(0, 2.5), column);
            Var logit = m.data("x", x, row, column).dot(b).plus(intercept);
            m.observe("y", bernoulliLogit(logit), y, row);
        });
    }
}
