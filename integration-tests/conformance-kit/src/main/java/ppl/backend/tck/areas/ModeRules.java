package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.List;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Need;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.tables.Pattern;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.NumericMode;
import ppl.graph.grad.Gradient;

/** Rules N: what FAST may change, and what not. */
final class ModeRules {

    private ModeRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of(
                                "N1.01",
                                "FAST sums and products are as accurate as STRICT ones",
                                "float32 accumulators, approximate division",
                                accurate())
                        .needing(Need.FAST),
                Rule.of(
                                "N1.02",
                                "FAST keeps NaN and infinities",
                                "an assumption that all numbers are finite",
                                special())
                        .needing(Need.FAST),
                Rule.of("N1.03", "FAST leaves integers and random bits exact", "integers in floats", exact())
                        .needing(Need.FAST));
    }

    private static List<Case> accurate() {
        List<Case> cases = new ArrayList<>();
        for (int n : new int[] {10, 1000, 20_000}) {
            cases.add(new Case("a value and its gradient, " + n + " elements", s -> {
                Var x = Var.input("x", n);
                Var y = x.times(x).plus(0.5).sqrt().sum().div(x.square().mean().plus(1));
                List<Var> outputs = List.of(y, Gradient.of(y, x));
                Tensor given = Pattern.NEAR1.tensor(DType.F64, 91, n);
                List<Tensor> strict = s.lowered(outputs, x.with(given));
                List<Tensor> fast = s.lowered(NumericMode.FAST, outputs, x.with(given));
                Expect.close(strict.get(0), fast.get(0), 1e-13, 1e-3, "the value");
                Expect.close(strict.get(1), fast.get(1), 1e-12, 1e-3, "the gradient");
            }));
        }
        cases.add(new Case("a matrix product and a factor", s -> {
            Tensor given = Pattern.NEAR1.tensor(DType.F64, 92, 20, 20);
            Var x = Var.input("x", 20, 20);
            Var gram = Functions.matmul(x, x.transpose());
            Tensor strict = s.lowered(List.of(gram), x.with(given)).getFirst();
            Tensor fast =
                    s.lowered(NumericMode.FAST, List.of(gram), x.with(given)).getFirst();
            Expect.close(strict, fast, 1e-13, 1, "the product");
        }));
        cases.add(new Case("a regression on few columns of data", s -> {
            Var b = Var.input("b", 3);
            Var residuals = Functions.dot(Var.constant(Pattern.NEAR1.tensor(DType.F64, 94, 300, 3)), b)
                    .minus(Var.constant(Pattern.NEAR1.tensor(DType.F64, 95, 300)));
            Var y = residuals.square().sum();
            List<Var> outputs = List.of(y, Gradient.of(y, b));
            Tensor given = Tensor.of(new double[] {0.5, -1, 2});
            List<Tensor> strict = s.lowered(outputs, b.with(given));
            List<Tensor> fast = s.lowered(NumericMode.FAST, outputs, b.with(given));
            Expect.close(strict.get(0), fast.get(0), 1e-13, 1, "the sum of squares");
            Expect.close(strict.get(1), fast.get(1), 1e-12, 1, "the gradient");
        }));
        cases.add(new Case("a polynomial", s -> {
            Tensor given = Pattern.NEAR1.tensor(DType.F64, 96, 100);
            Var x = Var.input("x", 100);
            Var y = x.times(x.times(x.times(x.times(x.times(x.plus(6)).plus(5)).plus(4)).plus(3)).plus(2)).plus(1);
            Tensor strict = s.lowered(List.of(y), x.with(given)).getFirst();
            Tensor fast = s.lowered(NumericMode.FAST, List.of(y), x.with(given)).getFirst();
            Expect.close(strict, fast, 1e-14, 1e-3, "the value");
        }));
        return cases;
    }

    private static List<Case> special() {
        double inf = Double.POSITIVE_INFINITY;
        return List.of(new Case("a sum and a maximum", s -> {
            Var x = Var.input("x", 5);
            List<Var> outputs = List.of(x.sum(), x.max(), x.minus(x).sum());
            List<Tensor> infinite =
                    s.lowered(NumericMode.FAST, outputs, x.with(Tensor.of(new double[] {1, inf, 2, 3, 4})));
            Expect.bits(Tensor.scalar(inf), infinite.get(0), "the sum with an infinity");
            Expect.bits(Tensor.scalar(inf), infinite.get(1), "the maximum with an infinity");
            Expect.bits(Tensor.scalar(Double.NaN), infinite.get(2), "the sum of x - x");
            List<Tensor> nan =
                    s.lowered(NumericMode.FAST, outputs, x.with(Tensor.of(new double[] {1, 2, Double.NaN, 3, 4})));
            Expect.bits(Tensor.scalar(Double.NaN), nan.get(0), "the sum with a NaN");
            Expect.bits(Tensor.scalar(Double.NaN), nan.get(1), "the maximum with a NaN");
        }));
    }

    private static List<Case> exact() {
        return List.of(new Case("sums of int64 beyond 2^53", s -> {
            Tensor given = Pattern.INT.tensor(DType.I64, 93, 100);
            Var x = Var.input("x", given.type());
            List<Var> outputs = List.of(x.sum(), x.times(x));
            List<Tensor> strict = s.lowered(outputs, x.with(given));
            List<Tensor> fast = s.lowered(NumericMode.FAST, outputs, x.with(given));
            Expect.bits(strict.get(0), fast.get(0), "the sum");
            Expect.bits(strict.get(1), fast.get(1), "the squares");
        }));
    }
}
