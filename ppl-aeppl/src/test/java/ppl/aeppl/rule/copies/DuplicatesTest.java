package ppl.aeppl.rule.copies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static ppl.aeppl.Laws.c;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.cases.Row;
import ppl.aeppl.cases.RowTable;
import ppl.aeppl.family.composed.ZeroInflated;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** Elements that are picked twice, or repeated, and functions of them: each different one counts once, and copies agree. */
final class DuplicatesTest implements RowTable {

    private static final double NEVER = Double.NEGATIVE_INFINITY;
    private static final double LOG_2 = Math.log(2);

    /** Elements 0, 0 and 2. */
    private static Var picked(Var x) {
        return x.get(Index.take(0, 0, 2));
    }

    private static Var exponential() {
        return picked(Exponential.of(c(2)).draw("e", 3));
    }

    private static Var normal() {
        return picked(Normal.of(c(0), c(1)).draw("x", 3));
    }

    private static Var count() {
        return picked(Poisson.of(c(2.0)).draw("k", 3));
    }

    private static Var vector() {
        return MvNormal.of(Var.constant(0.0, 1), Var.constant(Tensor.of(new double[][] {{1, 0.9}, {0.9, 2}})))
                .draw("mv")
                .get(Index.take(1, 0, 1));
    }

    private static Var repeated() {
        return Exponential.of(c(2)).draw("e").broadcastTo(Shape.of(3));
    }

    private static Var stacked() {
        Var x = Exponential.of(c(2)).draw("e");
        return Functions.vector(x, x, Normal.of(c(0), c(1)).draw("y"));
    }

    private static Var set() {
        Var x = Normal.of(c(0), c(1)).draw("x", 3);
        return x.at(1).set(x.get(0));
    }

    private static Var at(double... values) {
        return Var.constant(values);
    }

    private static Var truth(boolean... values) {
        return Var.constant(Tensor.of(values));
    }

    private static double e(double x) {
        return LOG_2 - 2 * x;
    }

    private static double n(double x) {
        return -0.5 * x * x - 0.5 * Math.log(2 * Math.PI);
    }

    /** Of the vector at elements 0.3 and 0.7. */
    private static double pair() {
        double b = 0.7 - 1;
        double square = (2 * 0.09 - 2 * 0.9 * 0.3 * b + b * b) / 1.19;
        return -0.5 * square - 0.5 * Math.log(1.19) - Math.log(2 * Math.PI);
    }

    /** log P(a < X < b) of the exponential. */
    private static double between(double a, double b) {
        return Math.log(Math.exp(-2 * a) - Math.exp(-2 * b));
    }

    @Override
    public List<Row> rows() {
        Var same = Normal.of(c(0), c(1)).draw("n").broadcastTo(Shape.of(2));
        Var inflated = ZeroInflated.of(c(0.6), Normal.of(c(0), c(1))).draw("z");
        return List.of(
                new Row("picks", exponential(), at(0.5, 0.5, 1), e(0.5) + e(1)),
                new Row("picks that differ", exponential(), at(0.5, 0.6, 1), NEVER),
                new Row("exp", exponential().exp(), at(0.5, 0.5, 1).exp(), e(0.5) + e(1) - 1.5),
                new Row("exp, differing", exponential().exp(), at(1.5, 1.6, 2), NEVER),
                new Row("2 x + 1", exponential().times(2).plus(1), at(2, 2, 3), e(0.5) + e(1) - 2 * LOG_2),
                new Row(
                        "times the same for copies",
                        exponential().times(at(2, 2, 3)),
                        at(1, 1, 3),
                        e(0.5) + e(1) - Math.log(6)),
                new Row("2 x + 1 of normals", normal().times(2).plus(1), at(2, 2, 3), n(0.5) + n(1) - 2 * LOG_2),
                new Row("rint", Functions.rint(exponential()), at(1, 1, 0), between(0.5, 1.5) + between(0, 0.5)),
                new Row(
                        "floor of 2 x",
                        Functions.floor(exponential().times(2)),
                        at(1, 1, 0),
                        between(0.5, 1) + between(0, 0.5)),
                new Row("abs", normal().abs(), at(1, 1, 0.5), n(1) + n(0.5) + 2 * LOG_2),
                new Row("square", normal().square(), at(1, 1, 0.25), n(1) + n(0.5) + LOG_2),
                new Row("1 / x", c(1).div(normal()), at(2, 2, 1), n(0.5) + n(1) - 2 * LOG_2),
                new Row("clip", Functions.clip(normal(), 0, 5), at(0, 0, 0.5), n(0.5) - LOG_2),
                new Row("signs", normal().gt(0), truth(true, true, false), -2 * LOG_2),
                new Row("signs that differ", normal().gt(0), truth(true, false, false), NEVER),
                new Row("not", Functions.not(normal().gt(0)), truth(true, true, false), -2 * LOG_2),
                new Row("counts as floats", count().cast(DType.F64), at(1, 1, 2), 2 * LOG_2 - 4),
                new Row("counts plus 1", count().plus(1), Var.constant(Tensor.of(new long[] {2, 2, 3})), 2 * LOG_2 - 4),
                new Row("different ones of them", exponential().get(Index.take(1, 2)), at(0.5, 1), e(0.5), e(1)),
                new Row("the same ones of them", exponential().get(Index.take(1, 0)), at(0.5, 0.5), e(0.5)),
                new Row("a sum", normal().sum(), c(1), n(1 / Math.sqrt(5)) - 0.5 * Math.log(5)),
                new Row(
                        "chosen from",
                        Functions.where(truth(true, false, true), exponential(), at(7, 8, 9)),
                        at(0.5, 8, 1),
                        e(0.5),
                        0,
                        e(1)),
                new Row(
                        "in a longer tensor",
                        Functions.concat(List.of(exponential(), at(3)), 0),
                        at(0.5, 0.5, 1, 3),
                        e(0.5) + e(1)),
                new Row("elements of a vector", vector(), at(0.7, 0.3, 0.7), pair()),
                new Row("elements of a vector that differ", vector(), at(0.7, 0.3, 0.6), NEVER),
                new Row(
                        "exp of elements of a vector",
                        vector().exp(),
                        at(0.7, 0.3, 0.7).exp(),
                        pair() - 1),
                new Row("twice elements of a vector", vector().times(2), at(1.4, 0.6, 1.4), pair() - 2 * LOG_2),
                new Row("rint of repeated", Functions.rint(repeated()), at(1, 1, 1), between(0.5, 1.5)),
                new Row("rint of repeated, differing", Functions.rint(repeated()), at(1, 1, 2), NEVER),
                new Row("repeated compared", repeated().gt(1), truth(true, true, true), -2),
                new Row("max of repeated and 1", Functions.maximum(repeated(), 1), at(1, 1, 1), between(0, 1)),
                new Row("repeated times itself", same.times(same), at(1, 1), n(1)),
                new Row(
                        "repeated with a point, doubled",
                        inflated.broadcastTo(Shape.of(2)).times(2),
                        at(0, 0),
                        Math.log(0.4)),
                new Row("stacked with itself", stacked(), at(0.5, 0.5, 1), e(0.5) + n(1)),
                new Row(
                        "exp of what is stacked with itself",
                        stacked().exp(),
                        at(0.5, 0.5, 1).exp(),
                        e(0.5) + n(1) - 1.5),
                new Row("stacked with itself, differing", stacked(), at(0.5, 0.6, 1), NEVER),
                new Row("an element set to another", set(), at(0.5, 0.5, 1), n(0.5) + n(1)),
                new Row("some of repeated", repeated().get(Index.take(0, 1)), at(0.5, 0.5), e(0.5)));
    }

    @Test
    void copies_of_a_function_tell_the_draw() {
        Var x = Exponential.of(c(2)).draw("x", 2);
        double total = Joint.empty()
                .observe("p", x.get(Index.take(0, 1, 0)).exp(), at(0.5, 1, 0.5).exp())
                .observe("y", Normal.of(x.sum(), c(1)).draw("y"), c(2))
                .derive()
                .total(Checks.RAISE)
                .eval()
                .item();
        assertEquals(e(0.5) + e(1) - 1.5 + n(0.5), total, 1e-12);
    }

    @Test
    void a_draw_of_copies_agrees_with_itself() {
        Law law = Joint.law(normal().times(2).plus(1));
        double[] drawn = law.draw(KeyVar.of(RandomKey.of(5))).eval().toDoubles();
        assertEquals(drawn[0], drawn[1]);
        double want = n((drawn[0] - 1) / 2) + n((drawn[2] - 1) / 2) - 2 * LOG_2;
        double found =
                law.logDensity(Value.of(Var.constant(drawn))).total().eval().item();
        assertEquals(want, found, 1e-12);
    }
}
