package ppl.api.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.joint.FreeVariable;
import ppl.aeppl.law.Support;
import ppl.api.spi.Block;
import ppl.api.spi.LogDensity;
import ppl.api.spi.Sampler;
import ppl.api.spi.StartPolicy;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.random.RandomKey;

/**
 * Where chains start: every variable at its support point or at the user's value, mapped to unconstrained space, plus
 * uniform jitter. A point whose log-density is not finite, or whose gradient where it is needed, is tried again with other jitter.
 */
final class StartPoints {

    private static final int TRIES = 100;

    private final CompiledModel model;
    private final Map<String, Tensor> values;
    private final LogDensity.Evaluator evaluator;
    private final boolean steep;
    private final double jitter;
    private final StartDiagnosis.Purpose purpose;
    private final double[] centre;

    /**
     * The start points of the chains of a run.
     *
     * @param sampler states whether its chains need gradients, and whether they are to start apart
     */
    StartPoints(CompiledModel model, SampleOptions options, Sampler sampler, Map<String, Object> settings) {
        this(
                model,
                model.density(),
                options.start().values(),
                jitter(options.start().jitter(), sampler.startPolicy(settings)),
                sampler.needsGradient(),
                StartDiagnosis.Purpose.SAMPLING);
    }

    private StartPoints(
            CompiledModel model,
            LogDensity density,
            Map<String, Tensor> values,
            double jitter,
            boolean steep,
            StartDiagnosis.Purpose purpose) {
        this.model = model;
        this.values = values;
        this.evaluator = density.evaluator();
        this.steep = steep;
        this.jitter = jitter;
        this.purpose = purpose;
        this.centre = centre();
    }

    /**
     * The start points of searches for a maximum.
     *
     * @param density what is searched
     */
    static StartPoints ofSearch(CompiledModel model, LogDensity density, Map<String, Tensor> values, double jitter) {
        return new StartPoints(model, density, values, jitter, true, StartDiagnosis.Purpose.SEARCH);
    }

    /** The support points and start values themselves, if the density and its gradient are finite there. */
    Optional<double[]> unjittered() {
        double[] gradient = new double[centre.length];
        double logp = evaluate(centre, gradient);
        return Double.isFinite(logp) && Finite.firstNot(gradient) < 0 ? Optional.of(centre.clone()) : Optional.empty();
    }

    /** The jitter that the user asked for, or else what the options of the sampler mean. */
    private static double jitter(@Nullable Double asked, StartPolicy policy) {
        boolean contradicted =
                switch (policy.jitter()) {
                    case FREE -> false;
                    case ALWAYS -> asked != null && asked == 0;
                    case NEVER -> asked != null && asked != 0;
                };
        if (contradicted) {
            throw new SamplingException(
                    SamplingCode.OPTION,
                    policy.because() + ", which "
                            + (policy.jitter() == StartPolicy.Jitter.NEVER
                                    ? "starts all chains at one point"
                                    : "jitters the starts")
                            + ", but jitter is " + asked + ": leave one of them out");
        }
        if (asked != null) {
            return asked;
        }
        return policy.jitter() == StartPolicy.Jitter.NEVER ? 0 : SampleOptions.Start.DEFAULT_JITTER;
    }

    private double[] centre() {
        double[] at = new double[model.density().dimension()];
        List<Tensor> support = model.evaluate(model.joint().start(), at);
        for (int i = 0; i < support.size(); i++) {
            put(support.get(i), model.blocks().get(i), at);
        }
        for (Map.Entry<String, Tensor> start : values.entrySet()) {
            putUserStart(start.getKey(), start.getValue(), at);
        }
        return at;
    }

    private static void put(Tensor value, Block block, double[] at) {
        System.arraycopy(value.toDoubles(), 0, at, block.offset(), block.size());
    }

    private void putUserStart(String name, Tensor value, double[] at) {
        int b = indexOf(name);
        Block block = model.blocks().get(b);
        FreeVariable variable = model.free(b);
        Var node = variable.node();
        Var given = Var.constant(value);
        int elements = node.shape().elements();
        if (value.length() != 1 && value.length() != elements) {
            throw new SamplingException(
                    SamplingCode.START,
                    "the start value of '" + name + "' has " + value.length()
                            + " elements, but the variable has shape " + node.shape()
                            + ": give one, or one for each of its "
                            + elements);
        }
        if (block.measure() == Block.Measure.DISCRETE) {
            requireHeld(name, value, node.dtype());
        }
        Var shaped = value.length() == 1
                ? Functions.broadcastTo(Functions.reshape(given, new int[0]), node.shape())
                : Functions.reshape(given, node.shape());
        Var typed = block.measure() == Block.Measure.CONTINUOUS ? Functions.toFloat(shaped) : shaped.cast(node.dtype());
        requireInside(variable, typed, at);
        put(model.evaluate(List.of(variable.bijector().inverse(typed)), at).getFirst(), block, at);
    }

    /** Refuses values whose coordinates are not finite, whole numbers outside the support, and events outside though each element is not. */
    private void requireInside(FreeVariable variable, Var value, double[] at) {
        Support support = variable.law().type().support();
        boolean joint = support.eventRank() > 0;
        boolean judged = joint || support.isDiscrete();
        Tensor inside = model.evaluate(List.of(judged ? support.contains(value) : Var.constant(true)), at)
                .getFirst();
        Tensor free =
                model.evaluate(List.of(variable.bijector().inverse(value)), at).getFirst();
        int events = joint ? Math.max(1, inside.length()) : free.length();
        int coordinates = free.length() / Math.max(1, events);
        for (int i = 0; i < free.length(); i++) {
            int event = i / Math.max(1, coordinates);
            boolean outside = judged && !inside.booleanAt(inside.length() == 1 ? 0 : event);
            if (outside || !Double.isFinite(free.doubleAt(i))) {
                throw new SamplingException(
                        SamplingCode.START,
                        "the start value of '" + variable.name() + "' "
                                + described(value, joint ? support.eventRank() : 0, event)
                                + ", is not inside its support "
                                + support + ": " + support.remedy());
            }
        }
    }

    /** An event of a value, as {@code at event [1], [0.2, 0.9]}. */
    private static String described(Var value, int eventRank, int event) {
        Tensor all = value.eval();
        if (eventRank == 0) {
            return "at element " + event + ", " + all.doubleAt(event);
        }
        int size = value.shape().slice(value.rank() - eventRank, value.rank()).elements();
        List<Double> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            elements.add(all.doubleAt(event * size + i));
        }
        return "at event " + event + ", " + elements;
    }

    private static void requireHeld(String name, Tensor value, DType dtype) {
        int lost = value.firstLoss(dtype);
        if (lost < 0) {
            return;
        }
        double x = value.doubleAt(lost);
        throw new SamplingException(
                SamplingCode.START,
                "the start value of '" + name + "' at element " + lost + ", "
                        + value.elementToString(lost)
                        + (x != Math.rint(x) || Double.isInfinite(x)
                                ? ", is not a whole number, but the variable counts: round it"
                                : ", does not fit its type: " + dtype.remedy()));
    }

    private int indexOf(String name) {
        List<String> names = model.blocks().stream().map(Block::variable).toList();
        if (!names.contains(name)) {
            if (model.plan().forward().stream().anyMatch(v -> v.name().equals(name))) {
                throw new SamplingException(
                        SamplingCode.START,
                        "start gives a value for '" + name + "', which no chain moves: "
                                + model.plan().step(name).why()
                                + ", so it is drawn forward after each draw of the others"
                                + " (model.plan() describes each variable); leave its start value out");
            }
            throw new SamplingException(
                    SamplingCode.START,
                    "start names the variable '" + name + "', which is not a free variable of the model; those are "
                            + names);
        }
        return names.indexOf(name);
    }

    /** The start of a chain. */
    double[] of(int chain, RandomKey key) {
        int dimension = centre.length;
        double[] point = new double[dimension];
        double[] gradient = new double[dimension];
        int tries = jitter == 0 ? 1 : TRIES;
        for (int t = 0; t < tries; t++) {
            jitter(point, key.fold(t));
            double logp = evaluate(point, gradient);
            if (Double.isFinite(logp) && Finite.firstNot(gradient) < 0) {
                return point;
            }
        }
        double logp = evaluate(point, gradient);
        throw new SamplingException(
                SamplingCode.START, new StartDiagnosis(model, point).explain(logp, gradient, purpose, chain, tries));
    }

    /** The log-density, and the gradient where it is needed; elsewhere it stays 0. */
    private double evaluate(double[] point, double[] gradient) {
        return steep ? evaluator.logpAndGradient(point, gradient) : evaluator.logp(point);
    }

    private void jitter(double[] point, RandomKey key) {
        for (Block block : model.blocks()) {
            boolean continuous = block.measure() == Block.Measure.CONTINUOUS;
            for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                point[i] = centre[i] + (continuous ? jitter * (2 * key.uniform(i) - 1) : 0);
            }
        }
    }
}
