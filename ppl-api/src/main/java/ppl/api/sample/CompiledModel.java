package ppl.api.sample;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.ConditionalDensity;
import ppl.aeppl.joint.FreeVariable;
import ppl.aeppl.joint.JointDensity;
import ppl.api.Model;
import ppl.api.plan.Plan;
import ppl.api.predictive.Outputs;
import ppl.api.spi.Block;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;

/**
 * A model that is ready to sample: the log-density of its {@link Plan} as a compiled function of one vector of {@link Coordinates},
 * with its gradient, and the {@link Constrainer}, which computes the user's variables from the vector.
 */
final class CompiledModel implements AutoCloseable {

    private final Plan plan;
    private final CompileOptions options;
    private final Coordinates coordinates;
    private final Outputs outputs;
    private final ForwardDraws forward;
    private final CompiledDensity density;
    private final CompiledDensity densityOfValues;
    private final Map<List<Block>, CompiledDensity> conditionals = new HashMap<>();
    private final Var logp;
    private @Nullable Var logpOfValues;
    private @Nullable Constrainer constrainer;

    private CompiledModel(Plan plan, CompileOptions options) {
        this.plan = plan;
        this.options = options;
        this.coordinates = Coordinates.of(plan.joint());
        ImproperPriors.requireUse(plan.joint());
        this.forward = new ForwardDraws(plan);
        this.outputs = Outputs.of(plan);
        this.logp = plan.joint().total(Checks.NEG_INF);
        this.density = compiled(coordinates.blocks(), () -> logp, b -> compile(List.of(coordinates.parts(b))));
        this.densityOfValues = compiled(coordinates.inseparable(), this::logpOfValues, CompiledDensity::noParts);
    }

    private CompiledDensity compiled(List<Block> blocks, Supplier<Var> logp, IntFunction<CompiledGraph> parts) {
        return new CompiledDensity(
                blocks, () -> compile(List.of(logp.get())), () -> compile(coordinates.withGradient(logp.get())), parts);
    }

    /**
     * The log-density of some blocks given all others, up to a constant, as a function of the whole vector. Its gradients are by the
     * coordinates of these blocks alone.
     *
     * @return the log-density of all if that has no other factors
     */
    synchronized CompiledDensity conditional(List<Block> of) {
        return conditionals.computeIfAbsent(of, this::compiledConditional);
    }

    private CompiledDensity compiledConditional(List<Block> of) {
        ConditionalDensity conditional = coordinates.conditional(of);
        if (conditional.isTotal()) {
            return density;
        }
        return new CompiledDensity(
                coordinates.inseparable(),
                () -> compile(List.of(conditional.total(Checks.NEG_INF))),
                () -> compile(coordinates.withGradient(conditional.total(Checks.NEG_INF), of)),
                CompiledDensity::noParts);
    }

    private synchronized Var logpOfValues() {
        Var made = logpOfValues;
        if (made == null) {
            made = plan.joint().totalWithoutJacobians(Checks.NEG_INF);
            logpOfValues = made;
        }
        return made;
    }

    static CompiledModel of(Model model, CompileOptions options) {
        Plan plan = Plan.of(model); // first, since it says what is wrong with a density
        if (plan.model().free().isEmpty()) {
            List<String> observed =
                    model.observed().stream().map(Model.Observed::name).toList();
            throw new SamplingException(
                    SamplingCode.MODEL,
                    "the model has no variable to sample: "
                            + (observed.isEmpty()
                                    ? "it has no random variable"
                                    : "all its random variables are observed: " + observed)
                            + "; add one with m.sample(...)");
        }
        return new CompiledModel(plan, options);
    }

    private CompiledGraph compile(List<Var> results) {
        return coordinates.graph(results, List.of()).compile(options);
    }

    CompiledDensity density() {
        return density;
    }

    /** The log-density without Jacobians: that of the values in the user's space, as a function of the coordinates. */
    CompiledDensity densityOfValues() {
        return densityOfValues;
    }

    /** The Hessian of the log-density times a direction, as a program of a point and a direction. */
    CompiledGraph hessianTimes(boolean jacobians) {
        Var direction = Var.input("direction", coordinates.dimension());
        return coordinates
                .graph(
                        List.of(coordinates.hessianTimes(jacobians ? logp : logpOfValues(), direction)),
                        List.of(direction))
                .compile(options);
    }

    String backend() {
        return density.backend();
    }

    /** Why this backend was chosen, and why no other. */
    String backendChoice() {
        return density.backendChoice();
    }

    /** The element that a coordinate moves, as {@code x[2, 0]}. */
    String element(int coordinate) {
        return coordinates.element(coordinate);
    }

    /** The elements that all coordinates move, in order. */
    List<String> elements() {
        return IntStream.range(0, coordinates.dimension())
                .mapToObj(coordinates::element)
                .toList();
    }

    List<Block> blocks() {
        return coordinates.blocks();
    }

    Outputs outputs() {
        return outputs;
    }

    /** Where the variables lie in points. */
    Coordinates coordinates() {
        return coordinates;
    }

    Plan plan() {
        return plan;
    }

    JointDensity joint() {
        return plan.joint();
    }

    Model model() {
        return plan.model();
    }

    /** Values of nodes that are functions of the vector, at a point. */
    List<Tensor> evaluate(List<Var> nodes, double[] at) {
        try (CompiledGraph graph = compiled(nodes)) {
            return graph.call(List.of(Tensor.of(at)));
        }
    }

    /** The nodes of the model at a point. */
    PointValues at(double[] point) {
        return new PointValues(model(), joint(), nodes -> evaluate(nodes, point));
    }

    /** Nodes that are functions of the vector, as a program for many points. */
    CompiledGraph compiled(List<Var> nodes) {
        return compile(nodes);
    }

    /** The sampled variable of a block. */
    FreeVariable free(int block) {
        return plan.joint().free().get(block);
    }

    /** Computes the values of {@link #outputs} at points; for one thread. */
    Constrainer.Caller constrainer() {
        if (constrainer == null) {
            constrainer = new Constrainer(coordinates, forward, outputs, options);
        }
        return Objects.requireNonNull(constrainer).caller();
    }

    /** Has values computed by the best backend that there is now: that of the chains may be lost. */
    void constrainElsewhere() {
        Constrainer before = constrainer;
        constrainer = new Constrainer(coordinates, forward, outputs, options.withBackend(CompileOptions.ANY));
        if (before != null) {
            before.close();
        }
    }

    @Override
    public void close() {
        density.close();
        densityOfValues.close();
        conditionals.values().forEach(CompiledDensity::close);
        if (constrainer != null) {
            constrainer.close();
        }
    }
}
