package ppl.aeppl.rule.gaussian;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ppl.graph.Given;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * The log-density of an affine function of independent normal draws in doubles, without any rule: its matrix is read off the expression by
 * evaluating it at unit vectors, and its covariance is factored here.
 */
final class Linear {

    private final double[] mean;
    private final double[][] covariance;

    private Linear(double[] mean, double[][] covariance) {
        this.mean = mean;
        this.covariance = covariance;
    }

    /** A draw with what its standardised elements are multiplied by, {@code [n][n]}. */
    record Normal(Var draw, double[] mean, double[][] factor) {

        static Normal independent(Var draw, double mean, double scale) {
            int n = draw.shape().elements();
            double[] means = new double[n];
            double[][] factor = new double[n][n];
            for (int i = 0; i < n; i++) {
                means[i] = mean;
                factor[i][i] = scale;
            }
            return new Normal(draw, means, factor);
        }
    }

    static Linear of(Var node, List<Normal> draws, Given... givens) {
        Map<Var, Var> inputs = new HashMap<>();
        List<Var> ins = new ArrayList<>();
        for (Normal n : draws) {
            Var in = Var.input("of_" + n.draw().label() + ins.size(), n.draw().type());
            ins.add(in);
            inputs.put(n.draw(), in);
        }
        Var function = Substitution.replace(List.of(node), inputs).getFirst();
        List<double[]> at =
                new ArrayList<>(draws.stream().map(d -> d.mean().clone()).toList());
        double[] mean = value(function, ins, draws, at, givens);
        List<double[]> columns = new ArrayList<>();
        for (int d = 0; d < draws.size(); d++) {
            double[] centre = draws.get(d).mean();
            for (int k = 0; k < centre.length; k++) {
                double[] moved = centre.clone();
                for (int i = 0; i < centre.length; i++) {
                    moved[i] += draws.get(d).factor()[i][k];
                }
                at.set(d, moved);
                double[] column = value(function, ins, draws, at, givens);
                for (int i = 0; i < column.length; i++) {
                    column[i] -= mean[i];
                }
                columns.add(column);
            }
            at.set(d, centre);
        }
        double[][] covariance = new double[mean.length][mean.length];
        for (double[] c : columns) {
            for (int i = 0; i < mean.length; i++) {
                for (int j = 0; j < mean.length; j++) {
                    covariance[i][j] += c[i] * c[j];
                }
            }
        }
        return new Linear(mean, covariance);
    }

    private static double[] value(Var function, List<Var> ins, List<Normal> draws, List<double[]> at, Given... givens) {
        List<Given> all = new ArrayList<>(List.of(givens));
        for (int d = 0; d < ins.size(); d++) {
            all.add(ins.get(d).with(tensor(draws.get(d).draw(), at.get(d))));
        }
        return function.eval(all.toArray(new Given[0])).toDoubles();
    }

    /** Numbers in the shape of a node. */
    static Tensor tensor(Var node, double... values) {
        return node.rank() == 0
                ? Tensor.scalar(values[0])
                : Tensor.of(values, node.shape().sizes());
    }

    double logDensity(double... y) {
        int n = mean.length;
        double[][] l = new double[n][n];
        double[] z = new double[n];
        double total = -0.5 * n * Math.log(2 * Math.PI);
        for (int i = 0; i < n; i++) {
            double rest = y[i] - mean[i];
            for (int j = 0; j <= i; j++) {
                double s = covariance[i][j];
                for (int k = 0; k < j; k++) {
                    s -= l[i][k] * l[j][k];
                }
                l[i][j] = i == j ? Math.sqrt(s) : s / l[j][j];
                rest -= j < i ? l[i][j] * z[j] : 0;
            }
            z[i] = rest / l[i][i];
            total -= 0.5 * z[i] * z[i] + Math.log(l[i][i]);
        }
        return total;
    }
}
