package ppl.api.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.plan.Plan;
import ppl.graph.Shape;
import ppl.graph.Tensor;

/**
 * Where a log-density at a point comes from. Printed, it is a table, with what is wrong first.
 *
 * <p><b>Units:</b> natural logs; densities of the values themselves, so without the Jacobians of the coordinates that samplers move.
 *
 * @param logp the sum of all factors; where a parameter violates its constraint −∞
 * @param factors the summands, in the order of the model
 */
public record Diagnosis(double logp, List<Line> factors) {

    /**
     * A summand.
     *
     * @param variable the variable or potential
     * @param factor the same with what it is, such as {@code y (observed)}
     * @param logp its value
     * @param why what is wrong with it: a constraint on a parameter, or its first element that is not finite, with the datum; empty if nothing is
     * @param where the labels of that element, such as {@code school B}; empty if it has none
     */
    public record Line(String variable, String factor, double logp, String why, String where) {

        /** Whether something is wrong. */
        public boolean isBad() {
            return !why.isEmpty();
        }
    }

    /** Copies the factors. */
    public Diagnosis {
        factors = List.copyOf(factors);
    }

    /**
     * That of a model at a point.
     *
     * @param point a value for each variable that is sampled, in the user's space
     * @throws ppl.api.ModelException with code NAME if one of these has no value, or something else has; with code SHAPE or VALUE if a value
     *     does not fit
     */
    public static Diagnosis of(Plan plan, Map<String, Tensor> point) {
        List<FactorLine> found = FactorLine.of(GivenPoint.of(plan, point));
        List<Line> lines = new ArrayList<>();
        double sum = 0;
        for (FactorLine f : found) {
            String name = f.factor().name();
            String why = f.reason() == null ? "" : f.reason().text();
            lines.add(new Line(name, f.label(), f.logp(), why, where(dims(plan.model(), name), f)));
            sum += f.logp();
        }
        boolean violated = found.stream().anyMatch(FactorLine::isViolated);
        return new Diagnosis(violated ? Double.NEGATIVE_INFINITY : sum, lines);
    }

    private static List<Dim> dims(Model model, String variable) {
        return Stream.concat(
                        model.free().stream()
                                .filter(v -> v.name().equals(variable))
                                .map(Model.Free::dims),
                        model.observed().stream()
                                .filter(o -> o.name().equals(variable))
                                .map(Model.Observed::dims))
                .findFirst()
                .orElse(List.of());
    }

    private static String where(List<Dim> dims, FactorLine line) {
        int[] sizes = line.shape();
        boolean known = line.element() >= 0
                && sizes.length <= dims.size()
                && IntStream.range(0, sizes.length).allMatch(a -> dims.get(a).size() == sizes[a]);
        if (!known) {
            return "";
        }
        int[] at = Shape.of(sizes).position(line.element());
        return IntStream.range(0, sizes.length)
                .mapToObj(a -> dims.get(a).name() + " " + dims.get(a).coord().label(at[a]))
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }

    /** The first factor with which something is wrong, the first in the order of the model. */
    public Optional<Line> firstBad() {
        return factors.stream().filter(Line::isBad).findFirst();
    }

    /** The sum, then a line for each factor. */
    @Override
    public String toString() {
        Stream<Line> bad = factors.stream().filter(Line::isBad);
        Stream<Line> good = factors.stream().filter(f -> !f.isBad());
        List<String[]> rows = Stream.concat(bad, good)
                .map(f -> new String[] {
                    f.factor(),
                    FactorLine.number(f.logp()),
                    f.why() + (f.where().isEmpty() ? "" : " (" + f.where() + ")")
                })
                .toList();
        return "logp is " + logp + FactorLine.table(rows) + "\n";
    }
}
