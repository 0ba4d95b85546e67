package ppl.api.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.joint.FreeVariable;
import ppl.api.Model;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.predictive.FittedPlan;
import ppl.api.predictive.OutputVariable;
import ppl.api.spi.Block;
import ppl.api.spi.LogDensity;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.op.RandomOp;
import ppl.graph.random.RandomKey;

/**
 * A model as functions of one vector of unconstrained coordinates: its log-density, with Jacobians or without, the second derivatives of
 * that, and its variables. For algorithms that are no samplers, such as searches for a maximum.
 *
 * <p><b>Shapes.</b> A point has as many numbers as {@link #density} has dimensions; {@link #elements} names what each moves.
 */
public final class UnconstrainedModel implements AutoCloseable {

    private final CompiledModel model;
    private final CompileOptions options;
    private @Nullable CompiledGraph hessian;
    private final boolean jacobians;

    private UnconstrainedModel(CompiledModel model, CompileOptions options, boolean jacobians) {
        this.model = model;
        this.options = options;
        this.jacobians = jacobians;
    }

    /**
     * Of a model.
     *
     * @param jacobians whether the log-density is that of the coordinates, with the Jacobians of their maps, or that of the values in the user's
     *     space
     * @throws SamplingException with code MODEL if the model has no variable to sample, or one has no posterior
     * @throws ppl.aeppl.LogDensityException if no log-density can be derived for what is observed
     */
    public static UnconstrainedModel of(Model model, CompileOptions options, boolean jacobians) {
        UnconstrainedModel made = new UnconstrainedModel(CompiledModel.of(model, options), options, jacobians);
        made.compiledDensity().compileFor(true);
        return made;
    }

    private CompiledDensity compiledDensity() {
        return jacobians ? model.density() : model.densityOfValues();
    }

    /** The log-density; it is closed with this. */
    public LogDensity density() {
        return compiledDensity();
    }

    /** The name of the backend. */
    public String backend() {
        return compiledDensity().backend();
    }

    /** The element that each coordinate moves, as {@code x[2, 0]}. */
    public List<String> elements() {
        return model.elements();
    }

    /** The variables without a value that whole numbers count. */
    public List<String> discrete() {
        return model.blocks().stream()
                .filter(b -> b.measure() == Block.Measure.DISCRETE)
                .map(Block::variable)
                .toList();
    }

    /** The variables with an improper prior. */
    public List<String> improper() {
        return model.joint().free().stream()
                .filter(v ->
                        v.node().op() instanceof RandomOp draw && draw.family().whyNoDraws() != null)
                .map(FreeVariable::name)
                .toList();
    }

    /** Writes the product of the Hessian of the log-density at a point and a direction; for one thread. */
    @FunctionalInterface
    public interface HessianTimes {
        /** Multiplies. */
        void apply(double[] at, double[] direction, double[] product);
    }

    /**
     * Second derivatives, by the gradient of the gradient.
     *
     * @throws ppl.graph.GraphException if a function in the model has no second derivative
     */
    public HessianTimes hessian() {
        if (hessian == null) {
            hessian = model.hessianTimes(jacobians);
        }
        CompiledGraph.Caller caller = hessian.caller();
        Object[] inputs = new Object[2];
        Object[] results = new Object[1];
        return (at, direction, product) -> {
            inputs[0] = at;
            inputs[1] = direction;
            results[0] = product;
            caller.call(inputs, results);
        };
    }

    /**
     * Where a search starts: at support points and start values for number 0, if the density is finite there, else with uniform jitter.
     *
     * @param values start values by variable, in the user's space
     * @param jitter half width of the jitter
     * @throws SamplingException with code START if a start value does not fit, or the density or its gradient is not finite wherever it was
     *     tried
     */
    public double[] start(Map<String, Tensor> values, double jitter, int number, RandomKey key) {
        StartPoints starts = StartPoints.ofSearch(model, density(), values, jitter);
        return number == 0 ? starts.unjittered().orElseGet(() -> starts.of(number, key)) : starts.of(number, key);
    }

    /** The values of those variables that are functions of the coordinates alone, as a function of a point; for one thread. */
    public UnaryOperator<double[]> values() {
        Constrainer.Caller constrainer = model.constrainer();
        List<OutputVariable> all = model.outputs().posterior();
        List<OutputVariable> estimated = estimated();
        int[] places = estimated.stream().mapToInt(all::indexOf).toArray();
        int size = estimated.stream().mapToInt(OutputVariable::size).sum();
        RandomKey any = RandomKey.of(0);
        return point -> {
            double[] values = new double[size];
            constrainer.apply(point, any);
            int from = 0;
            for (int o = 0; o < places.length; o++) {
                constrainer.copy(places[o], values, from);
                from += estimated.get(o).size();
            }
            return values;
        };
    }

    /** The place in {@link #values} of the element that a coordinate alone moves; -1 for one of a vector with a joint map. */
    public int valueOf(int coordinate) {
        for (int b = 0; b < model.blocks().size(); b++) {
            Block block = model.blocks().get(b);
            int inside = coordinate - block.offset();
            if (inside >= 0 && inside < block.size()) {
                int from = 0;
                for (OutputVariable o : estimated()) {
                    if (o.name().equals(block.variable())) {
                        return model.free(b).bijector().image().eventRank() == 0 ? from + inside : -1;
                    }
                    from += o.size();
                }
            }
        }
        return -1;
    }

    private List<OutputVariable> estimated() {
        return model.outputs().posterior().stream()
                .filter(o -> !dependsOnDraws(o.node()))
                .toList();
    }

    private boolean dependsOnDraws(Var node) {
        Set<Var> ancestors = Collections.newSetFromMap(new IdentityHashMap<>());
        ancestors.addAll(Graph.order(List.of(node)));
        return model.plan().forward().stream().anyMatch(v -> ancestors.contains(v.node()));
    }

    /** The variables that {@link #values} leaves out, since they are drawn forward or computed of such. */
    public List<String> drawnForward() {
        return Stream.concat(
                        model.outputs().posterior().stream().filter(o -> dependsOnDraws(o.node())),
                        model.outputs().ragged().stream())
                .map(OutputVariable::name)
                .toList();
    }

    /** {@link #values} as a posterior of one draw. */
    public Dataset.Builder estimate(double[] values) {
        Dataset.Builder group = sampled(1, 1, estimated());
        int from = 0;
        for (OutputVariable o : estimated()) {
            group.add(OutputValues.variable(o, 1, 1, Arrays.copyOfRange(values, from, from + o.size())));
            from += o.size();
        }
        return group;
    }

    /**
     * A posterior of points: all variables, forward draws included.
     *
     * @param points the point of a draw of a chain
     * @throws SamplingException with code MODEL if a variable cannot be drawn after a point; with code SIZE if the draws do not fit
     */
    public Dataset.Builder posterior(int chains, int draws, long seed, BiFunction<Integer, Integer, double[]> points) {
        List<OutputVariable> outputs = model.outputs().posterior();
        List<double[]> blocks = new ArrayList<>();
        for (OutputVariable o : outputs) {
            blocks.add(new double[Math.multiplyExact(Math.multiplyExact(chains, draws), o.size())]);
        }
        Constrainer.Caller constrainer = model.constrainer();
        for (int c = 0; c < chains; c++) {
            ChainKeys keys = ChainKeys.of(seed, c);
            for (int d = 0; d < draws; d++) {
                constrainer.apply(points.apply(c, d), keys.forward(d, 0));
                for (int o = 0; o < outputs.size(); o++) {
                    constrainer.copy(
                            o, blocks.get(o), (c * draws + d) * outputs.get(o).size());
                }
            }
        }
        Dataset.Builder group = sampled(chains, draws, outputs);
        IntStream.range(0, outputs.size())
                .forEach(o -> group.add(OutputValues.variable(outputs.get(o), chains, draws, blocks.get(o))));
        return fitted().withRagged(group.build(), seed, 1).toBuilder();
    }

    private Dataset.Builder sampled(int chains, int draws, List<OutputVariable> variables) {
        Dataset.Builder group =
                Dataset.builder().coord(Dataset.CHAIN, Coord.range(chains)).coord(Dataset.DRAW, Coord.range(draws));
        model.outputs().coords(variables).forEach(group::coord);
        return group;
    }

    /** A posterior as the result of this model, with its data. */
    public InferenceData result(Dataset posterior) {
        InferenceData data = InferenceData.of(Group.POSTERIOR, posterior);
        Dataset observed = model.outputs().observedData();
        Dataset constant = model.outputs().constantData();
        data = observed.names().isEmpty() ? data : data.with(Group.OBSERVED_DATA, observed);
        data = constant.names().isEmpty() ? data : data.with(Group.CONSTANT_DATA, constant);
        return data.with(fitted());
    }

    private FittedPlan fitted() {
        return FittedPlan.of(model.plan(), model.outputs(), options);
    }

    @Override
    public void close() {
        model.close();
        if (hessian != null) {
            hessian.close();
        }
    }
}
