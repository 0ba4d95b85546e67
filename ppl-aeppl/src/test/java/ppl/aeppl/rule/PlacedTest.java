package ppl.aeppl.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static ppl.aeppl.Laws.c;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.cases.Row;
import ppl.aeppl.cases.RowTable;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.Dirichlet;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Densities;
import ppl.aeppl.joint.Joint;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.RandomKey;

/** Tensors some of whose elements are replaced, or placed among others, by all kinds of index: what is set is a point mass. */
final class PlacedTest implements RowTable {

    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private static Var normals(int... shape) {
        return Normal.of(c(0), c(1)).draw("x", shape);
    }

    private static Var exponentials() {
        return Exponential.of(c(2)).draw("e", 2);
    }

    private static Var zeros(int n) {
        return Functions.zeros(new TensorType(DType.F64, Shape.of(n)));
    }

    /** Means 0, 1, −2 and covariances 1, 2, 3 on the diagonal, 0.9, 0.5 and 0.4 beside it. */
    private static Var vector() {
        return MvNormal.of(
                        Var.constant(0.0, 1, -2),
                        Var.constant(Tensor.of(new double[][] {{1, 0.9, 0.5}, {0.9, 2, 0.4}, {0.5, 0.4, 3}})))
                .draw("mv");
    }

    private static double n(double x) {
        return -0.5 * x * x - 0.5 * Math.log(2 * Math.PI);
    }

    private static double e(double x) {
        return Math.log(2) - 2 * x;
    }

    /** The log-density of elements 0 and 2 of the vector, by the inverse of their covariance. */
    private static double ends(double a, double b) {
        double determinant = 3 - 0.25;
        double second = b + 2;
        double square = (3 * a * a - 2 * 0.5 * a * second + second * second) / determinant;
        return -0.5 * square - 0.5 * Math.log(determinant) - Math.log(2 * Math.PI);
    }

    @Override
    public List<Row> rows() {
        Var shares = Var.constant(0.2, 0.3, 0.5);
        double ofShares = Math.log(60 * 0.3 * 0.25);
        return List.of(
                new Row("an element", normals(3).at(1).set(2.5), Var.constant(1, 2.5, 2), n(1), 0, n(2)),
                new Row("another number there", normals(3).at(1).set(2.5), Var.constant(1, 2.6, 2), n(1), NEVER, n(2)),
                new Row(
                        "a slice",
                        normals(4).at(Index.range(1, 3)).set(Var.constant(2.5, 3)),
                        Var.constant(1, 2.5, 3, 2),
                        n(1),
                        0,
                        0,
                        n(2)),
                new Row(
                        "every other one",
                        normals(4).at(Index.range(0, 4, 2)).set(Var.constant(2.5, 3)),
                        Var.constant(2.5, 1, 3, 2),
                        0,
                        n(1),
                        0,
                        n(2)),
                new Row(
                        "positions",
                        normals(4).at(new int[] {3, 0}).set(Var.constant(2.5, 3)),
                        Var.constant(3, 1, 2, 2.5),
                        0,
                        n(1),
                        n(2),
                        0),
                new Row(
                        "one number at positions that repeat",
                        normals(3).at(new int[] {2, 0, 2}).set(2.5),
                        Var.constant(2.5, 1, 2.5),
                        0,
                        n(1),
                        0),
                new Row(
                        "positions of two axes",
                        normals(2, 2).at(Index.take(0, 1), Index.take(1, 0)).set(Var.constant(5.0, 6)),
                        Var.constant(Tensor.of(new double[][] {{1, 5}, {6, 2}})),
                        n(1),
                        0,
                        0,
                        n(2)),
                new Row(
                        "random elements in a slice",
                        normals(4).at(Index.range(1, 3)).set(exponentials()),
                        Var.constant(1, 2.5, 3, 2),
                        n(1),
                        e(2.5),
                        e(3),
                        n(2)),
                new Row(
                        "random elements at every other place",
                        normals(4).at(Index.range(0, 4, 2)).set(exponentials()),
                        Var.constant(2.5, 1, 3, -2),
                        e(2.5),
                        n(1),
                        e(3),
                        n(2)),
                new Row(
                        "random elements at positions",
                        normals(3).at(new int[] {2, 0}).set(exponentials()),
                        Var.constant(3, 1, -2.5),
                        e(3),
                        n(1),
                        NEVER),
                new Row(
                        "all replaced",
                        normals(2).at(new int[] {1, 0}).set(exponentials()),
                        Var.constant(3.0, 1),
                        e(3),
                        e(1)),
                new Row(
                        "random elements among zeros",
                        zeros(4).at(new int[] {3, 0}).set(normals(2)),
                        Var.constant(1, 0, 0.5, 2),
                        n(1),
                        0,
                        NEVER,
                        n(2)),
                new Row(
                        "two of them one after the other",
                        zeros(4).at(new int[] {3, 0})
                                .set(normals(2))
                                .at(new int[] {1, 2})
                                .set(exponentials()),
                        Var.constant(1.0, 2, 3, 4),
                        n(1),
                        e(2),
                        e(3),
                        n(4)),
                new Row(
                        "what is set by an element it replaces",
                        twice(),
                        Var.constant(1.0, 2, 3),
                        n(1),
                        n(1) - Math.log(2),
                        n(3)),
                new Row("an increment", normals(2).at(1).increment(2.5), Var.constant(1, 3.5), n(1), n(1)),
                new Row(
                        "increments at positions that repeat",
                        normals(3).at(new int[] {1, 1, 2}).increment(Var.constant(1.0, 2, 3)),
                        Var.constant(1.0, 4, 5),
                        n(1),
                        n(1),
                        n(2)),
                new Row(
                        "increments at every other place",
                        normals(3).at(Index.range(0, 3, 2)).increment(Var.constant(1.0, 2)),
                        Var.constant(2.0, 1, 4),
                        n(1),
                        n(1),
                        n(2)),
                new Row(
                        "a count",
                        Poisson.of(c(2.0)).draw("k", 2).at(1).set(7),
                        Var.constant(Tensor.of(new long[] {1, 7})),
                        Math.log(2) - 2,
                        0),
                new Row(
                        "a truth value",
                        normals(3).gt(0).at(new int[] {2}).set(Var.constant(true)),
                        Var.constant(Tensor.of(new boolean[] {true, false, true})),
                        -Math.log(2),
                        -Math.log(2),
                        0),
                new Row(
                        "exp of what is set",
                        normals(2).at(1).set(2.5).exp(),
                        Var.constant(1, 2.5).exp(),
                        n(1) - 1,
                        0),
                new Row(
                        "the sum of what is set",
                        normals(3).at(1).set(2.5).sum(),
                        c(3.5),
                        n(1 / Math.sqrt(2)) - 0.5 * Math.log(2)),
                new Row("what was set", normals(3).at(1).set(2.5).get(1), c(2.5), 0),
                new Row(
                        "an element of a normal vector",
                        vector().at(1).set(9),
                        Var.constant(0.3, 9, -1),
                        ends(0.3, -1)),
                new Row("another number there", vector().at(1).set(9), Var.constant(0.3, 8, -1), NEVER),
                new Row(
                        "two elements of a normal vector",
                        vector().at(Index.range(0, 3, 2)).set(Var.constant(8.0, 9)),
                        Var.constant(8, 1.5, 9),
                        0,
                        n(0.5 / Math.sqrt(2)) - 0.5 * Math.log(2),
                        0),
                new Row(
                        "rows of shares",
                        Dirichlet.of(Var.constant(1.0, 2, 3)).draw("d", 3).at(1).set(shares),
                        shares.broadcastTo(Shape.of(3, 3)),
                        ofShares,
                        0,
                        ofShares),
                new Row(
                        "a pad",
                        Functions.pad(normals(2), 0, 1, 2, 0.5),
                        Var.constant(0.5, 1, 2, 0.5, 0),
                        0,
                        n(1),
                        n(2),
                        0,
                        NEVER),
                new Row(
                        "a pad of a normal vector",
                        Functions.pad(vector().get(Index.range(0, 3, 2)), 0, 1, 0, 0),
                        Var.constant(0, 0.3, -1),
                        ends(0.3, -1)),
                new Row(
                        "a pad of an axis of two",
                        Functions.pad(normals(2, 1), 1, 0, 1, 7),
                        Var.constant(Tensor.of(new double[][] {{1, 7}, {2, 7}})),
                        n(1),
                        0,
                        n(2),
                        0));
    }

    private static Var twice() {
        Var x = normals(3);
        return x.at(1).set(x.get(1).times(2));
    }

    @Test
    void a_draw_holds_what_was_set_as_the_density_says() {
        Var x = normals(4).at(new int[] {3, 0}).set(Var.constant(2.5, 3));
        Var drawn = Var.constant(x.eval(RandomKey.of(3)));
        double[] logp = Densities.logp(x, drawn).eval().toDoubles();
        assertEquals(0, logp[0]);
        assertEquals(0, logp[3]);
    }

    @Test
    void to_impute_is_to_observe_some_elements_and_to_give_the_others_values_of_their_own() {
        Var mu = Normal.of(c(0), c(10)).draw("mu");
        Var x = Normal.of(mu, c(1)).draw("x", 4);
        int[] seen = {0, 3};
        int[] missing = {1, 2};
        double total = Joint.empty()
                .value("mu", mu, c(0.5))
                .observe("seen", x.get(Index.take(seen)), Var.constant(0.1, 0.7))
                .value("missing", x.get(Index.take(missing)), Var.constant(1.5, -1))
                .derive()
                .total(Checks.RAISE)
                .eval()
                .item();
        List<Double> all = new ArrayList<>(List.of(n(0.05) - Math.log(10)));
        for (double value : new double[] {0.1, 0.7, 1.5, -1}) {
            all.add(n(value - 0.5));
        }
        assertEquals(all.stream().mapToDouble(d -> d).sum(), total, 1e-12);
    }
}
