package ppl.api.inference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.api.diagnostics.ChainStatistics;
import ppl.api.diagnostics.Hdi;
import ppl.api.diagnostics.Interval;

/**
 * A table with one row per scalar quantity: where it lies, how well that is known, and whether the chains can be trusted.
 *
 * <p>The columns are {@code mean, sd, hdi_3%, hdi_97%, mcse_mean, mcse_sd, ess_bulk, ess_tail, r_hat}, as ArviZ names and defines
 * them. Rows of tensors are labelled by coords: {@code a[AITKIN]}.
 *
 * <p>{@link #toString()} is the table as aligned text; the values themselves are not rounded.
 */
public final class Summary {
    private final List<String> columns;
    private final Map<String, Row> rows;

    /**
     * One scalar quantity.
     *
     * @param label such as {@code a[AITKIN]}
     * @param values one per column
     */
    public record Row(String label, List<Double> values) {}

    private Summary(List<String> columns, Map<String, Row> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** The table of the posterior, or of the prior where there is no posterior. */
    public static Summary of(InferenceData data, String... filters) {
        Dataset draws = data.find(Group.POSTERIOR)
                .or(() -> data.find(Group.PRIOR))
                .orElseThrow(() -> new IllegalStateException(
                        "there is neither a posterior nor a prior to summarise; there are: " + data.groups()));
        return of(draws, filters);
    }

    /** The table of the sampled variables of a group that the filters choose. */
    public static Summary of(Dataset dataset, String... filters) {
        return of(dataset, Hdi.DEFAULT_PROBABILITY, filters);
    }

    /** The same with intervals that hold {@code hdiProbability} of the draws. */
    public static Summary of(Dataset dataset, double hdiProbability, String... filters) {
        Dataset chosen = dataset.filter(filters);
        List<Element> elements = chosen.elements();
        List<Interval> intervals = intervals(elements, hdiProbability);
        Map<String, Row> rows = new LinkedHashMap<>();
        for (int i = 0; i < elements.size(); i++) {
            String label = elements.get(i).label();
            ChainStatistics s = elements.get(i).statistics();
            List<Double> values = List.of(
                    s.mean(),
                    s.sd(),
                    intervals.get(i).low(),
                    intervals.get(i).high(),
                    s.mcseMean(),
                    s.mcseSd(),
                    s.essBulk(),
                    s.essTail(),
                    s.rHat());
            rows.put(label, new Row(label, values));
        }
        double tail = (1 - hdiProbability) / 2 * 100;
        return new Summary(
                List.of(
                        "mean",
                        "sd",
                        "hdi_" + percent(tail) + "%",
                        "hdi_" + percent(100 - tail) + "%",
                        "mcse_mean",
                        "mcse_sd",
                        "ess_bulk",
                        "ess_tail",
                        "r_hat"),
                rows);
    }

    private static List<Interval> intervals(List<Element> elements, double probability) {
        if (probability == Hdi.DEFAULT_PROBABILITY) {
            return elements.stream().map(e -> e.statistics().hdi()).toList();
        }
        return elements.parallelStream()
                .map(e -> e.variable().size() == 0
                        ? new Interval(Double.NaN, Double.NaN)
                        : Hdi.of(e.draws(), probability))
                .toList();
    }

    /** The names of the columns. */
    public List<String> columns() {
        return columns;
    }

    /** The rows, in the order of the variables and of their elements. */
    public List<Row> rows() {
        return List.copyOf(rows.values());
    }

    /** One figure, such as {@code get("a[AITKIN]", "r_hat")}. */
    public double get(String row, String column) {
        Row found = rows.get(row);
        if (found == null) {
            throw new IllegalArgumentException(
                    "there is no row '" + row + "'; there are: " + Labels.preview(rows.keySet()));
        }
        int c = columns.indexOf(column);
        if (c < 0) {
            throw new IllegalArgumentException("there is no column '" + column + "'; there are: " + columns);
        }
        return found.values().get(c);
    }

    /** The table as aligned text; of more than 200 rows the first and the last hundred. */
    @Override
    public String toString() {
        return SummaryText.of(this, 200);
    }

    /** The table as aligned text with all rows. */
    public String toText() {
        return SummaryText.of(this, Integer.MAX_VALUE);
    }

    /** The table as comma-separated values with all digits: RFC 4180, UTF-8, the label in column {@code variable}. */
    public String toCsv() {
        StringBuilder out = new StringBuilder("variable");
        columns.forEach(column -> out.append(',').append(column));
        for (Row row : rows.values()) {
            out.append("\r\n").append(quoted(row.label()));
            row.values().forEach(value -> out.append(',').append(value));
        }
        return out.append("\r\n").toString();
    }

    /** The table as GitHub-flavoured Markdown, rounded as in {@link #toString()}. */
    public String toMarkdown() {
        StringBuilder out = new StringBuilder("| |");
        columns.forEach(column -> out.append(' ').append(column).append(" |"));
        out.append("\n|---|").append("---:|".repeat(columns.size()));
        for (Row row : rows.values()) {
            // A bar would end the cell, and the others would be taken for markup.
            out.append("\n| ")
                    .append(row.label().replaceAll("[\\\\|*_`<>\\[\\]]", "\\\\$0"))
                    .append(" |");
            for (int c = 0; c < columns.size(); c++) {
                out.append(' ').append(SummaryText.cell(columns, c, row)).append(" |");
            }
        }
        return out.append('\n').toString();
    }

    private static String quoted(String text) {
        return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String percent(double value) {
        double rounded = Math.rint(value * 1e4) / 1e4;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
