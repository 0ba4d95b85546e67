package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.tables.Literals;
import ppl.backend.tck.tables.Table;
import ppl.backend.tck.tables.Table.Row;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/** Rules G: densities and their gradients, against values of 60 digits. */
final class GradientRules {

    private static final double VALUE = 1e-13;
    private static final double GRADIENT = 1e-12;

    private GradientRules() {}

    static List<Rule> all() {
        Table table = Table.read("densities.csv");
        String suspects = "an adjoint dropped or added twice, a fused gradient loop, a buffer reused too early";
        List<Rule> rules = List.of(
                Rule.of("G1.01", "a normal density by mean and log scale", suspects, cases(table.rows("G1.01"))),
                Rule.of("G1.02", "a Student density by log1p", suspects, cases(table.rows("G1.02"))),
                Rule.of(
                        "G1.03",
                        "a logistic regression by matrix product and softplus",
                        suspects,
                        cases(table.rows("G1.03"))),
                Rule.of("G1.04", "a Poisson regression by exp and lgamma", suspects, cases(table.rows("G1.04"))),
                Rule.of(
                        "G1.05",
                        "a gamma density by lgamma, its gradient by digamma",
                        suspects,
                        cases(table.rows("G1.05"))),
                Rule.of(
                        "G1.06",
                        "a hierarchical regression by gather, its gradient by scatter-add",
                        suspects,
                        cases(table.rows("G1.06"))),
                Rule.of("G1.07", "a mixture by log of sum of exp", suspects, cases(table.rows("G1.07"))),
                Rule.of(
                        "G1.08",
                        "a categorical density by maxima and sums over an axis",
                        suspects,
                        cases(table.rows("G1.08"))),
                Rule.of(
                        "G1.09",
                        "a probit regression by the normal distribution function",
                        suspects,
                        cases(table.rows("G1.09"))),
                Rule.of(
                        "G1.10",
                        "a normal density by Cholesky factor and triangular solve",
                        suspects,
                        cases(table.rows("G1.10"))),
                Rule.of("G1.11", "a loss of two branches by select", suspects, cases(table.rows("G1.11"))),
                Rule.of("G1.12", "a product over an axis", suspects, cases(table.rows("G1.12"))),
                Rule.of(
                        "G2.01",
                        "a value has the same bits with its gradient and without",
                        "a fused loop that reorders the value",
                        alone(table)),
                Rule.of(
                        "G2.02",
                        "the gradient of a masked branch is not spoilt by the other branch",
                        "0 times infinity: a mask multiplied in place of select",
                        masked()));
        table.checkAllUsed();
        return rules;
    }

    private static List<Case> cases(List<Row> rows) {
        List<Case> cases = new ArrayList<>();
        for (Row row : rows) {
            cases.add(new Case(row.get("density") + " at " + row.get("point"), s -> {
                Tensor point = Literals.vector(DType.F64, row.get("point"));
                Var x = Var.input("x", point.length());
                Var logp = Densities.of(row.get("density"), x);
                List<Tensor> both = s.lowered(List.of(logp, Gradient.of(logp, x)), x.with(point));
                Tensor gradient = Literals.vector(DType.F64, row.get("gradient"));
                double scale =
                        Arrays.stream(gradient.toDoubles()).map(Math::abs).max().orElse(1);
                Expect.close(
                        Literals.vector(DType.F64, row.get("value")).reshape(), both.get(0), VALUE, 1, "the value");
                Expect.close(gradient, both.get(1), GRADIENT, scale, "the gradient");
            }));
        }
        return cases;
    }

    private static List<Case> alone(Table table) {
        List<Case> cases = new ArrayList<>();
        for (String rule : List.of("G1.01", "G1.03", "G1.06", "G1.08", "G1.10")) {
            Row row = table.rows(rule).getFirst();
            cases.add(new Case(row.get("density"), s -> {
                Tensor point = Literals.vector(DType.F64, row.get("point"));
                Var x = Var.input("x", point.length());
                Var logp = Densities.of(row.get("density"), x);
                Tensor with = s.lowered(List.of(Gradient.of(logp, x), logp), x.with(point))
                        .get(1);
                Expect.bits(s.lowered(List.of(logp), x.with(point)).getFirst(), with, "the value");
            }));
        }
        return cases;
    }

    private static List<Case> masked() {
        return List.of(new Case("sqrt of guarded arguments", s -> {
            Var x = Var.input("x", 4);
            Var positive = x.gt(0);
            Var guarded = Functions.where(positive, x, Functions.onesLike(x));
            Var y = Functions.where(positive, guarded.sqrt(), Functions.zerosLike(x))
                    .sum();
            Tensor at = Tensor.of(new double[] {4, 0, -1, 0.25});
            Expect.bits(Tensor.of(new double[] {0.25, 0, 0, 1}), s.run(Gradient.of(y, x), x.with(at)), "the gradient");
        }));
    }
}
