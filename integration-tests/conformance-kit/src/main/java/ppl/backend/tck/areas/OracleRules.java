package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Need;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Subject;
import ppl.backend.tck.tables.Pattern;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Given;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/** Rules O: whole programs give the bits that the reference backend gives. */
final class OracleRules {

    private static final int GRAPHS = 60;

    private OracleRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of(
                                "O1.01",
                                "random programs on ordinary numbers give the bits of the reference",
                                "a fusion that changes the order",
                                random(false))
                        .needing(Need.ORACLE),
                Rule.of(
                                "O1.02",
                                "random programs on hostile numbers give the bits of the reference",
                                "a shortcut for NaN, infinity or zero",
                                random(true))
                        .needing(Need.ORACLE),
                Rule.of(
                                "O2.01",
                                "densities with gradients give the bits of the reference",
                                "a fused gradient in another order",
                                densities())
                        .needing(Need.ORACLE));
    }

    private static List<Case> random(boolean hostile) {
        List<Case> cases = new ArrayList<>();
        for (int seed = 0; seed < GRAPHS; seed++) {
            int of = seed;
            cases.add(new Case("program " + seed, s -> {
                RandomProgram program = RandomProgram.of(of, hostile);
                equal(s, program.outputs(), program.givens());
            }));
        }
        return cases;
    }

    private static void equal(Subject s, List<Var> outputs, Given... givens) {
        List<Tensor> expected = s.reference().lowered(outputs, givens);
        List<Tensor> actual = s.lowered(outputs, givens);
        for (int i = 0; i < expected.size(); i++) {
            Expect.bits(expected.get(i), actual.get(i), "output " + i + ", " + outputs.get(i));
        }
    }

    private static List<Case> densities() {
        return List.of(
                new Case("a hierarchical regression over 919 rows and 85 groups", s -> {
                    Var z = Var.input("z", 174);
                    int[] rows = new int[919];
                    double[] floor = new double[919];
                    for (int i = 0; i < 919; i++) {
                        rows[i] = i * i % 85;
                        floor[i] = i % 3 == 0 ? 1 : 0;
                    }
                    Var group = Var.constant(Tensor.of(rows));
                    Var a = Functions.slice(z, 0, 0, 85, 1).times(z.get(170)).plus(z.get(171));
                    Var b = Functions.slice(z, 0, 85, 85, 1).times(z.get(172)).plus(z.get(173));
                    Var mu = a.get(group).plus(b.get(group).times(Var.constant(floor)));
                    Var y = Var.constant(Pattern.NEAR1.tensor(DType.F64, 95, 919));
                    Var logp = y.minus(mu)
                            .square()
                            .sum()
                            .times(-0.5)
                            .plus(z.square().sum().times(-0.5));
                    valueAndGradient(s, logp, z, Pattern.NEAR1.tensor(DType.F64, 96, 174));
                }),
                new Case("a regression on a matrix of 700 by 12", s -> {
                    Var w = Var.input("w", 12);
                    Var x = Var.constant(Pattern.NEAR1.tensor(DType.F64, 97, 700, 12));
                    Var residual = Var.constant(Pattern.NEAR1.tensor(DType.F64, 98, 700))
                            .minus(x.dot(w));
                    Var logp = residual.square().plus(1).sqrt().sum().unaryMinus();
                    valueAndGradient(s, logp, w, Pattern.NEAR1.tensor(DType.F64, 99, 12));
                }),
                new Case("a normal density by its Cholesky factor, 9 dimensions", s -> {
                    Var x = Var.input("x", 9);
                    double[] a = new double[81];
                    Arrays.setAll(a, i -> i / 9 == i % 9 ? 9 : 1.0 / (1 + Math.abs(i / 9 - i % 9)));
                    Var scale = x.get(0).square().plus(1);
                    Var l = Functions.cholesky(Var.constant(Tensor.of(a, 9, 9)).times(scale));
                    Var white = Functions.triangularSolve(l, x, false);
                    Var logp = white.square()
                            .sum()
                            .times(-0.5)
                            .minus(Functions.diagonal(l).sum());
                    valueAndGradient(s, logp, x, Pattern.NEAR1.tensor(DType.F64, 100, 9));
                }));
    }

    private static void valueAndGradient(Subject s, Var logp, Var x, Tensor at) {
        equal(s, List.of(logp, Gradient.of(logp, x)), x.with(at));
    }
}
