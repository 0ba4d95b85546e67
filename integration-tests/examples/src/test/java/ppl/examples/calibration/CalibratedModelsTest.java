package ppl.examples.calibration;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.api.Model;
import ppl.api.sbc.Sbc;
import ppl.api.sbc.SbcResult;
import ppl.graph.Var;

/**
 * Models of several kinds, from the density to the draws of the default sampler: ranks are uniform. The p-value is that of the worst
 * quantity, times their number; for other seeds one in 10,000 would fail.
 */
@Tag("nightly")
class CalibratedModelsTest {

    private static final Map<String, Supplier<Model>> MODELS = Map.of(
            "location and scale", CalibratedModelsTest::locationAndScale,
            "schools, not centred", CalibratedModelsTest::schools,
            "counts with an exposure", CalibratedModelsTest::counts,
            "shares of categories", CalibratedModelsTest::shares,
            "components that are summed out", CalibratedModelsTest::mixture,
            "an autoregression", CalibratedModelsTest::autoregression,
            "correlated effects", CalibratedModelsTest::correlated);

    private static Model locationAndScale() {
        return Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 2));
            Var sigma = m.sample("sigma", gamma(3, 2));
            m.observe("y", studentT(4, mu, sigma), new double[8], m.dim("row", 8));
        });
    }

    private static Model schools() {
        return Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 5));
            Var tau = m.sample("tau", halfNormal(5));
            Var z = m.sample("z", normal(0, 1), m.dim("school", 8));
            m.observe(
                    "y", normal(mu.plus(tau.times(z)), vector(15.0, 10, 16, 11, 9, 11, 10, 18)), new double[8], m.dim("row", 8));
        });
    }

    private static Model counts() {
        return Model.build(m -> {
            Var level = m.sample("level", normal(0, 1));
            Var slope = m.sample("slope", normal(0, 0.5));
            Var x = Var.constant(new double[] {-1, -0.5, 0, 0.5, 1, 1.5});
            m.observe("n", poisson(exp(level.plus(slope.times(x))).times(vector(1, 2, 3, 1, 2, 3))), new int[6], m.dim("row", 6));
        });
    }

    private static Model shares() {
        return Model.build(m -> {
            Var p = m.sample("p", dirichlet(1, 2, 3));
            m.observe("n", multinomial(20, p), new int[] {5, 5, 10});
        });
    }

    private static Model mixture() {
        return Model.build(m -> {
            Var w = m.sample("w", beta(2, 2));
            Var far = m.sample("far", normal(3, 1));
            Var component = m.marginalize("component", bernoulli(w), m.dim("point", 12));
            m.observe("y", normal(stack(java.util.List.of(zerosLike(far), far), 0).get(component), 1), new double[12], m.dim("row", 12));
        });
    }

    private static Model autoregression() {
        return Model.build(m -> {
            Var phi = m.sample("phi", uniform(-1, 1));
            Var sigma = m.sample("sigma", logNormal(0, 0.5));
            Var noise = normal(0, sigma).draw("noise", 20);
            m.observe("y", scan(Var.constant(0.0), noise, (y, e) -> y.times(phi).plus(e)), new double[20]);
        });
    }

    private static Model correlated() {
        return Model.build(m -> {
            Var factor = m.sample("L", lkjCholesky(2, 2));
            Var sd = m.sample("sd", gamma(3, 3), m.dim("effect", 2));
            m.observe(
                    "y",
                    mvNormalCholesky(vector(0, 0), expandDims(sd, -1).times(factor)),
                    new double[10],
                    m.dim("row", 5),
                    m.dim("column", 2));
        });
    }

    static Stream<String> models() {
        return new TreeSet<>(MODELS.keySet()).stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void ranks_are_uniform(String name) {
        Model model = Objects.requireNonNull(MODELS.get(name)).get();
        SbcResult result = Sbc.of(model).datasets(200).seed(1).run();
        assertTrue(result.pValue() > 1e-4, () -> name + "\n" + result);
        assertTrue(result.fewEffective() <= 2, () -> name + "\n" + result);
    }
}
