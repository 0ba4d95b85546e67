package ppl.api.predictive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ppl.api.inference.Dataset;
import ppl.api.inference.Variable;
import ppl.api.plan.UnknownLengths;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;

/**
 * Draws of quantities of which even the lengths are random, or those of what they are computed from. The lengths are computed first, for all draws at
 * once; then all draws of the same lengths, with these as numbers. Lengths that depend on what has such lengths come after those.
 *
 * <p>In results all draws have the greatest lengths: what a draw does not have is NaN, of whole numbers 0, of truth values false. The
 * lengths of each draw of {@code z} are the variable {@code z_length}, or {@code z_length_0}, … where several of its axes differ.
 */
final class RaggedDraws {

    private final List<OutputVariable> variables;
    private final DrawInputs inputs;
    private final CompileOptions compile;
    private final int threads;

    /**
     * Of some variables.
     *
     * @param inputs what a draw holds
     */
    RaggedDraws(List<OutputVariable> variables, DrawInputs inputs, CompileOptions compile, int threads) {
        this.variables = variables;
        this.inputs = inputs;
        this.compile = compile;
        this.threads = threads;
    }

    /**
     * The draws of each quantity.
     *
     * @param constraints what must hold of the draws in them
     * @throws SamplingException as {@link Computation#run(int)}
     */
    List<Drawn> of(List<Quantity> quantities, List<DrawConstraint> constraints) {
        int draws = inputs.count();
        List<Drawn> drawn =
                quantities.stream().map(q -> new Drawn(q, new Tensor[draws])).toList();
        draw(quantities, constraints, IntStream.range(0, draws).toArray(), drawn);
        return drawn;
    }

    /** Draws some of the draws, whose lengths so far are numbers in these quantities. */
    private void draw(List<Quantity> quantities, List<DrawConstraint> constraints, int[] rows, List<Drawn> into) {
        List<Var> lengths = lengths(quantities, constraints);
        if (lengths.isEmpty()) {
            List<Object> values = compute(quantities, constraints, rows);
            for (int q = 0; q < values.size(); q++) {
                Shape shape = quantities.get(q).shape();
                for (int r = 0; r < rows.length; r++) {
                    into.get(q).draws()[rows[r]] =
                            Tensor.wrap(part(values.get(q), r * shape.elements(), shape.elements()), shape.sizes());
                }
            }
            return;
        }
        List<DrawConstraint> known = constraints.stream()
                .filter(c -> !UnknownLengths.reach(c.holds()))
                .toList();
        List<Object> values = compute(
                lengths.stream().map(x -> Quantity.of(x.label(), List.of(), x)).toList(), known, rows);
        Map<List<Long>, List<Integer>> together = new LinkedHashMap<>();
        for (int r = 0; r < rows.length; r++) {
            int row = r;
            List<Long> of = values.stream().map(v -> ((long[]) v)[row]).toList();
            together.computeIfAbsent(of, _ -> new ArrayList<>()).add(rows[r]);
        }
        together.forEach((of, some) -> {
            Map<Var, Var> numbers = new IdentityHashMap<>();
            for (int i = 0; i < of.size(); i++) {
                numbers.put(
                        lengths.get(i),
                        Var.constant(of.get(i)).cast(lengths.get(i).dtype()));
            }
            draw(
                    quantities.stream()
                            .map(q -> new Quantity(q.name(), q.dims(), with(numbers, q.value())))
                            .toList(),
                    constraints.stream()
                            .map(c -> new DrawConstraint(
                                    c.name(), c.node(), c.check().map(x -> with(numbers, x))))
                            .toList(),
                    some.stream().mapToInt(r -> r).toArray(),
                    into);
        });
    }

    private static Var with(Map<Var, Var> numbers, Var value) {
        return Substitution.replace(List.of(value), numbers).getFirst();
    }

    /** The lengths that depend on nothing whose lengths are not known. */
    private static List<Var> lengths(List<Quantity> quantities, List<DrawConstraint> constraints) {
        List<Var> values = new ArrayList<>();
        quantities.forEach(q -> values.add(q.value()));
        constraints.forEach(c -> values.add(c.holds()));
        return Graph.order(values).stream()
                .flatMap(x -> x.shape().extents().stream())
                .flatMap(e -> e instanceof Shape.Extent.Symbolic(Var length) ? Stream.of(length) : Stream.of())
                .filter(length -> !UnknownLengths.reach(length))
                .distinct()
                .toList();
    }

    private List<Object> compute(List<Quantity> quantities, List<DrawConstraint> constraints, int[] rows) {
        try (Prepared prepared = new Prepared(variables, quantities, constraints, compile)) {
            return new Computation(prepared, inputs.of(rows)).run(threads);
        }
    }

    private static Object part(Object values, int from, int count) {
        return switch (values) {
            case double[] reals -> Arrays.copyOfRange(reals, from, from + count);
            case long[] wholes -> Arrays.copyOfRange(wholes, from, from + count);
            case boolean[] flags -> Arrays.copyOfRange(flags, from, from + count);
            default -> throw new AssertionError("quantities are of float64, int64 or bool");
        };
    }

    /**
     * All draws of one quantity.
     *
     * @param of the quantity
     * @param draws of one rank, and of different lengths
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Drawn(Quantity of, Tensor[] draws) {

        /** The axes whose lengths are not known beforehand. */
        private int[] axes() {
            return IntStream.range(0, of.shape().rank())
                    .filter(a -> !(of.shape().extent(a) instanceof Shape.Extent.Known))
                    .toArray();
        }

        /** The greatest length along each axis. */
        private int[] longest() {
            int[] longest = new int[of.shape().rank()];
            for (Tensor draw : draws) {
                for (int a = 0; a < longest.length; a++) {
                    longest[a] = Math.max(longest[a], draw.sizes()[a]);
                }
            }
            return longest;
        }

        private String lengths(int axis) {
            return of.name() + "_length" + (axes().length == 1 ? "" : "_" + axis);
        }

        /**
         * Adds the draws, padded, and their lengths to a group.
         *
         * @param names those of other variables
         * @throws SamplingException with code MODEL if one of these is needed for the lengths; with code SIZE if the draws do not fit an array
         */
        void addTo(Dataset.Builder group, DrawKeys keys, Collection<String> names) {
            int[] each = longest();
            double elements =
                    draws.length * Arrays.stream(each).asDoubleStream().reduce(1, (a, b) -> a * b);
            if (elements > Computation.LONGEST) {
                throw new SamplingException(
                        SamplingCode.SIZE,
                        "'" + of.name() + "' has up to " + Arrays.toString(each) + " elements, so " + draws.length
                                + " draws of it are more than an array holds: take fewer draws");
            }
            List<String> dims = new ArrayList<>(List.of(Dataset.CHAIN, Dataset.DRAW));
            int[] two = {keys.chains().size(), keys.draws().size()};
            for (int axis : axes()) {
                if (names.contains(lengths(axis))) {
                    throw new SamplingException(
                            SamplingCode.MODEL,
                            "the name '" + lengths(axis) + "' is needed for the lengths of '" + of.name()
                                    + "', which differ from draw to draw, but the model has one of this name: call that otherwise");
                }
                group.variable(
                        lengths(axis),
                        dims,
                        two,
                        Arrays.stream(draws).mapToLong(d -> d.sizes()[axis]).toArray());
            }
            dims = new ArrayList<>(dims);
            dims.addAll(of.dims());
            int[] sizes = Shape.of(two).concat(Shape.of(each)).sizes();
            group.add(padded(dims, sizes, each));
        }

        private Variable padded(List<String> dims, int[] sizes, int... each) {
            int size = Shape.of(each).elements();
            switch (of.value().dtype()) {
                case F64 -> {
                    double[] all = new double[draws.length * size];
                    Arrays.fill(all, Double.NaN);
                    place(each, size, (draw, from, to) -> all[to] = draw.doubleAt(from));
                    return Variable.of(of.name(), dims, sizes, all);
                }
                case I64 -> {
                    long[] all = new long[draws.length * size];
                    place(each, size, (draw, from, to) -> all[to] = draw.longAt(from));
                    return Variable.of(of.name(), dims, sizes, all);
                }
                case BOOL -> {
                    boolean[] all = new boolean[draws.length * size];
                    place(each, size, (draw, from, to) -> all[to] = draw.booleanAt(from));
                    return Variable.of(of.name(), dims, sizes, all);
                }
                default -> throw new AssertionError("quantities are of float64, int64 or bool");
            }
        }

        /** Copies an element of a draw. */
        private interface Copy {
            void element(Tensor draw, int from, int to);
        }

        private void place(int[] each, int size, Copy copy) {
            for (int d = 0; d < draws.length; d++) {
                int[] sizes = draws[d].sizes();
                for (int i = 0; i < draws[d].length(); i++) {
                    int at = 0;
                    int rest = i;
                    int stride = 1;
                    for (int a = sizes.length - 1; a >= 0; a--) {
                        at += rest % sizes[a] * stride;
                        rest /= sizes[a];
                        stride *= each[a];
                    }
                    copy.element(draws[d], i, d * size + at);
                }
            }
        }
    }
}
