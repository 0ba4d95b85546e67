package ppl.tests.aeppl.exact;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;

/**
 * Log-probabilities of random chains of shifts, negations, casts and clips against exact values: of all families of whole
 * numbers, at whole numbers, between them, at ends and beyond, where doubles no longer hold whole numbers, infinite and NaN; and
 * their derivatives in the parameter.
 */
class ExactCountsTest {

    @Test
    void random_chains_of_counts_have_their_exact_probabilities() {
        Tally tally = new Tally();
        for (int seed = 0; tally.cases() < 600; seed++) {
            compare(seed, tally);
        }
        tally.close();
    }

    @Test
    @Tag("nightly")
    void twenty_thousand_random_cases_of_counts_have_their_exact_probabilities() {
        Tally tally = new Tally();
        for (int seed = 100_000; tally.cases() < 20_000; seed++) {
            compare(seed, tally);
        }
        tally.close();
    }

    static void compare(int seed, Tally tally) {
        CountCases cases = new CountCases(new Random(seed));
        CountChain chain = cases.chain();
        List<CountReference> all = cases.points(chain).stream()
                .map(p -> CountReference.of(chain, p))
                .toList();
        boolean whole = !chain.becomesDouble();
        for (Computed way : Computed.values()) {
            if (way == Computed.JOINT && whole) {
                continue; // which refuses doubles
            }
            tally.ask();
            boolean model = way == Computed.MODEL;
            List<CountReference> asked = way.of(all, CountReference::y).stream()
                    .filter(r -> !(model && whole) || isExactWhole(r.y()))
                    .toList();
            compare(way.name(), asked, way.at(chain, values(asked)), tally);
        }
        if (whole) {
            List<CountReference> asked =
                    all.stream().filter(r -> isExactWhole(r.y())).toList();
            compare("WHOLE_NUMBERS_AS_INPUT", asked, atWhole(chain, values(asked)), tally);
        }
        if (chain.family().slopeParameter() >= 0) {
            slopes(chain, all, tally);
        }
    }

    private static double[] values(List<CountReference> references) {
        return references.stream().mapToDouble(CountReference::y).toArray();
    }

    /** Models refuse others for variables of whole numbers. */
    private static boolean isExactWhole(double y) {
        return y == Math.rint(y) && Math.abs(y) <= 0x1p62;
    }

    private static void compare(String way, List<CountReference> asked, List<Computed.Result> found, Tally tally) {
        for (int i = 0; i < asked.size(); i++) {
            CountReference r = asked.get(i);
            double logp = found.get(i).logp();
            String what = way + " " + r.chain() + " at " + r.y() + ": " + logp + " instead of ";
            tally.judge(r.allows(logp), what + r.exact().value());
        }
    }

    private static List<Computed.Result> atWhole(CountChain chain, double[] y) {
        long[] whole = Arrays.stream(y).mapToLong(v -> (long) v).toArray();
        DType type = chain.node(Var::constant, Shape.of()).dtype();
        Var in = Var.input("y", new TensorType(DType.I64, Shape.of(y.length)));
        Var logp = Joint.law(chain.node(Var::constant, Shape.of(y.length)))
                .logDensity(Value.of(type == DType.I64 ? in : in.cast(type)))
                .elementwise();
        try (var compiled = new Graph(List.of(in), List.of(logp)).compile(CompileOptions.defaults())) {
            Tensor found = compiled.call(List.of(Tensor.of(whole))).getFirst();
            return Computed.results(found);
        }
    }

    /** Each value with a parameter of its own, all of the same number. */
    private static void slopes(CountChain chain, List<CountReference> all, Tally tally) {
        double[] y = values(all);
        double[] p = new double[y.length];
        Arrays.fill(p, chain.parameters()[chain.family().slopeParameter()]);
        Var parameter = Var.input("p", y.length);
        Var logp = Joint.law(chain.node(parameter, Shape.of(y.length)))
                .logDensity(Value.of(Var.constant(y)))
                .elementwise();
        Var slope = Gradient.of(logp.sum(), parameter);
        List<Tensor> found;
        try (var compiled = new Graph(List.of(parameter), List.of(logp, slope)).compile(CompileOptions.defaults())) {
            found = compiled.call(List.of(Tensor.of(p)));
        }
        compare("PARAMETER_AS_INPUT", all, Computed.results(found.getFirst()), tally);
        for (int i = 0; i < y.length; i++) {
            CountReference r = all.get(i);
            double actual = found.getLast().doubleAt(i);
            String what = chain + " at " + y[i] + " has slope " + actual + " in its parameter";
            if (Double.isFinite(y[i]) && !Double.isNaN(found.getFirst().doubleAt(i))) {
                tally.note(!Double.isNaN(actual), what);
            }
            r.slope()
                    .ifPresent(
                            s -> tally.judgeSlope(CountReference.allows(s, actual), what + " instead of " + s.value()));
        }
    }
}
