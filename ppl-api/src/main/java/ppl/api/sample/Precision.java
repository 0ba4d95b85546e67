package ppl.api.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Ess;
import ppl.api.diagnostics.Mcse;
import ppl.api.inference.Dataset;
import ppl.api.inference.Element;
import ppl.api.predictive.OutputVariable;

/** Whether draws are as precise as they were asked to be. */
final class Precision {

    private final Until until;
    private final List<OutputVariable> variables = new ArrayList<>();

    /**
     * Of the variables of a run.
     *
     * @param known those of the posterior
     * @throws SamplingException with code OPTION if one is asked for that is none of them
     */
    Precision(Until until, List<OutputVariable> known) {
        this.until = until;
        List<String> names = known.stream().map(OutputVariable::name).toList();
        requireKnown("untilEss", until.of(), names);
        requireKnown("untilMcse", until.mcse().keySet(), names);
        known.stream()
                .filter(v -> isForEss(v.name()) || until.mcse().containsKey(v.name()))
                .forEach(variables::add);
    }

    private static void requireKnown(String option, Iterable<String> asked, List<String> names) {
        for (String name : asked) {
            if (!names.contains(name)) {
                throw new SamplingException(
                        SamplingCode.OPTION,
                        "option " + option + " names '" + name + "', which is no variable of the posterior; those are "
                                + names);
            }
        }
    }

    private boolean isForEss(String name) {
        return until.ess() > 0 && (until.of().isEmpty() || until.of().contains(name));
    }

    /** The variables whose draws decide. */
    List<OutputVariable> variables() {
        return variables;
    }

    /**
     * How near draws are to what is asked of them.
     *
     * @param share 1 or more if they are there
     */
    private record Gap(double share, String text) {}

    /** What draws are furthest from; empty if they are precise enough. An element that never changes has no say. */
    Optional<String> lacking(Dataset posterior) {
        return posterior.elements().stream()
                .filter(e -> !isConstant(e.draws().toArray()))
                .flatMap(this::gaps)
                .filter(gap -> gap.share < 1)
                .min(Comparator.comparingDouble(Gap::share))
                .map(Gap::text);
    }

    private Stream<Gap> gaps(Element element) {
        String name = element.variable().name();
        Draws draws = element.draws();
        List<Gap> gaps = new ArrayList<>();
        if (isForEss(name)) {
            double ess = Math.min(Ess.bulk(draws), Ess.tail(draws));
            gaps.add(new Gap(
                    share(ess, until.ess()),
                    String.format(
                            Locale.ROOT,
                            "the effective sample size of '%s' is %.0f, not %.0f",
                            element.label(),
                            ess,
                            until.ess())));
        }
        Double bound = until.mcse().get(name);
        if (bound != null) {
            double error = Mcse.mean(draws);
            gaps.add(new Gap(
                    share(bound, error),
                    String.format(
                            Locale.ROOT,
                            "the standard error of the mean of '%s' is %.3g, not %.3g",
                            element.label(),
                            error,
                            bound)));
        }
        return gaps.stream();
    }

    private static boolean isConstant(double[] values) {
        return Arrays.stream(values).allMatch(x -> x == values[0]);
    }

    /** What is not known is far away. */
    private static double share(double of, double whole) {
        double share = of / whole;
        return Double.isNaN(share) ? 0 : share;
    }
}
