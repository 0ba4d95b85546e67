package ppl.api.plan;

import java.util.ArrayList;
import java.util.List;

/** A plan as a table of text. */
final class PlanTable {

    private static final List<String> HEAD =
            List.of("variable", "role", "distribution", "support", "transform", "coordinates", "why");

    /** The greatest length of a distribution's text, so that a line stays a line. */
    private static final int WIDEST = 44;

    private PlanTable() {}

    static String of(List<Step> steps) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        steps.forEach(s -> rows.add(row(s)));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static List<String> row(Step s) {
        return List.of(
                s.name() + (s.dims().isEmpty() ? "" : s.dims()),
                s.role().toString(),
                cut(s.law()),
                cut(s.support()),
                s.transform(),
                s.role() == Role.SAMPLED ? Integer.toString(s.coordinates()) : "",
                s.why());
    }

    private static String cut(String text) {
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    }
}
