package ppl.api.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A {@link Summary} as text with aligned decimal points. */
final class SummaryText {
    private static final int DECIMALS = 3;
    private static final int MOST_DECIMALS = 8;
    private static final double LARGE = 1e9;

    /** Columns in the units of the draws; of a function's column nothing is known. */
    private static final Pattern OF_THE_DRAWS =
            Pattern.compile("mean|sd|median|mad|(hdi|eti)_.*%|mcse_(mean|sd|median)");

    private SummaryText() {}

    static String of(Summary summary, int mostRows) {
        List<Summary.Row> rows = summary.rows();
        int head = rows.size() > mostRows ? mostRows / 2 : rows.size();
        int tail = rows.size() > mostRows ? mostRows - head : 0;
        List<Summary.Row> shown = new ArrayList<>(rows.subList(0, head));
        shown.addAll(rows.subList(rows.size() - tail, rows.size()));
        List<String> lines = table(summary.columns(), shown);
        if (tail > 0) {
            lines.add(head + 1, "… " + (rows.size() - mostRows) + " rows more …");
        }
        return String.join("\n", lines);
    }

    private static List<String> table(List<String> columns, List<Summary.Row> rows) {
        int labelWidth = rows.stream()
                .mapToInt(row -> DisplayWidth.of(row.label()))
                .max()
                .orElse(0);
        List<StringBuilder> lines = new ArrayList<>();
        lines.add(new StringBuilder(" ".repeat(labelWidth)));
        for (Summary.Row row : rows) {
            lines.add(new StringBuilder(row.label()).append(" ".repeat(labelWidth - DisplayWidth.of(row.label()))));
        }
        for (int c = 0; c < columns.size(); c++) {
            int column = c;
            List<String> cells = new ArrayList<>(
                    rows.stream().map(row -> cell(columns, column, row)).toList());
            int after = cells.stream().mapToInt(SummaryText::afterPoint).max().orElse(0);
            cells.replaceAll(cell -> cell.indexOf('.') < 0 ? cell : cell + " ".repeat(after - afterPoint(cell)));
            cells.addFirst(columns.get(c));
            int width = cells.stream().mapToInt(String::length).max().orElse(0);
            for (int i = 0; i < cells.size(); i++) {
                lines.get(i)
                        .append("  ")
                        .append(" ".repeat(width - cells.get(i).length()))
                        .append(cells.get(i));
            }
        }
        return new ArrayList<>(
                lines.stream().map(line -> line.toString().stripTrailing()).toList());
    }

    /** A figure as people read it: draws to the precision that their spread allows, counts whole, R-hat to 3 decimals. */
    static String cell(List<String> columns, int column, Summary.Row row) {
        String name = columns.get(column);
        double value = row.values().get(column);
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        if (name.startsWith("ess_")) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        if (name.equals("r_hat")) {
            return String.format(Locale.ROOT, Math.abs(value) < 1e4 ? "%.3f" : "%.1e", value);
        }
        int sd = Math.max(columns.indexOf("sd"), columns.indexOf("mad"));
        double spread = sd < 0 || !OF_THE_DRAWS.matcher(name).matches()
                ? Math.abs(value)
                : row.values().get(sd);
        int decimals = decimals(spread) + (name.startsWith("mcse_") ? 1 : 0);
        return Math.abs(value) >= LARGE || decimals > MOST_DECIMALS
                ? String.format(Locale.ROOT, "%.3e", value)
                : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static int decimals(double spread) {
        return spread > 0 && spread < 0.01 ? 2 - (int) Math.floor(Math.log10(spread)) : DECIMALS;
    }

    private static int afterPoint(String cell) {
        int point = cell.indexOf('.');
        return point < 0 ? 0 : cell.length() - point;
    }
}
