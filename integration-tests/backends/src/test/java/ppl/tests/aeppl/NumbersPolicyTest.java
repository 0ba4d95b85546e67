package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.graph.Functions.clip;
import static ppl.graph.Functions.floor;
import static ppl.graph.Functions.floorDivide;
import static ppl.graph.Functions.maximum;
import static ppl.graph.Functions.minimum;
import static ppl.graph.Functions.remainder;
import static ppl.graph.Functions.rint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;

/** What {@code POLICIES.md} says of numbers and is no rule of the conformance kit: densities and slopes, on each backend. */
class NumbersPolicyTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    private static double[] computed(String backend, List<Var> outputs, List<Var> inputs, List<Tensor> at) {
        try (var compiled =
                new Graph(inputs, outputs).compile(CompileOptions.defaults().withBackend(backend))) {
            return compiled.call(at).stream()
                    .flatMapToDouble(t -> java.util.Arrays.stream(t.toDoubles()))
                    .toArray();
        }
    }

    private static double[] slope(String backend, UnaryOperator<Var> function, double... at) {
        Var x = Var.input("x", at.length);
        return computed(backend, List.of(Gradient.of(function.apply(x).sum(), x)), List.of(x), List.of(Tensor.of(at)));
    }

    /** The density of a value and its slopes by the value and by every float parameter. */
    private static double[] densityAndSlopes(String backend, LawCase law, Tensor value, boolean nanParameter) {
        List<Var> inputs = new ArrayList<>();
        List<Tensor> at = new ArrayList<>();
        List<Var> parameters = new ArrayList<>();
        for (Var constant : law.nodes()) {
            if (constant.dtype().isFloat()) {
                Var input = Var.input("p" + inputs.size(), constant.type());
                inputs.add(input);
                Tensor known = constant.constantValue();
                at.add(nanParameter && known.length() == 1 ? Tensor.scalar(Double.NaN) : known);
                parameters.add(input);
            } else {
                parameters.add(constant);
            }
        }
        Distribution distribution = Factory.named(law.name()).of(parameters);
        Var draw = distribution.draw("y");
        Var given = Var.input("value", new TensorType(draw.dtype(), Shape.scalar()));
        Var logp = Joint.empty().observe("y", draw, given).derive().total(Checks.NEG_INF);
        if (draw.dtype().isFloat()) {
            inputs.addFirst(given);
            at.addFirst(value);
        }
        List<Var> outputs = new ArrayList<>(List.of(logp));
        outputs.addAll(inputs.isEmpty() ? List.of() : Gradient.of(logp, inputs));
        if (!draw.dtype().isFloat()) {
            inputs.addFirst(given);
            at.addFirst(value);
        }
        return computed(backend, outputs, inputs, at);
    }

    private static Interval bounds(LawCase law) {
        return Joint.law(law.distribution().draw("y")).type().support().bounds();
    }

    private static boolean whole(LawCase law) {
        return !law.distribution().draw("y").dtype().isFloat();
    }

    private static Tensor value(LawCase law, double x) {
        return switch (law.distribution().draw("y").dtype()) {
            case BOOL -> Tensor.of(new boolean[] {x != 0}, new int[0]);
            case I64 -> Tensor.scalar((long) x);
            case I32 -> Tensor.of(new int[] {(int) x}, new int[0]);
            case F64, F32 -> Tensor.scalar(x);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void outside_a_support_the_density_is_minus_infinity_and_every_slope_0(String backend) {
        int outside = 0;
        for (LawCase law : LawCase.ALL) {
            Interval in = bounds(law);
            boolean bool = law.distribution().draw("y").dtype() == DType.BOOL;
            for (double x : new double[] {in.lo() - 1, in.hi() + 1, in.lo() - 1e6, in.hi() + 1e6}) {
                if (Double.isInfinite(x) || bool) {
                    continue;
                }
                double[] found = densityAndSlopes(backend, law, value(law, x), false);
                String where = law + " at " + x;
                assertEquals(-INF, found[0], where);
                for (int i = 1; i < found.length; i++) {
                    assertEquals(0, found[i], 0.0, where + ", slope " + i);
                }
                outside++;
            }
        }
        assertTrue(outside >= 30, outside + " values outside a support");
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void nan_lies_in_no_bounded_support_and_makes_a_density_on_the_whole_line_nan(String backend) {
        for (LawCase law : LawCase.ALL) {
            if (whole(law) || law.name().equals("flat")) {
                continue; // of flat every density is 1
            }
            boolean line = bounds(law).equals(Interval.ALL);
            double found = densityAndSlopes(backend, law, Tensor.scalar(Double.NaN), false)[0];
            assertEquals(line ? Double.NaN : -INF, found, law.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void a_parameter_that_is_nan_gives_no_density_that_could_be_accepted(String backend) {
        for (LawCase law : LawCase.ALL) {
            if (law.arguments().isEmpty() || law.arguments().getFirst() instanceof double[]) {
                continue;
            }
            Interval in = bounds(law);
            double inside = in.lo() > -INF ? in.lo() + 1 : 0;
            double found = densityAndSlopes(backend, law, value(law, inside), true)[0];
            assertTrue(Double.isNaN(found) || found == -INF, () -> String.format(Locale.ROOT, "%s: %g", law, found));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-1", "0"})
    void a_parameter_that_is_known_to_violate_its_constraint_is_an_error(double sigma) {
        String message = assertThrows(LogDensityException.class, () -> Joint.empty()
                        .observe("y", ppl.api.Distributions.normal(0, sigma).draw("y"), Var.constant(1.0))
                        .derive()
                        .total(Checks.RAISE))
                .getMessage();
        assertTrue(message.contains("sigma"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void slopes_at_kinks_are_as_the_page_says(String backend) {
        assertArrayEquals(new double[] {0, 0, -1, 1}, slope(backend, Var::abs, 0, -0.0, -2, 2));
        assertArrayEquals(new double[] {0, 0, 0}, slope(backend, x -> floor(x).plus(rint(x)), 1, 0.5, 0.3));
        assertArrayEquals(new double[] {0, 0, 0, 0}, slope(backend, Functions::trunc, 1, -1, 0, -0.5));
        assertArrayEquals(new double[] {0, 0, 0}, slope(backend, x -> floorDivide(x, 0.5), 1, 0, -0.25));
        assertArrayEquals(new double[] {1, 1, 1}, slope(backend, x -> remainder(x, 0.5), 1, 0, -0.25));
        assertArrayEquals(new double[] {-2, -4, 3}, slope(backend, x -> remainder(1.0, x), 0.5, 0.25, -0.375));
        assertArrayEquals(new double[] {0, 1, 1, 1, 0}, slope(backend, x -> clip(x, 0, 1), -1, 0, 0.5, 1, 2));
        Var one = Var.constant(1.0);
        assertArrayEquals(new double[] {1, 0, 1}, slope(backend, x -> maximum(x, one), 1, 0, 2));
        assertArrayEquals(new double[] {0, 0, 1}, slope(backend, x -> maximum(one, x), 1, 0, 2));
        assertArrayEquals(new double[] {1, 1, 0}, slope(backend, x -> minimum(x, one), 1, 0, 2));
        assertArrayEquals(new double[] {0.5, 0, 0.5}, slope(backend, x -> Functions.max(x), 3, 1, 3));
        assertArrayEquals(new double[] {0, 1, 0}, slope(backend, x -> Functions.min(x), 3, 1, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void slopes_of_orders_go_to_the_elements_chosen(String backend) {
        Var weights = Var.constant(1.0, 10.0, 100.0);
        UnaryOperator<Var> sorted = x -> Functions.sort(x, 0).times(weights);
        assertArrayEquals(new double[] {100, 1, 10}, slope(backend, sorted, 3, 1, 2));
        assertArrayEquals(new double[] {1, 10, 100}, slope(backend, sorted, 1, 1, 1));
        assertArrayEquals(new double[] {10, 1, 100}, slope(backend, sorted, 0.0, -0.0, 5));
        assertArrayEquals(new double[] {0, 0, 1}, slope(backend, Functions::median, 3, 1, 2));
        assertArrayEquals(new double[] {0, 1, 0}, slope(backend, Functions::median, 1, 1, 1));
        assertArrayEquals(new double[] {0.5, 0, 0.5, 0}, slope(backend, Functions::median, 3, 1, 2, 9));
    }
}
