package ppl.api.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ppl.api.diagnostics.ChainStatistics;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Hdi;

/**
 * A table with one row per scalar quantity: where it lies, how well that is known, and whether the chains can be trusted.
 *
 * <p>The columns are {@code mean, sd, hdi_3%, hdi_97%, mcse_mean, mcse_sd, ess_bulk, ess_tail, r_hat}, as ArviZ names and defines
 * them. Rows of tensors are labelled by coords: {@code a[AITKIN]}.
 *
 * <p>{@link #toString()} is the table as aligned text; the values themselves are not rounded.
 */
public final class Summary {
    /** Fewer are not worth waking other threads for. */
    private static final int PARALLEL_FROM = 32;
    /** Elements that are gathered in one pass: one cache line of doubles. */
    private static final int BLOCK = 8;

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
        record Work(Variable variable, int first, int count) {}
        List<Work> work = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (Variable variable : chosen.variables()) {
            if (variable.isSampled()) {
                int events = variable.eventSize();
                labels.addAll(labels(chosen, variable));
                for (int e = 0; e < events; e += BLOCK) {
                    work.add(new Work(variable, e, Math.min(BLOCK, events - e)));
                }
            }
        }
        IntStream blocks = IntStream.range(0, work.size());
        List<ChainStatistics> statistics = (labels.size() < PARALLEL_FROM ? blocks : blocks.parallel())
                .mapToObj(work::get)
                .flatMap(w -> w.variable().eventDraws(w.first(), w.count()).stream()
                        .map((Draws d) -> ChainStatistics.of(d, hdiProbability)))
                .toList();
        Map<String, Row> rows = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            ChainStatistics s = statistics.get(i);
            List<Double> values = Arrays.asList(
                    s.mean(),
                    s.sd(),
                    s.hdi().low(),
                    s.hdi().high(),
                    s.mcseMean(),
                    s.mcseSd(),
                    s.essBulk(),
                    s.essTail(),
                    s.rHat());
            rows.put(labels.get(i), new Row(labels.get(i), List.copyOf(values)));
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

    /** The labels of the elements of a sampled variable, such as {@code a[AITKIN]}, row-major. */
    public static List<String> labels(Dataset dataset, Variable variable) {
        return IntStream.range(0, variable.eventSize())
                .mapToObj(e -> label(dataset, variable, e))
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

    private static String label(Dataset dataset, Variable variable, int event) {
        if (variable.rank() == 2) {
            return variable.name();
        }
        String[] parts = new String[variable.rank() - 2];
        int rest = event;
        int[] shape = variable.shape();
        for (int d = variable.rank() - 1; d >= 2; d--) {
            parts[d - 2] = dataset.coord(variable.dims().get(d)).label(rest % shape[d]);
            rest /= shape[d];
        }
        return variable.name() + "[" + String.join(", ", parts) + "]";
    }

    private static String percent(double value) {
        double rounded = Math.rint(value * 1e4) / 1e4;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
