package ppl.api.inference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ppl.api.diagnostics.ParetoTail;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.work.Deadline;

/**
 * A table with one row per scalar quantity: its location and spread, their errors, and whether the chains can be trusted.
 *
 * <p>The columns are {@code mean, sd, hdi_3%, hdi_97%, mcse_mean, mcse_sd, ess_bulk, ess_tail, r_hat}, as ArviZ names and defines
 * them; {@link SummaryOptions} chooses others. Rows of tensors are labelled by coords: {@code a[AITKIN]}.
 *
 * <p>{@link #toString()} is the table as aligned text; the values themselves are not rounded. A star at a mean says that it may not
 * exist: the Pareto shape of a tail is {@link ppl.api.diagnostics.ParetoTail#HEAVY} or more, by more than chance.
 */
public final class Summary {
    /** What a mark at a mean says. */
    public static final String HEAVY_TAIL = "a tail is so heavy (Pareto k of " + ParetoTail.HEAVY
            + " or more) that the mean may not exist: look at the median";

    private final SummaryOptions.Style style;
    private final List<String> columns;
    private final Map<String, Row> byLabel;
    private final List<Row> rows;
    private final List<SummaryScale> scales;

    /**
     * One scalar quantity.
     *
     * @param label such as {@code a[AITKIN]}
     * @param values one per column
     */
    public record Row(String label, List<Double> values) {}

    private Summary(
            SummaryOptions.Style style, List<String> columns, Map<String, Row> rows, List<SummaryScale> scales) {
        this.style = style;
        this.columns = columns;
        this.byLabel = rows;
        this.rows = List.copyOf(rows.values());
        this.scales = scales;
    }

    /** The table of the posterior, or of the prior if there is no posterior. */
    static Summary of(InferenceData data, SummaryOptions options, String... filters) {
        Dataset draws = data.find(Group.POSTERIOR)
                .or(() -> data.find(Group.PRIOR))
                .orElseThrow(() -> new ResultException(
                        ResultCode.ABSENT,
                        "there is neither a posterior nor a prior to summarise; there are: " + data.groups()));
        return of(draws, options, filters);
    }

    /**
     * The table of the sampled variables of a group that the filters choose.
     *
     * @throws ResultException with code ABSENT if a name or regular expression fits no variable, or no draws are left
     */
    public static Summary of(Dataset dataset, String... filters) {
        return of(dataset, SummaryOptions.defaults(), filters);
    }

    /**
     * The same with chosen columns.
     *
     * <p><b>Errors.</b> It is a {@link ResultException} if a chosen column is not there, if a function has the name of another column,
     * or if a function fails on the draws of an element.
     */
    public static Summary of(Dataset dataset, SummaryOptions options, String... filters) {
        Dataset chosen = dataset.filter(filters);
        chosen.diagnose(Deadline.none());
        List<Element> elements = chosen.elements();
        SummaryColumns columns = SummaryColumns.of(elements, options);
        Map<String, Row> rows = new LinkedHashMap<>();
        List<SummaryScale> scales = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            String label = elements.get(i).label();
            rows.put(label, new Row(label, columns.row(i)));
            scales.add(columns.scale(i));
        }
        return new Summary(options.style(), columns.names(), rows, scales);
    }

    SummaryOptions.Style style() {
        return style;
    }

    /** For each row the numbers that decide how many of its digits count. */
    List<SummaryScale> scales() {
        return scales;
    }

    /** The names of the columns. */
    public List<String> columns() {
        return columns;
    }

    /** The rows, in the order of the variables and of their elements. */
    public List<Row> rows() {
        return rows;
    }

    /**
     * One number, such as {@code get("a[AITKIN]", "r_hat")}.
     *
     * @throws ResultException with code ABSENT if there is no such row or column
     */
    public double get(String row, String column) {
        Row found = byLabel.get(row);
        if (found == null) {
            throw new ResultException(
                    ResultCode.ABSENT, "there is no row '" + row + "'; there are: " + Labels.preview(byLabel.keySet()));
        }
        int c = columns.indexOf(column);
        if (c < 0) {
            throw new ResultException(ResultCode.ABSENT, "there is no column '" + column + "'; there are: " + columns);
        }
        return found.values().get(c);
    }

    /** The table as aligned text. If it has more than 200 rows, only the first and the last hundred. */
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
        for (Row row : rows) {
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
        for (int r = 0; r < rows.size(); r++) {
            // A bar would end the cell, and the others would be taken for markup.
            out.append("\n| ")
                    .append(rows.get(r).label().replaceAll("[\\\\|*_`<>\\[\\]]", "\\\\$0"))
                    .append(" |");
            for (int c = 0; c < columns.size(); c++) {
                out.append(' ')
                        .append(SummaryText.cell(this, c, r).replace("*", "\\*"))
                        .append(" |");
            }
        }
        if (SummaryText.hasMark(this, IntStream.range(0, rows.size()).boxed().toList())) {
            out.append("\n\n\\").append(SummaryText.FOOTNOTE);
        }
        return out.append('\n').toString();
    }

    private static String quoted(String text) {
        return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
