package ppl.api.mode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Estimates with their standard deviations as aligned text: two digits of each standard deviation, and the estimate to that decimal. */
final class EstimateTable {

    private static final int MOST_ROWS = 200;
    private static final int MOST_DECIMALS = 12;
    private static final double LARGEST = 1e9;

    private EstimateTable() {}

    static List<String> of(List<String> labels, double[] values, double[] deviations) {
        int shown = Math.min(labels.size(), MOST_ROWS);
        List<String> cells = new ArrayList<>();
        List<String> spreads = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            int decimals = decimals(values[i], deviations[i]);
            cells.add(text(values[i], decimals));
            spreads.add(text(deviations[i], decimals));
        }
        int label = labels.stream().limit(shown).mapToInt(String::length).max().orElse(0);
        int cell = Math.max(5, cells.stream().mapToInt(String::length).max().orElse(0));
        int spread = Math.max(2, spreads.stream().mapToInt(String::length).max().orElse(0));
        String row = "%-" + Math.max(1, label) + "s  %" + cell + "s  %" + spread + "s";
        List<String> lines = new ArrayList<>(List.of(String.format(Locale.ROOT, row, "", "value", "sd")));
        for (int i = 0; i < shown; i++) {
            lines.add(String.format(Locale.ROOT, row, labels.get(i), cells.get(i), spreads.get(i)));
        }
        if (labels.size() > shown) {
            lines.add("… " + (labels.size() - shown) + " elements more …");
        }
        return lines;
    }

    private static int decimals(double value, double deviation) {
        double scale = deviation > 0 && Double.isFinite(deviation) ? deviation : Math.abs(value) * 1e-2;
        return scale > 0 ? Math.max(0, 1 - (int) Math.floor(Math.log10(scale))) : 3;
    }

    private static String text(double x, int decimals) {
        return !Double.isFinite(x)
                ? Double.toString(x)
                : decimals > MOST_DECIMALS || Math.abs(x) >= LARGEST
                        ? String.format(Locale.ROOT, "%.3e", x)
                        : String.format(Locale.ROOT, "%." + decimals + "f", x);
    }
}
