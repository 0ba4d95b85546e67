package ppl.api.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A {@link Summary} as text with aligned decimal points. */
final class SummaryText {
    /** The columns in the units of the draws; the unit of a function's column is not known. */
    private static final Pattern OF_THE_DRAWS =
            Pattern.compile("mean|sd|median|mad|(hdi|eti)_.*%|eti[0-9.]+_[lu]b|mcse_(mean|sd|median)");

    private static final String HEAVY = "*";

    /** What a mark at a mean means. */
    static final String FOOTNOTE = HEAVY + " " + Summary.HEAVY_TAIL;

    private SummaryText() {}

    static String of(Summary summary, int mostRows) {
        int rows = summary.rows().size();
        int head = rows > mostRows ? mostRows / 2 : rows;
        int tail = rows > mostRows ? mostRows - head : 0;
        List<Integer> shown = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            if (r < head || r >= rows - tail) {
                shown.add(r);
            }
        }
        List<String> lines = table(summary, shown);
        if (tail > 0) {
            lines.add(head + 1, "… " + (rows - mostRows) + " rows more …");
        }
        if (hasMark(summary, shown)) {
            lines.add(FOOTNOTE);
        }
        return String.join("\n", lines);
    }

    /** Whether a mean in these rows bears a mark. */
    static boolean hasMark(Summary summary, List<Integer> rows) {
        return summary.columns().contains("mean")
                && rows.stream().anyMatch(r -> summary.scales().get(r).heavyTailed());
    }

    private static List<String> table(Summary summary, List<Integer> rows) {
        List<String> labels =
                rows.stream().map(r -> summary.rows().get(r).label()).toList();
        int labelWidth = labels.stream().mapToInt(DisplayWidth::of).max().orElse(0);
        List<StringBuilder> lines = new ArrayList<>();
        lines.add(new StringBuilder(" ".repeat(labelWidth)));
        for (String label : labels) {
            lines.add(new StringBuilder(label).append(" ".repeat(labelWidth - DisplayWidth.of(label))));
        }
        for (int c = 0; c < summary.columns().size(); c++) {
            int column = c;
            List<String> cells = new ArrayList<>(
                    rows.stream().map(row -> cell(summary, column, row)).toList());
            int after = cells.stream().mapToInt(SummaryText::afterPoint).max().orElse(0);
            cells.replaceAll(cell -> cell.indexOf('.') < 0 ? cell : cell + " ".repeat(after - afterPoint(cell)));
            cells.addFirst(summary.columns().get(c));
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

    /** A number for readers: draws with the digits that count, counts as whole numbers, R-hat with 3 decimals. */
    static String cell(Summary summary, int column, int row) {
        String name = summary.columns().get(column);
        double value = summary.rows().get(row).values().get(column);
        SummaryScale scale = summary.scales().get(row);
        if (name.startsWith("ess_")) {
            return Digits.fixed(value, 0);
        }
        if (name.equals("r_hat")) {
            return Math.abs(value) < 1e4 ? Digits.fixed(value, 3) : Digits.scientific(value, 1);
        }
        if (!OF_THE_DRAWS.matcher(name).matches()) {
            return Digits.bySpread(value, Math.abs(value), 0);
        }
        boolean isError = name.startsWith("mcse_");
        String text =
                switch (summary.style()) {
                    case CLASSIC -> Digits.bySpread(value, scale.spread(), isError ? 1 : 0);
                    case ARVIZ_1 -> {
                        double error = isError
                                ? value / 10 // two digits of an error are enough
                                : name.equals("sd") || name.equals("mad") ? scale.errorOfSpread() : scale.error();
                        yield error > 0 ? Digits.byError(value, error) : Digits.bySpread(value, scale.spread(), 0);
                    }
                };
        return name.equals("mean") && scale.heavyTailed() ? text + HEAVY : text;
    }

    private static int afterPoint(String cell) {
        int point = cell.indexOf('.');
        return point < 0 ? 0 : cell.length() - point;
    }
}
