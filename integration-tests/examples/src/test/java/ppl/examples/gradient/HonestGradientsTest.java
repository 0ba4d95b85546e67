package ppl.examples.gradient;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static ppl.api.Distributions.beta;
import static ppl.api.Distributions.cauchy;
import static ppl.api.Distributions.exponential;
import static ppl.api.Distributions.gamma;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;
import static ppl.api.Distributions.studentT;
import static ppl.api.Distributions.uniform;
import static ppl.graph.Functions.clip;
import static ppl.graph.Functions.maximum;
import static ppl.graph.Functions.minimum;
import static ppl.graph.Functions.where;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.family.Distribution;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Var;

/**
 * Models whose density is not smooth where the chains start, or so steep or so flat that differences say little. Their
 * gradient is right, so none of them may be stopped: 8 seeds each, with all chains started at the kink, and jittered.
 */
class HonestGradientsTest {

    private static Named<Model> of(String name, Distribution prior, UnaryOperator<Var> term) {
        return Named.of(name, Model.build(m -> {
            Dim k = m.dim("k", 4);
            Var x = m.sample("x", prior, k);
            m.potential("p", term.apply(x).sum());
        }));
    }

    private static Named<Model> line(String name, UnaryOperator<Var> term) {
        return of(name, normal(0, 1), term);
    }

    private static Named<Model> observed(String name, Distribution prior, UnaryOperator<Var> mean, double scale) {
        return Named.of(name, Model.build(m -> {
            Var x = m.sample("x", prior);
            m.observe("y", normal(mean.apply(x), scale), new double[] {0.1, -0.2, 0.3}, m.dim("row", 3));
        }));
    }

    private static final Var ZERO = Var.constant(0.0);

    static List<Named<Model>> models() {
        return List.of(
                line("abs at 0", Var::abs),
                line("minus abs", x -> x.abs().unaryMinus()),
                line("max at a tie", x -> maximum(x, ZERO)),
                line("min at a tie", x -> minimum(x, ZERO).times(3)),
                line("differences of kinks", x -> maximum(x.get(0), ZERO).minus(maximum(x.get(1), ZERO))),
                line("products of kinks", x -> maximum(x, ZERO).times(x.abs()).plus(x.abs())),
                line("clip at its end", x -> clip(x, 0, 1).times(2)),
                line("clip of a point", x -> clip(x, 0, 0).plus(x)),
                line("clip far off", x -> clip(x, 100, 200).times(x)),
                line("greatest of equal elements", Functions::max),
                line("least of equal elements", Functions::min),
                line("where at its edge, with a jump", x -> where(x.gt(0), x.plus(1), x.times(2))),
                line("where at its edge, with a kink", x -> where(x.ge(0), x.times(5), x)),
                line(
                        "where of opposite slopes",
                        x -> where(x.get(0).lt(x.get(1)), x.get(0), x.get(1).times(4))),
                line("rint", x -> Functions.rint(x.times(3)).times(0.1)),
                line("floor", x -> Functions.floor(x)),
                line("ceil of tiny steps", x -> Functions.ceil(x.times(1e6)).times(1e-6)),
                line("whole numbers", x -> x.cast(DType.I64).cast(DType.F64)),
                line("float32 in between", x -> x.cast(DType.F32).times(3).cast(DType.F64)),
                line("a cusp", x -> x.abs().plus(1e-300).sqrt().unaryMinus()),
                line("a cube", x -> x.times(x).times(x)),
                line("nothing", x -> x.times(0)),
                line("a great constant", x -> x.plus(1e12)),
                line("fast waves", x -> Functions.sin(x.times(1e5)).times(1e-2)),
                line(
                        "a narrow ridge",
                        x -> x.get(0).minus(x.get(1)).times(1e6).square().unaryMinus()),
                line("a steep wall", x -> x.times(50).exp().unaryMinus()),
                observed("a steep posterior", normal(0, 1), x -> x, 1e-6),
                observed("a very steep posterior", normal(0, 1), x -> x, 1e-12),
                observed("a steep posterior of a kink", normal(0, 1), Var::abs, 1e-4),
                observed("a flat posterior", normal(0, 1e6), x -> x, 1e6),
                of("a scale far off", halfNormal(1e-8), x -> x.times(1e8).unaryMinus()),
                of("a pole at the end", gamma(0.05, 1), x -> x.unaryMinus()),
                of("poles at both ends", beta(0.05, 0.05), x -> x),
                of("an interval far from 0", uniform(1e6, 1e6 + 1), x -> x.minus(1e6)),
                of("heavy tails", cauchy(0, 1e5), x -> x.times(1e-5).abs()),
                of("heavier tails", studentT(0.3, 0, 1), x -> x.abs().unaryMinus()),
                of("exponentials at a bound", exponential(1), x -> minimum(x, Var.constant(1.0))
                        .times(4)),
                Named.of("many counts", Model.build(m -> {
                    Var rate = m.sample("rate", gamma(1, 1e-9));
                    m.observe("n", poisson(rate), 1e9);
                })));
    }

    private static Inference brief(Model model, int seed) {
        return model.infer().tune(1).draws(1).chains(2).cores(1).seed(seed).progress(Progress.silent());
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_right_gradient_never_stops_a_run(Model model) {
        for (int seed = 0; seed < 8; seed++) {
            int s = seed;
            assertDoesNotThrow(() -> brief(model, s).jitter(0).run());
            assertDoesNotThrow(() -> brief(model, s).run());
        }
    }
}
