package ppl.api.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Models ranked by their expected log predictive density, with the weights that predict best when they are mixed (stacking). A
 * model whose estimate is not finite comes last, −∞ before NaN, and has no weight: it fails at an observation at least.
 *
 * <p><b>Errors.</b> No model at all, and models that cannot be compared, are {@link ResultException}s.
 *
 * <p><b>Source.</b> Yao, Vehtari, Simpson and Gelman (2018), <i>Using stacking to average Bayesian predictive distributions</i>.
 */
public final class Comparison {
    private final List<Row> rows;

    /**
     * One model.
     *
     * @param model its name
     * @param rank 0 for the best
     * @param elpd expected log predictive density
     * @param parameters effective number of parameters
     * @param difference how much worse than the best
     * @param weight its share in the stacked prediction
     * @param se standard error of {@code elpd}
     * @param differenceSe standard error of {@code difference}, which is smaller than those of its parts suggest
     * @param doubtful whether {@code elpd} cannot be relied on
     */
    public record Row(
            String model,
            int rank,
            double elpd,
            double parameters,
            double difference,
            double weight,
            double se,
            double differenceSe,
            boolean doubtful) {}

    /** An estimate that is NaN says nothing and comes last, after one that is −∞. */
    private static final Comparator<Elpd> BEST_FIRST =
            Comparator.comparing((Elpd e) -> Double.isNaN(e.value())).thenComparing(e -> -e.value());

    private Comparison(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * Ranks models by name.
     *
     * @throws ResultException with code ABSENT if there is no model; with code MISMATCH if the models were not judged by one
     *     method on the same number of observations
     */
    public static Comparison of(Map<String, Elpd> models) {
        if (models.isEmpty()) {
            throw new ResultException(ResultCode.ABSENT, "there is no model to compare");
        }
        List<Map.Entry<String, Elpd>> ranked = new ArrayList<>(models.entrySet());
        ranked.sort(Comparator.comparing(Map.Entry::getValue, BEST_FIRST));
        Elpd best = ranked.getFirst().getValue();
        String bestName = ranked.getFirst().getKey();
        double[][] pointwise = new double[ranked.size()][];
        for (int m = 0; m < pointwise.length; m++) {
            Elpd elpd = ranked.get(m).getValue();
            if (elpd.method() != best.method() || elpd.observations() != best.observations()) {
                throw new ResultException(
                        ResultCode.MISMATCH,
                        "model '" + ranked.get(m).getKey() + "' has " + elpd.method()
                                + " of " + elpd.observations() + " observations but '" + bestName + "' has "
                                + best.method()
                                + " of " + best.observations() + "; compare models of the same data by one method");
            }
            pointwise[m] = elpd.pointwise();
        }
        double[] weights = weights(pointwise, finite(ranked));
        List<Row> rows = new ArrayList<>();
        for (int m = 0; m < pointwise.length; m++) {
            Elpd elpd = ranked.get(m).getValue();
            double[] difference = pointwise[0].clone();
            for (int i = 0; i < difference.length; i++) {
                difference[i] -= pointwise[m][i];
            }
            double mean = Moments.mean(difference);
            rows.add(new Row(
                    ranked.get(m).getKey(),
                    m,
                    elpd.value(),
                    elpd.parameters(),
                    mean * difference.length,
                    weights[m],
                    elpd.se(),
                    Math.sqrt(Moments.squares(difference, 0, difference.length, mean)),
                    elpd.doubtful()));
        }
        return new Comparison(List.copyOf(rows));
    }

    private static int finite(List<Map.Entry<String, Elpd>> ranked) {
        return (int) ranked.stream()
                .filter(e -> Double.isFinite(e.getValue().value()))
                .count();
    }

    /** Only models that can predict every observation are mixed; if there is none no weight is known. */
    private static double[] weights(double[][] pointwise, int finite) {
        double[] weights = new double[pointwise.length];
        if (finite == 0) {
            Arrays.fill(weights, Double.NaN);
            return weights;
        }
        double[] mixed = Stacking.weights(Arrays.copyOf(pointwise, finite));
        System.arraycopy(mixed, 0, weights, 0, finite);
        return weights;
    }

    /** The models, best first. */
    public List<Row> rows() {
        return rows;
    }

    /** The models by name. */
    public Map<String, Row> byName() {
        Map<String, Row> byName = new LinkedHashMap<>();
        rows.forEach(row -> byName.put(row.model(), row));
        return byName;
    }

    /** The table as aligned text. */
    @Override
    public String toString() {
        int width = Math.max(
                5, rows.stream().mapToInt(r -> r.model().length()).max().orElse(0));
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT, "%-" + width + "s  rank       elpd       p  elpd_diff  weight      se     dse", "model"));
        for (Row row : rows) {
            out.append(String.format(
                    Locale.ROOT,
                    "%n%-" + width + "s  %4d  %9.2f  %6.2f  %9.2f  %6.3f  %6.2f  %6.2f%s",
                    row.model(),
                    row.rank(),
                    row.elpd(),
                    row.parameters(),
                    row.difference(),
                    row.weight(),
                    row.se(),
                    row.differenceSe(),
                    row.doubtful() ? "  doubtful" : ""));
        }
        return out.toString();
    }
}
