package ppl.benchmarks.gradients;

import static ppl.api.Distributions.bernoulliLogit;
import static ppl.api.Distributions.gamma;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.mvNormal;
import static ppl.api.Distributions.normal;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Models whose work is with matrices. */
final class Columns {

    private Columns() {}

    /**
     * @param narrow true if the data are numbers of float32
     */
    static HandWritten logistic(int rows, int columns, boolean narrow) {
        Random random = new Random(10_050);
        double[][] x = normals(random, rows, columns);
        if (narrow) {
            for (double[] row : x) {
                Arrays.setAll(row, j -> (float) row[j]);
            }
        }
        double[] weights = normals(random, 1, columns)[0];
        int[] y = new int[rows];
        for (int i = 0; i < rows; i++) {
            double logit = 0.3;
            for (int j = 0; j < columns; j++) {
                logit += 0.5 * x[i][j] * weights[j];
            }
            y[i] = random.nextDouble() < 1 / (1 + StrictMath.exp(-logit)) ? 1 : 0;
        }
        double[] seen = Arrays.stream(y).asDoubleStream().toArray();
        return new HandWritten(
                "logistic " + rows + " × " + columns + (narrow ? ", float32 data" : ""),
                narrow ? "logistic_narrow" : "logistic",
                Map.of("x", flat(x), "y", seen),
                () -> Model.build(m -> {
                    Dim row = m.dim("row", rows);
                    Dim column = m.dim("column", columns);
                    Var a = m.sample("a", normal(0, 2.5));
                    Var b = m.sample("b", normal(0, 1), column);
                    m.observe("y", bernoulliLogit(m.data("x", x, row, column).dot(b).plus(a)), y, row);
                }));
    }

    static HandWritten linear(String name, int rows, int columns) {
        Random random = new Random(5);
        double[][] x = normals(random, rows, columns);
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = 1 + 0.5 * random.nextGaussian();
            for (int j = 0; j < columns; j++) {
                y[i] += 0.1 * (j % 5) * x[i][j];
            }
        }
        return new HandWritten(
                name + " " + rows + " × " + columns,
                "linear",
                Map.of("x", flat(x), "y", y),
                () -> Model.build(m -> {
                    Dim row = m.dim("row", rows);
                    Dim column = m.dim("column", columns);
                    Var a = m.sample("a", normal(0, 10));
                    Var b = m.sample("b", normal(0, 10), column);
                    Var mean = m.data("x", x, row, column).dot(b).plus(a);
                    m.observe("y", normal(mean, m.sample("sigma", halfNormal(1))), y, row);
                }));
    }

    /** A Gaussian process with noise. */
    static HandWritten process(int n) {
        Random random = new Random(200);
        double[] x = random.doubles(n, 0, 10).sorted().toArray();
        double[] y = new double[n];
        Arrays.setAll(y, i -> 1.5 * StrictMath.sin(x[i]) + 0.5 * random.nextGaussian());
        double[] squares = new double[n * n];
        Arrays.setAll(squares, i -> (x[i / n] - x[i % n]) * (x[i / n] - x[i % n]));
        return new HandWritten("GP, N = " + n, "process", Map.of("x", x, "y", y), () -> Model.build(m -> {
            Var rho = m.sample("rho", gamma(25, 4));
            Var alpha = m.sample("alpha", halfNormal(2));
            Var sigma = m.sample("sigma", halfNormal(1));
            Var smooth = Var.constant(Tensor.of(squares, n, n))
                    .div(rho.square().times(-2))
                    .exp()
                    .times(alpha.square());
            Var noise = Functions.eye(n).times(sigma.square().plus(1e-6));
            m.observe("y", mvNormal(Var.constant(new double[n]), smooth.plus(noise)), y);
        }));
    }

    private static double[][] normals(Random random, int rows, int columns) {
        double[][] x = new double[rows][columns];
        for (double[] row : x) {
            Arrays.setAll(row, _ -> random.nextGaussian());
        }
        return x;
    }

    private static double[] flat(double[][] x) {
        return Arrays.stream(x).flatMapToDouble(Arrays::stream).toArray();
    }
}
