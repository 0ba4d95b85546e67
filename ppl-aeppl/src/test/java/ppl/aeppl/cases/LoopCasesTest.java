package ppl.aeppl.cases;

import static ppl.aeppl.Laws.c;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.LogNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.StudentT;
import ppl.aeppl.family.discrete.Poisson;
import ppl.graph.Functions;
import ppl.graph.Scan;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** What loops make of random tensors. */
final class LoopCasesTest {

    private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

    private static double normal(double x, double mu, double sigma) {
        double z = (x - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - HALF_LOG_2PI;
    }

    private static double exponential(double x, double rate) {
        return x < 0 ? Double.NEGATIVE_INFINITY : Math.log(rate) - rate * x;
    }

    private static double poisson(double k, double mu) {
        double log = k * Math.log(mu) - mu;
        for (int i = 2; i <= k; i++) {
            log -= Math.log(i);
        }
        return log;
    }

    /** With five degrees of freedom. */
    private static double student(double x, double scale) {
        double z = x / scale;
        double norm = Math.log(8 / (3 * Math.PI * Math.sqrt(5)));
        return norm - 3 * Math.log1p(z * z / 5) - Math.log(scale);
    }

    private static Var normals(int steps, int copies) {
        return Normal.of(c(0), c(1.5)).draw("e", steps, copies);
    }

    private static Scan from(Var e, double first) {
        return Scan.over(e).from(first);
    }

    private static double sum(double[] y, Step step) {
        double sum = 0;
        for (int t = 0; t < y.length; t++) {
            sum += step.of(t);
        }
        return sum;
    }

    /** What row t adds. */
    private interface Step {
        double of(int t);
    }

    private static double at(double[] y, int t, double first) {
        return t < 0 ? first : y[t];
    }

    private static final List<PathCase> ALL = List.of(
            PathCase.of(
                    "AR(1)",
                    (n, m) -> from(normals(n, m), 0.5)
                            .run(t -> t.next(t.state().times(0.8).plus(t.element())))
                            .states(),
                    y -> sum(y, t -> normal(y[t], 0.8 * at(y, t - 1, 0.5), 1.5)),
                    1,
                    0.5,
                    2,
                    -4),
            PathCase.of(
                    "AR(2), with taps",
                    (n, m) -> Scan.over(normals(n, m))
                            .from(
                                    Functions.broadcastTo(
                                            Functions.reshape(Var.constant(Tensor.of(new double[] {0.5, -1})), 2, 1),
                                            Shape.of(2, m)),
                                    2)
                            .run(t -> t.next(t.state(0, 1)
                                    .times(0.8)
                                    .plus(t.state(0, 2).times(-0.3))
                                    .plus(t.element())))
                            .states(),
                    y -> sum(
                            y,
                            t -> normal(y[t], 0.8 * at(y, t - 1, -1) - 0.3 * (t == 1 ? -1 : at(y, t - 2, 0.5)), 1.5)),
                    1,
                    0.5,
                    2,
                    -4),
            PathCase.of(
                    "the exponential of an AR(1), as output",
                    (n, m) -> from(normals(n, m), 0.5)
                            .run(t -> {
                                Var x = t.state().times(0.8).plus(t.element());
                                return t.next(x).give(x.exp());
                            })
                            .output(),
                    y -> sum(
                            y,
                            t -> normal(Math.log(y[t]), 0.8 * (t == 0 ? 0.5 : Math.log(y[t - 1])), 1.5)
                                    - Math.log(y[t])),
                    1,
                    0.5,
                    2,
                    4),
            PathCase.of(
                    "a moving average of order 1",
                    (n, m) -> from(normals(n, m), 0)
                            .run(t -> t.next(t.element())
                                    .give(t.element().plus(0.3).plus(t.state().times(0.6))))
                            .output(),
                    LoopCasesTest::movingAverage,
                    1,
                    0.5,
                    2,
                    -4),
            PathCase.of(
                    "GARCH(1, 1) with Student's t",
                    (n, m) -> Scan.over(StudentT.of(c(5), c(0), c(1)).draw("e", n, m))
                            .from(1.2)
                            .from(0.4)
                            .run(t -> {
                                Var h = t.state(1)
                                        .square()
                                        .times(0.3)
                                        .plus(t.state(0).times(0.5))
                                        .plus(0.2);
                                Var y = h.sqrt().times(t.element());
                                return t.next(h, y).give(y);
                            })
                            .output(),
                    LoopCasesTest::garch,
                    1,
                    0.5,
                    2,
                    -4),
            PathCase.of(
                    "AR(1) of exponential steps",
                    (n, m) -> from(Exponential.of(c(0.7)).draw("e", n, m), 0.5)
                            .run(t -> t.next(t.state().times(0.8).plus(t.element())))
                            .states(),
                    y -> sum(y, t -> exponential(y[t] - 0.8 * at(y, t - 1, 0.5), 0.7)),
                    1,
                    1.5,
                    2,
                    4),
            PathCase.of(
                    "a product of lognormals with a power",
                    (n, m) -> from(LogNormal.of(c(0.1), c(0.5)).draw("e", n, m), 2)
                            .run(t -> t.next(t.state().sqrt().times(t.element())))
                            .states(),
                    y -> sum(
                            y,
                            t -> normal(Math.log(y[t]), 0.1 + 0.5 * Math.log(at(y, t - 1, 2)), 0.5) - Math.log(y[t])),
                    1,
                    1.5,
                    2,
                    4),
            PathCase.of(
                    "a walk with drift, steps of sizes of their own",
                    (n, m) -> Scan.over(normals(n, m), Functions.arange(n).plus(1))
                            .from(0.5)
                            .run(t -> t.next(
                                    t.state().plus(0.25).plus(t.element(0).times(Functions.toFloat(t.element(1))))))
                            .states(),
                    y -> sum(y, t -> normal(y[t], at(y, t - 1, 0.5) + 0.25, 1.5 * (t + 1))),
                    1,
                    0.5,
                    2,
                    -4),
            PathCase.of(
                    "AR(1) backward",
                    (n, m) -> from(normals(n, m), 0.5)
                            .backward()
                            .run(t -> t.next(t.state().times(0.8).plus(t.element())))
                            .states(),
                    y -> sum(y, t -> normal(y[t], 0.8 * (t == y.length - 1 ? 0.5 : y[t + 1]), 1.5)),
                    1,
                    0.5,
                    2,
                    -4),
            PathCase.of(
                    "a moving average of order 2",
                    (n, m) -> Scan.over(normals(n, m))
                            .from(Functions.broadcastTo(c(0.0), Shape.of(2, m)), 2)
                            .run(t -> t.next(t.element())
                                    .give(t.element()
                                            .plus(t.state(0, 1).times(0.6))
                                            .plus(t.state(0, 2).times(-0.4))))
                            .output(),
                    LoopCasesTest::movingAverageOfTwo,
                    1,
                    0.5,
                    2,
                    -4),
            PathCase.whole(
                    "counts that add up",
                    (n, m) -> Scan.over(Poisson.of(c(1.5)).draw("k", n, m))
                            .from(2)
                            .run(t -> t.next(t.state().plus(t.element())))
                            .states(),
                    y -> sum(y, t -> poisson(y[t] - at(y, t - 1, 2), 1.5)),
                    3,
                    3,
                    7),
            PathCase.whole(
                    "a rounded AR(1)",
                    (n, m) -> from(normals(n, m), 0.5)
                            .run(t -> t.next(Functions.rint(t.state().times(0.8).plus(t.element()))))
                            .states(),
                    y -> sum(y, t -> interval(y[t] - 0.5, y[t] + 0.5, 0.8 * at(y, t - 1, 0.5))),
                    1,
                    0,
                    2,
                    -4),
            PathCase.whole(
                    "an AR(1) that stops at 0",
                    (n, m) -> from(normals(n, m), 0.5)
                            .run(t -> t.next(
                                    Functions.maximum(t.state().times(0.8).plus(t.element()), 0)))
                            .states(),
                    y -> sum(
                            y,
                            t -> y[t] > 0
                                    ? normal(y[t], 0.8 * at(y, t - 1, 0.5), 1.5)
                                    : interval(-1e9, 0, 0.8 * at(y, t - 1, 0.5))),
                    1,
                    0,
                    0,
                    4));

    /** The log-probability that a normal with standard deviation 1.5 lies between, by Simpson's rule. */
    private static double interval(double lo, double hi, double mu) {
        int panels = 8000;
        double from = Math.max(lo, mu - 15);
        double h = (hi - from) / panels;
        double sum = 0;
        for (int i = 0; i <= panels; i++) {
            double weight = i == 0 || i == panels ? 1 : i % 2 == 0 ? 2 : 4;
            sum += weight * Math.exp(normal(from + i * h, mu, 1.5));
        }
        return Math.log(sum * h / 3);
    }

    private static double movingAverage(double[] y) {
        double before = 0;
        double sum = 0;
        for (double v : y) {
            before = v - 0.3 - 0.6 * before;
            sum += normal(before, 0, 1.5);
        }
        return sum;
    }

    private static double movingAverageOfTwo(double[] y) {
        double before = 0;
        double first = 0;
        double sum = 0;
        for (double v : y) {
            double e = v - 0.6 * before + 0.4 * first;
            first = before;
            before = e;
            sum += normal(e, 0, 1.5);
        }
        return sum;
    }

    private static double garch(double[] y) {
        double h = 1.2;
        double last = 0.4;
        double sum = 0;
        for (double v : y) {
            h = 0.2 + 0.3 * last * last + 0.5 * h;
            sum += student(v, Math.sqrt(h));
            last = v;
        }
        return sum;
    }

    @TestFactory
    Stream<DynamicTest> the_law_of() {
        return ALL.stream().map(c -> DynamicTest.dynamicTest(c.name(), c::check));
    }
}
