package ppl.tests.aeppl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import ppl.aeppl.family.Distribution;
import ppl.graph.Var;

/**
 * Typical parameters of a registered distribution of single numbers, at which its law is checked. Arguments that are single
 * numbers differ from each other, so that a swap shows. A new distribution needs a line here.
 *
 * @param name of the distribution in {@link ppl.api.Distributions}
 * @param arguments each a Double, a Long for a count, or a double[]
 */
record LawCase(String name, List<Object> arguments) {

    static final List<LawCase> ALL = List.of(
            of("normal", 1.5, 0.25),
            of("normal", -30.0, 12.0),
            of("normalPrecision", 1.5, 4.5),
            of("halfNormal", 2.5),
            of("logNormal", 0.5, 0.6),
            of("uniform", -2.0, 5.0),
            of("flat"),
            of("halfFlat"),
            of("exponential", 0.3),
            of("gamma", 2.5, 1.5),
            of("gammaMeanSd", 4.0, 2.5),
            of("beta", 2.0, 3.5),
            of("betaMeanCount", 0.4, 5.5),
            of("studentT", 5.0, 1.0, 2.0),
            of("cauchy", 2.0, 0.5),
            of("halfCauchy", 3.0),
            of("bernoulli", 0.3),
            of("bernoulliLogit", -1.2),
            of("binomial", 12L, 0.35),
            of("binomialLogit", 9L, 0.7),
            of("poisson", 3.5),
            of("poissonLog", 1.1),
            of("pointMass", 2.5),
            of("pointMass", 3L),
            of("categorical", new double[] {0.2, 0.5, 0.3}),
            of("categoricalLogit", new double[] {-0.5, 1.5, 0.25}));

    private static LawCase of(String name, Object... arguments) {
        return new LawCase(name, List.of(arguments));
    }

    /** The distribution by the overload of nodes. */
    Distribution distribution() {
        return Factory.named(name).of(nodes());
    }

    List<Var> nodes() {
        return arguments.stream().map(LawCase::node).toList();
    }

    private static Var node(Object argument) {
        return switch (argument) {
            case Double x -> Var.constant(x);
            case Long n -> Var.constant(n);
            case double[] xs -> Var.constant(xs);
            default -> throw new AssertionError("a case gives numbers, not " + argument);
        };
    }

    /**
     * The ways to write the arguments: each single number as number and as node, in every mix. A vector is a node, and
     * numbers where it stands alone.
     */
    List<List<Object>> mixes() {
        List<List<Object>> mixes = List.of(List.of());
        for (Object argument : arguments) {
            boolean asNumber = !(argument instanceof double[]) || arguments.size() == 1;
            mixes = mixes.stream()
                    .flatMap(m -> (asNumber ? Stream.of(node(argument), argument) : Stream.of(node(argument)))
                            .map(a -> append(m, a)))
                    .toList();
        }
        return mixes;
    }

    private static List<Object> append(List<Object> list, Object last) {
        List<Object> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }

    @Override
    public String toString() {
        return name
                + arguments.stream()
                        .map(a -> a instanceof double[] xs ? Arrays.toString(xs) : a.toString())
                        .toList();
    }
}
