package ppl.examples.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.beta;
import static ppl.api.Distributions.gamma;
import static ppl.api.Distributions.normal;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ppl.aeppl.family.Distribution;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.spi.LogDensity;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * The gradient of whole models, as it is compiled for samplers, against differences: every public op on a free variable of
 * each rank and kind of support, reached on several ways, at each place in the vector of coordinates.
 */
class GradientScanTest {

    private static final int[][] SHAPES = {{}, {3}, {2, 3}, {2, 3, 2}};
    private static final double TOLERANCE = 2e-7;

    /** What a variable may be; its values lie in (0.1, 0.9). */
    enum Kind {
        LINE(normal(0, 1)) {
            @Override
            double unconstrained(double x) {
                return x;
            }
        },
        POSITIVE(gamma(2, 3)) {
            @Override
            double unconstrained(double x) {
                return Math.log(x);
            }
        },
        INTERVAL(beta(2, 3)) {
            @Override
            double unconstrained(double x) {
                return Math.log(x / (1 - x));
            }
        };

        final Distribution law;

        Kind(Distribution law) {
            this.law = law;
        }

        abstract double unconstrained(double x);
    }

    /** How the op reaches the variable. */
    enum Way {
        DIRECT {
            @Override
            Var to(Var x) {
                return x;
            }
        },
        RESHAPED {
            @Override
            Var to(Var x) {
                int[] sizes = x.shape().sizes();
                return x.reshape(-1).reshape(sizes);
            }
        },
        MAPPED {
            @Override
            Var to(Var x) {
                return x.times(0.9).plus(0.05);
            }
        },
        STACKED {
            @Override
            Var to(Var x) {
                return Functions.stack(List.of(x, x.square()), 0).get(0);
            }
        };

        abstract Var to(Var x);
    }

    private static String wrong(Kind kind, int[] sizes, Way way, int place, PublicOps.PublicOp op) {
        boolean[] applies = {true};
        Model model = Model.build(m -> {
            List<Dim> dims = IntStream.range(0, sizes.length)
                    .mapToObj(a -> m.dim("axis" + a, sizes[a]))
                    .toList();
            Var others = Var.constant(0.0);
            for (int i = 0; i < place; i++) {
                others = others.plus(m.sample("before" + i, normal(0, 1)));
            }
            Var x = m.sample("x", kind.law, dims.toArray(Dim[]::new));
            if (place < 2) {
                others = others.plus(m.sample("after", normal(0, 1), m.dim("more", 2)));
            }
            m.potential("others", others); // what nothing depends on would not be sampled
            Var y = op.op().to(way.to(x));
            applies[0] = y != null;
            if (y != null) {
                m.potential("p", weighted(y));
            }
        });
        return applies[0] ? compare(model, kind, place, Shape.of(sizes).elements()) : "";
    }

    /** A sum in which no element can hide, and which bends. */
    private static Var weighted(Var y) {
        int n = y.shape().elements();
        double[] w =
                IntStream.range(0, n).mapToDouble(i -> 1.5 + Math.sin(7 * i)).toArray();
        Var weights = Var.constant(Tensor.wrap(w, y.shape().sizes()));
        return Functions.toFloat(y).times(weights).sum().times(1.25);
    }

    private static String compare(Model model, Kind kind, int place, int size) {
        LogDensity density = model.infer().backend("interp").density();
        LogDensity.Evaluator evaluator = density.evaluator();
        double[] at = new double[density.dimension()];
        for (int i = 0; i < at.length; i++) {
            double x = 0.15 + 0.7 * ((i - place + 1) * 0.381 % 1);
            at[i] = i >= place && i < place + size ? kind.unconstrained(x) : 0.2 * i;
        }
        double[] gradient = new double[at.length];
        double[] unread = new double[at.length];
        evaluator.logpAndGradient(at, gradient);
        for (int i = 0; i < at.length; i++) {
            double difference = difference(evaluator, at, i, unread);
            double size1 = Math.max(1, Math.max(Math.abs(difference), Math.abs(gradient[i])));
            if (!(Math.abs(gradient[i] - difference) <= TOLERANCE * size1)) {
                return "coordinate " + i + ": the gradient is " + gradient[i] + ", differences give " + difference;
            }
        }
        return "";
    }

    private static double difference(LogDensity.Evaluator evaluator, double[] at, int i, double[] unread) {
        double centre = at[i];
        double h = 0x1p-11;
        double[] f = new double[4];
        int[] offsets = {-2, -1, 1, 2};
        for (int k = 0; k < 4; k++) {
            at[i] = centre + offsets[k] * h;
            f[k] = evaluator.logpAndGradient(at, unread);
        }
        at[i] = centre;
        return (f[0] - f[3] + 8 * (f[2] - f[1])) / (12 * h);
    }

    private static void scan(Kind kind, int every, int least) {
        List<String> wrong = new ArrayList<>();
        int number = kind.ordinal();
        int cases = 0;
        for (PublicOps.PublicOp op : PublicOps.all()) {
            for (int[] sizes : SHAPES) {
                for (Way way : Way.values()) {
                    if (number++ % every == 0) {
                        cases++;
                        String what = wrong(kind, sizes, way, number / every % 3, op);
                        if (!what.isEmpty()) {
                            wrong.add(op + " of " + kind + Arrays.toString(sizes) + " " + way + ": " + what);
                        }
                    }
                }
            }
        }
        assertTrue(cases >= least, "cases: " + cases);
        assertEquals(List.of(), wrong);
    }

    /** Every eighth, another one for each kind of support. */
    @ParameterizedTest
    @EnumSource
    void the_gradient_of_a_model_agrees_with_differences(Kind kind) {
        scan(kind, 8, 280);
    }

    @Tag("nightly")
    @ParameterizedTest
    @EnumSource
    void the_gradient_of_a_model_agrees_with_differences_in_every_combination(Kind kind) {
        scan(kind, 1, 2250);
    }

    private static Stream<String> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers()) && m.getReturnType() == Var.class)
                .filter(GradientScanTest::takesTensors)
                .map(m -> type.getSimpleName() + "." + m.getName());
    }

    private static boolean takesTensors(Method m) {
        boolean operand = Arrays.stream(m.getGenericParameterTypes())
                .anyMatch(t -> t == Var.class
                        || t == Number.class
                        || t == Var[].class
                        || t == Number[].class
                        || t.getTypeName().equals("java.util.List<ppl.graph.Var>"));
        boolean node = Set.of("of", "checked", "random").contains(m.getName());
        return (operand || !Modifier.isStatic(m.getModifiers())) && !node;
    }

    @Test
    void every_public_op_is_scanned() {
        Set<String> there = Stream.of(Var.class, Var.Elements.class, Functions.class)
                .flatMap(GradientScanTest::methods)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> scanned =
                PublicOps.all().stream().map(PublicOps.PublicOp::method).collect(Collectors.toCollection(TreeSet::new));
        scanned.addAll(PublicOps.NOT_DIFFERENTIATED.keySet());
        Set<String> missing = new TreeSet<>(there);
        missing.removeAll(scanned);
        assertEquals(Set.of(), missing, "functions that are not scanned: give each a row in PublicOps");
        scanned.removeAll(there);
        assertEquals(Set.of(), scanned, "rows of PublicOps for functions that are not there");
    }
}
