package ppl.aeppl.rule.mixture;

import static ppl.graph.Functions.where;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.Atom;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.NearCertain;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;
import ppl.graph.random.Variates;

/**
 * The law of a draw that is picked, for each element of a batch on its own, from one of several laws: density sum w f.
 *
 * <p>Components may have densities against different measures. Where any of them has a point with a probability of its own, only such
 * probabilities count there, since densities have none at a point.
 *
 * <p><b>Shapes:</b> components have a batch shape [..], or one law has [.., k]; weights have the shape [.., k] or one that broadcasts to
 * it.
 *
 * <p><b>Numerics:</b> at a point with a probability of its own the gradient is that of such probabilities, however steep a density is
 * there; a component of log-weight −∞ counts for nothing, whatever its density, and the gradient by that weight is 0.
 * Both tails of an event come from those of the components; near probability 1, from the rest.
 */
public final class MixtureLaw implements Law {

    private static final double NONE = Double.NEGATIVE_INFINITY;
    private static final Var NEVER = Var.constant(NONE);

    private final Components components;
    private final Var logWeights;
    private final LawType type;

    private MixtureLaw(Components components, Var logWeights, LawType type) {
        this.components = components;
        this.logWeights = logWeights;
        this.type = type;
    }

    /**
     * The mixture of several laws of one batch shape.
     *
     * @param logWeights the logs of their probabilities, normalised, of a shape that broadcasts to [batch, k]
     * @param sources the draws that it is the law of
     * @throws LogDensityException with code EVENT_AXES_MISMATCH if draws of the laws differ in shape, or elements of a batch depend on
     *     each other; DOMAIN_NOT_COVERED if vectors have different supports; VALUE_TYPE if their measures cannot be joined
     */
    public static MixtureLaw of(List<Law> laws, Var logWeights, Sources sources) {
        return of(new Components.Several(List.copyOf(laws)), logWeights, sources);
    }

    /**
     * The mixture of the components along the last batch axis of a law.
     *
     * @param logWeights the logs of their probabilities, normalised, of a shape that broadcasts to the batch of the law
     * @param sources the draws that it is the law of
     * @throws LogDensityException with code EVENT_AXES_MISMATCH if the law has no batch axis, or elements along one depend on each other
     */
    public static MixtureLaw along(Law law, Var logWeights, Sources sources) {
        if (law.type().batch().isEmpty()) {
            throw new LogDensityException(
                    DensityCode.EVENT_AXES_MISMATCH,
                    "a mixture needs an axis of components, but a draw of " + law.describe() + " is one event of "
                            + law.type().draw()
                            + "\n  to fix: give it a parameter for each component, or several laws");
        }
        return of(new Components.Along(law), logWeights, sources);
    }

    private static MixtureLaw of(Components components, Var logWeights, Sources sources) {
        requireAlike(components.laws());
        TensorType draw = components.draw();
        Set<Integer> eventAxes = components.eventAxes();
        int batch = draw.shape().rank() - eventAxes.size();
        LawType type = new LawType(
                draw,
                JoinedMeasure.of(components.laws()),
                Hull.of(components),
                eventAxes,
                Collections.nCopies(batch, Dependence.INDEPENDENT),
                sources);
        return new MixtureLaw(components, logWeights, type);
    }

    private static void requireAlike(List<Law> laws) {
        LawType first = laws.getFirst().type();
        for (Law law : laws) {
            LawType t = law.type();
            int batch = t.batch().size();
            boolean trailing = t.eventAxes().stream().allMatch(a -> a >= batch);
            boolean alone = t.batch().stream().allMatch(d -> d == Dependence.INDEPENDENT || d == Dependence.IID);
            if (!trailing || !alone) {
                throw new LogDensityException(
                        DensityCode.EVENT_AXES_MISMATCH,
                        "a component of a mixture is picked for each event on its own, but " + law.describe() + " has "
                                + (trailing
                                        ? "elements that depend on each other along its batch axes, " + t.batch()
                                        : "its events along axes " + t.eventAxes() + " of " + t.draw()
                                                + ", not the last")
                                + "\n  to fix: mix laws of independent events");
            }
            if (!t.draw().shape().equals(first.draw().shape()) || !t.eventAxes().equals(first.eventAxes())) {
                throw new LogDensityException(
                        DensityCode.EVENT_AXES_MISMATCH,
                        "the components of a mixture must have draws of one shape, but those of "
                                + laws.getFirst().describe() + " are " + first.draw() + " and those of "
                                + law.describe() + " are " + t.draw() + "\n  to fix: give them events of one shape");
            }
        }
    }

    @Override
    public String describe() {
        return "Mixture(" + components.describe() + ")";
    }

    @Override
    public LawType type() {
        return type;
    }

    @Override
    public LogTerms logDensity(Value v) {
        if (type.measure() instanceof BaseMeasure.Mixed) {
            Var all = components.logDensity(v, type.support()).elementwise();
            Var point = met(v, all);
            Var atomic = sum(where(point, components.masses(v, type.support(), all), NEVER));
            Var isPoint = atomic.gt(NONE);
            Var density = sum(where(point, NEVER, components.densities(v, type.support(), all, isPoint)));
            return LogTerms.zero(type.batchShape()).plus(where(isPoint, atomic, density));
        }
        LogTerms each = components.logDensity(v, type.support());
        if (!type.measure().isContinuous() || v.inside()) {
            return Weighted.sum(each, logWeights);
        }
        Var infinite = Functions.not(v.isNotInfinite());
        Var possible =
                Functions.not(type.eventAxes().isEmpty() ? infinite : Functions.any(infinite, type.eventAxisArray()));
        return Weighted.sum(everywhere() ? each : Weighted.counted(each), logWeights)
                .only(possible);
    }

    /** Whether no component has density 0 anywhere, where its slope may be infinite. */
    private boolean everywhere() {
        return components.laws().stream()
                .allMatch(law -> Support.reals().equals(law.type().support()));
    }

    /** For each component whether a value is a point to which it gives a probability. */
    private Var met(Value v, Var logDensities) {
        return switch (components) {
            case Components.Along along -> {
                Value wide = Value.of(components.widened(v.var()));
                yield Functions.broadcastTo(Points.isMet(along.law(), wide, logDensities), logDensities.shape());
            }
            case Components.Several(List<Law> laws) -> {
                List<Var> met = new ArrayList<>();
                for (int k = 0; k < laws.size(); k++) {
                    Var own = Functions.take(logDensities, Var.constant((long) k), -1);
                    met.add(Functions.broadcastTo(Points.isMet(laws.get(k), v, own), type.batchShape()));
                }
                yield Functions.stack(met, -1);
            }
        };
    }

    /** Whether a value is a point with a probability of its own. */
    Var atPoint(Value v) {
        Var all = components.logDensity(v, type.support()).elementwise();
        return sum(where(met(v, all), all, NEVER)).gt(NONE);
    }

    private Var sum(Var logs) {
        return Weighted.sum(LogTerms.zero(logs.shape()).plus(logs), logWeights).elementwise();
    }

    @Override
    public List<Atom> atoms() {
        if (!(type.measure() instanceof BaseMeasure.Mixed)) {
            return List.of();
        }
        return Points.atoms(Points.places(components), place -> {
            Var at = Functions.broadcastTo(place, type.draw().shape());
            Value v = Value.of(at);
            return where(atPoint(v), logDensity(v).elementwise(), NEVER);
        });
    }

    @Override
    public Capability<EventProbability> events() {
        for (Law law : components.laws()) {
            if (law.events() instanceof Capability.Absent<EventProbability> absent) {
                return absent;
            }
        }
        return Capability.of(new NearCertain(this::ofComponents));
    }

    private Var ofComponents(Event e) {
        Event wide = components.widened(e);
        Shape batch = shapeOf(e);
        return sum(components.each(
                law -> law.events()
                        .orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "the probability of an interval")
                        .logProb(wide),
                batch,
                0));
    }

    private Shape shapeOf(Event e) {
        Shape shape = type.batchShape();
        shape = e.lo() == null ? shape : Shape.common(shape, e.lo().shape());
        return e.hi() == null ? shape : Shape.common(shape, e.hi().shape());
    }

    @Override
    public Capability<Moments> moments() {
        for (Law law : components.laws()) {
            if (law.moments() instanceof Capability.Absent<Moments> absent) {
                return absent;
            }
        }
        Var means = ofEach(law -> moments(law).mean());
        Var variances = ofEach(law -> moments(law).variance());
        Var mean = average(means);
        Var away = means.minus(Functions.expandDims(mean, componentAxis())).square();
        return Capability.of(new Moments(mean, average(variances.plus(away))));
    }

    private static Moments moments(Law law) {
        return law.moments().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "mean and variance");
    }

    /** Something of the shape of a draw, of each component. */
    private Var ofEach(Function<Law, Var> f) {
        return components.each(f, type.draw().shape(), type.eventAxes().size());
    }

    private int componentAxis() {
        return type.batch().size();
    }

    /** The mean over components of something of the shape of a draw. */
    private Var average(Var each) {
        Var weights = spread(logWeights.exp(), each.shape());
        Var counted = where(weights.gt(0), each.times(weights), Var.constant(0.0));
        return counted.sum(componentAxis());
    }

    /** Along the axes of events too. */
    private Var spread(Var weights, Shape each) {
        int events = type.eventAxes().size();
        Var all = weights;
        for (int i = 0; i < events; i++) {
            all = Functions.expandDims(all, -1);
        }
        return Functions.broadcastTo(all, each);
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        if (!type.eventAxes().isEmpty()) {
            return Capability.absent(describe() + " is a mixture of vectors, which is not taken apart");
        }
        return switch (components.rearranged(by)) {
            case Capability.Present<Components>(Components picked) ->
                Capability.of(
                        of(picked, by.parameter(logWeights, 1), type.sources().rearranged(by)));
            case Capability.Absent<Components>(String why) -> Capability.absent(why);
        };
    }

    /** That of the component of greatest weight, the first of several. */
    @Override
    public Var supportPoint() {
        Var points = ofEach(law -> law.supportPoint().cast(type.draw().dtype()));
        Shape each = type.batchShape().concat(Shape.of(List.of(components.count())));
        Var top = Functions.argmax(Functions.broadcastTo(logWeights, each), -1);
        Var index = Functions.expandDims(top, -1);
        for (int i = 0; i < type.eventAxes().size(); i++) {
            index = Functions.expandDims(index, -1);
        }
        Shape one = points.shape().with(componentAxis(), Shape.Extent.of(1));
        return Functions.squeeze(
                Functions.takeAlongAxis(points, Functions.broadcastTo(index, one), componentAxis()), componentAxis());
    }

    @Override
    public Var draw(KeyVar key) {
        Var index = Variates.categorical(key.fold("component"), logWeights.exp(), type.batchShape());
        return components.picked(key, index);
    }

    @Override
    public List<ParameterCheck> checks() {
        return components.laws().stream().flatMap(law -> law.checks().stream()).toList();
    }

    @Override
    public List<ParameterCheck> checks(Value value) {
        return components.checks(value);
    }
}
