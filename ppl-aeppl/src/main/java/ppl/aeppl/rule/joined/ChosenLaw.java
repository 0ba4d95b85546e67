package ppl.aeppl.rule.joined;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Atom;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of a tensor each of whose elements has one of several laws; which is not random, though it may be known only in a run. A value
 * that another law's density is taken at, only to be left out, is replaced by one inside of its support.
 *
 * @param choices the laws; of those whose condition holds at an element, the last that is listed counts there
 * @param type the type of the law, found once
 */
public record ChosenLaw(List<Choice> choices, LawType type) implements Law {

    /**
     * A law.
     *
     * @param where the elements it is that of
     * @param law of a tensor of the full shape
     */
    public record Choice(Var where, Law law) {}

    /** Not for laws of joint events. */
    public static Capability<Law> of(List<Choice> choices, TensorType draw, Sources sources) {
        for (Choice c : choices) {
            String tied = c.law().type().whyNotApart();
            if (tied != null && !(c.law() instanceof ChosenLaw)) {
                return Capability.absent("only some elements are taken, and the elements of "
                        + c.law().describe() + " " + tied);
            }
        }
        BaseMeasure measure = BaseMeasure.ofEach(
                choices.stream().map(c -> c.law().type().measure()).toList());
        return Capability.of(
                new ChosenLaw(List.copyOf(choices), LawType.elementwise(draw, measure, support(choices), sources)));
    }

    private static Support support(List<Choice> choices) {
        boolean discrete =
                choices.stream().allMatch(c -> c.law().type().support().isDiscrete());
        Var lo = end(choices, Support.RealInterval::lo);
        Var hi = end(choices, Support.RealInterval::hi);
        return discrete ? new Support.Integers(lo, hi) : new Support.RealInterval(lo, true, hi, true);
    }

    private static @Nullable Var end(List<Choice> choices, Function<Support.RealInterval, @Nullable Var> end) {
        List<Var> ends = new ArrayList<>();
        for (Choice c : choices) {
            Var x = end.apply(c.law().type().support().hull());
            if (x == null) {
                return null;
            }
            ends.add(x);
        }
        return chosen(choices, ends);
    }

    private Var chosen(List<Var> ofChoices) {
        return chosen(choices, ofChoices);
    }

    private static Var chosen(List<Choice> choices, List<Var> ofChoices) {
        Var chosen = ofChoices.getFirst();
        for (int i = 1; i < choices.size(); i++) {
            chosen = Functions.where(choices.get(i).where(), ofChoices.get(i), chosen);
        }
        return chosen;
    }

    private <T> Capability<List<T>> ofEach(Function<Law, Capability<T>> capability) {
        List<T> all = new ArrayList<>();
        for (Choice c : choices) {
            switch (capability.apply(c.law())) {
                case Capability.Present<T>(T one) -> all.add(one);
                case Capability.Absent<T>(String why) -> {
                    return Capability.absent(why);
                }
            }
        }
        return Capability.of(all);
    }

    @Override
    public String describe() {
        return choices.stream().map(c -> c.law().describe()).collect(Collectors.joining(" or ", "(", ")"));
    }

    @Override
    public LogTerms logDensity(Value value) {
        List<Var> densities = choices.stream()
                .map(c -> c.law()
                        .logDensity(value.or(c.where(), harmless(c.law())))
                        .elementwise())
                .toList();
        return LogTerms.zero(type.batchShape()).plus(chosen(densities));
    }

    private static Var harmless(Law law) {
        return Gradient.stop(law.supportPoint());
    }

    @Override
    public List<Atom> atoms() {
        Var never = Var.constant(Double.NEGATIVE_INFINITY);
        return choices.stream()
                .flatMap(c -> c.law().atoms().stream()
                        .map(a -> new Atom(
                                Functions.where(c.where(), a.location(), never),
                                Functions.where(c.where(), a.logMass(), never))))
                .toList();
    }

    @Override
    public Capability<EventProbability> events() {
        return switch (this.<EventProbability>ofEach(Law::events)) {
            case Capability.Present<List<EventProbability>>(List<EventProbability> all) ->
                Capability.of(
                        event -> chosen(all.stream().map(p -> p.logProb(event)).toList()));
            case Capability.Absent<List<EventProbability>>(String why) -> Capability.absent(why);
        };
    }

    @Override
    public Capability<Quantile> quantile() {
        return switch (this.<Quantile>ofEach(Law::quantile)) {
            case Capability.Present<List<Quantile>>(List<Quantile> all) ->
                Capability.of(new Quantile(
                        p -> chosen(all.stream().map(q -> q.of(p)).toList()),
                        p -> chosen(all.stream().map(q -> q.upper(p)).toList())));
            case Capability.Absent<List<Quantile>>(String why) -> Capability.absent(why);
        };
    }

    @Override
    public Capability<Moments> moments() {
        return switch (this.<Moments>ofEach(Law::moments)) {
            case Capability.Present<List<Moments>>(List<Moments> all) ->
                Capability.of(new Moments(
                        chosen(all.stream().map(Moments::mean).toList()),
                        chosen(all.stream().map(Moments::variance).toList())));
            case Capability.Absent<List<Moments>>(String why) -> Capability.absent(why);
        };
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return switch (this.<Law>ofEach(law -> law.elements(by))) {
            case Capability.Present<List<Law>>(List<Law> laws) ->
                of(
                        IntStream.range(0, laws.size())
                                .mapToObj(i ->
                                        new Choice(by.parameter(choices.get(i).where()), laws.get(i)))
                                .toList(),
                        new TensorType(type.draw().dtype(), by.to()),
                        type.sources().rearranged(by));
            case Capability.Absent<List<Law>>(String why) -> Capability.absent(why);
        };
    }

    /** None: of no draw all elements need be there. */
    @Override
    public Map<Var, Value> recover(Value value) {
        return Map.of();
    }

    @Override
    public Var supportPoint() {
        return Functions.broadcastTo(
                chosen(choices.stream().map(c -> c.law().supportPoint()).toList()),
                type.draw().shape());
    }

    @Override
    public Var draw(KeyVar key) {
        return chosen(IntStream.range(0, choices.size())
                .mapToObj(i -> choices.get(i).law().draw(key.fold(i)))
                .toList());
    }

    @Override
    public List<ParameterCheck> checks() {
        return choices.stream().flatMap(c -> c.law().checks().stream()).toList();
    }
}
