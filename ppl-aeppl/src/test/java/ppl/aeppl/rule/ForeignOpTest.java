package ppl.aeppl.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.conformance.LawConformance;
import ppl.aeppl.family.continuous.Beta;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.math.Univariate;

/** Functions that others have written: found by what they are, not by what they are called. */
class ForeignOpTest {

    private static final double[] AT = {-3, -0.2, 0, 0.7, 1.5, 4};

    private static Var normal(int n) {
        return Normal.of(c(0), c(1)).draw("z", n);
    }

    /** Of which no value comes near the ends of what it is mapped to. */
    private static Var narrow(int n) {
        return Normal.of(c(-0.2), c(0.3)).draw("z", n);
    }

    private static DensityCode refusal(Var node) {
        return assertThrows(LogDensityException.class, () -> Joint.law(node)).code();
    }

    @Test
    void a_function_called_exp_that_is_not_exp_has_no_law_of_exp() {
        Var line = Univariate.at(new ForeignOp.Unknown("exp", z -> z.times(2).plus(1)), normal(6));
        assertEquals(DensityCode.NO_RULE, refusal(line));
    }

    @Test
    void a_function_called_neg_that_folds_is_not_taken_for_a_negation() {
        assertEquals(DensityCode.NO_RULE, refusal(Univariate.at(new ForeignOp.Unknown("neg", Var::abs), normal(6))));
        for (String name : List.of("log", "sqrt", "cast", "add", "max", "broadcast", "sigmoid")) {
            assertEquals(DensityCode.NO_RULE, refusal(Univariate.at(new ForeignOp.Unknown(name, Var::abs), normal(6))));
        }
    }

    @Test
    void a_function_that_says_how_to_invert_it_has_its_law_whatever_its_name() {
        Var line = Univariate.at(new ForeignOp.Line(), normal(6));
        assertArrayEquals(Laws.logp(Normal.of(c(1), c(2)).law(Shape.of(6)), AT), Laws.logp(line, AT), 1e-14);
        assertEquals(-1.612085713764618, Laws.logp(Univariate.at(new ForeignOp.Line(), normal(1)), 1)[0], 1e-14);
    }

    static Stream<Arguments> derived_laws() {
        return Stream.of(
                law("line of N", n -> Univariate.at(new ForeignOp.Line(), normal(n))),
                law(
                        "line of exp",
                        n -> Univariate.at(new ForeignOp.Line(), normal(n).exp())),
                law("survival of N", n -> Univariate.at(new ForeignOp.Survival(), narrow(n))),
                law("1 - survival of N", n -> c(1).minus(Univariate.at(new ForeignOp.Survival(), narrow(n)))),
                law(
                        "cloglog of B",
                        n -> Univariate.at(
                                new ForeignOp.Cloglog(), Beta.of(c(2), c(3)).draw("b", n))));
    }

    private static Arguments law(String name, IntFunction<Var> node) {
        return Arguments.of(name, node);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("derived_laws")
    void their_laws_conform(String name, IntFunction<Var> node) {
        assertEquals(
                List.of(),
                LawConformance.of(name, n -> Joint.law(node.apply(n))).failures());
    }

    @Test
    void distances_that_digits_cannot_tell_are_taken_from_the_value() {
        // (X - 1) is exponential, whose root is a Rayleigh variable: near 0 the digits of X tell nothing of it.
        double[] at = {1e-9, 1e-5, 0.1, 1, 3};
        Var node = Univariate.at(
                new ForeignOp.Excess(), Exponential.of(c(0.7)).draw("e", 5).plus(1));
        double[] got = Laws.logp(node, at);
        for (int i = 0; i < at.length; i++) {
            double want = Math.log(2 * 0.7 * at[i]) - 0.7 * at[i] * at[i];
            assertEquals(want, got[i], 1e-13 * Math.max(1, Math.abs(want)), "at " + at[i]);
        }
    }

    @Test
    void undone_by_another_they_give_back_the_law_that_they_were_given() {
        double[] at = {1e-9, 0.01, 0.3, 0.5, 0.9, 1 - 1e-9};
        Var b = Beta.of(c(2), c(3)).draw("b", 6);
        Var again = c(1).minus(Univariate.at(new ForeignOp.Survival(), Univariate.at(new ForeignOp.Cloglog(), b)));
        double[] want = Laws.logp(Beta.of(c(2), c(3)).law(Shape.of(6)), at);
        double[] got = Laws.logp(again, at);
        for (int i = 0; i < at.length; i++) {
            assertEquals(
                    want[i], got[i], 1e-12 * Math.abs(want[i]) + 2e-15 / Math.min(at[i], 1 - at[i]), "at " + at[i]);
        }
    }

    @Test
    void a_domain_that_does_not_cover_the_support_is_refused() {
        assertEquals(DensityCode.DOMAIN_NOT_COVERED, refusal(Univariate.at(new ForeignOp.Excess(), normal(2))));
        assertEquals(
                DensityCode.NO_RULE,
                refusal(Univariate.at(new ForeignOp.Line(), Poisson.of(c(3)).draw("k", 2))));
    }

    @Test
    void a_function_that_is_not_elementwise_is_told_so() {
        LogDensityException e =
                assertThrows(LogDensityException.class, () -> Joint.law(Var.of(new Summed(), normal(3))));
        assertEquals(DensityCode.NO_RULE, e.code());
        assertTrue(
                e.getMessage().contains("'summed' says that it is monotone element by element, but it makes [] of [3]"),
                e::getMessage);
    }

    /** A sum that claims to be one-to-one. */
    record Summed() implements Monotone {
        @Override
        public String name() {
            return "summed";
        }

        @Override
        public TensorType infer(List<Var> inputs) {
            return Functions.sum(inputs.getFirst()).type();
        }

        @Override
        public Var expand(List<Var> inputs) {
            return Functions.sum(inputs.getFirst());
        }

        @Override
        public Support image() {
            return Support.reals();
        }

        @Override
        public boolean isIncreasing() {
            return true;
        }

        @Override
        public Var inverse(Value y) {
            return y.var();
        }

        @Override
        public Var logSlope(Value y) {
            return c(0);
        }
    }
}
