package ppl.benchmarks.posterior;

import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;

import java.util.Random;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/** Linear regressions of 5,000 rows on columns that correlate. */
final class Collinear {

    private static final int ROWS = 5000;

    private Collinear() {}

    /** 25 columns with a common part, so that each pair correlates by 0.9. */
    static Model common() {
        return regression(25, 3, 0);
    }

    /** The same, and the last column is a year: so far from 0 that intercept and slope correlate by −0.99999. */
    static Model uncentred() {
        return regression(25, 3, 225);
    }

    private static Model regression(int columns, double common, double centre) {
        Random random = new Random(5);
        double[][] x = new double[ROWS][columns];
        double[] y = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            double shared = common * random.nextGaussian();
            y[i] = 1 + 0.5 * random.nextGaussian();
            for (int j = 0; j < columns; j++) {
                x[i][j] = shared + random.nextGaussian();
                y[i] += 0.1 * (j % 5) * x[i][j];
            }
            if (centre != 0) {
                x[i][columns - 1] = centre + random.nextGaussian();
            }
        }
        return Model.build(m -> {
            Dim row = m.dim("row", ROWS);
            Dim column = m.dim("column", columns);
            Var a = m.sample("a", normal(0, 100));
            Var b = m.sample("b", normal(0, 10), column);
            Var mean = m.data("x", x, row, column).dot(b).plus(a);
            m.observe("y", normal(mean, m.sample("sigma", halfNormal(1))), y, row);
        });
    }
}
