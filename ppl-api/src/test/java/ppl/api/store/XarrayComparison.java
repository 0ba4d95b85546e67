package ppl.api.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.Variable;

/** One file, by xarray and by us. */
final class XarrayComparison {
    private final OpenedOddFile ours;
    private final List<XarrayRow> rows;
    final Set<String> missing = new LinkedHashSet<>();
    final Set<String> more = new LinkedHashSet<>();
    /** What we give by path, where it says the same in another type. */
    final Map<String, String> departures = new LinkedHashMap<>();

    final List<String> faults = new ArrayList<>();
    final List<String> report = new ArrayList<>();
    int equal;

    XarrayComparison(OpenedOddFile ours, List<XarrayRow> rows) {
        this.ours = ours;
        this.rows = rows;
    }

    /** What a line about something left out is about; an attribute is not the whole variable. */
    private static String path(String line) {
        int attribute = line.indexOf(": attribute '");
        return line.substring(0, line.indexOf(": ", attribute < 0 ? 0 : attribute + 2));
    }

    /** Why a path of the file is not there. */
    String reason(String path) {
        return ours.leftOut().stream()
                .filter(line -> path(line).equals(path))
                .findFirst()
                .orElse(ours.error());
    }

    /** Whether a variable that xarray does not give has the mean that is expected: "held, mean 0.5". */
    boolean hasMean(String path, String expected) {
        Group group = new Group(path.substring(0, path.indexOf('/')));
        double[] values = ours.data()
                .get(group)
                .get(path.substring(path.indexOf('/') + 1))
                .toDoubles();
        return expected.startsWith("held, mean ")
                && XarrayElements.close(
                        Double.parseDouble(expected.substring(11)),
                        Arrays.stream(values).average().orElse(Double.NaN),
                        1e-12);
    }

    void run() {
        Set<String> given = new LinkedHashSet<>();
        String note = "";
        for (XarrayRow row : rows) {
            given.add(row.path());
            switch (row.what()) {
                case "note" -> note = row.elements();
                case "var" -> variable(row, note);
                case "coord" -> coordinate(row, note);
                case "refused" -> refused(row, note);
                default -> assertEquals("empty", row.what());
            }
        }
        for (Group group : ours.data().groups()) {
            Dataset dataset = ours.data().get(group);
            for (Variable variable : dataset.variables()) {
                if (!given.contains(group + "/" + variable.name())) {
                    more.add(group + "/" + variable.name());
                }
            }
            dataset.coords().forEach((dim, labels) -> inherited(group, dim, labels));
        }
        for (String line : ours.leftOut()) {
            missing.add(path(line));
        }
    }

    private void report(XarrayRow row, String note, String verdict) {
        String theirs = row.what().equals("refused")
                ? "refused: " + row.elements()
                : "(" + row.dims().replace(",", ", ") + ") " + row.dtype() + ", mean " + row.mean() + ", sd "
                        + row.sd();
        report.add("| " + row.file() + ": " + note + " | " + row.path() + " | " + theirs.replace("|", "/") + " | "
                + verdict.replace("|", "/") + " |");
    }

    private void refused(XarrayRow row, String note) {
        String held = ours.data().groups().stream()
                .flatMap(group -> ours.data().get(group).names().stream())
                .collect(Collectors.joining(", "));
        if (!ours.error().isEmpty()) {
            missing.add(row.path());
        }
        report(row, note, ours.error().isEmpty() ? "holds " + held + "; left out: " + ours.leftOut() : ours.error());
    }

    private void variable(XarrayRow row, String note) {
        Variable variable = row.group().equals("/")
                ? null
                : ours.data()
                        .find(new Group(row.group()))
                        .filter(d -> d.contains(row.name()))
                        .map(d -> d.get(row.name()))
                        .orElse(null);
        if (variable == null) {
            missing.add(row.path());
            report(row, note, "left out: " + reason(row.path()));
            return;
        }
        List<String> dims = new ArrayList<>();
        for (int d = 0; d < row.dimNames().size(); d++) {
            String dim = row.dimNames().get(d);
            dims.add(dim.startsWith("phony_dim_") ? row.name() + "_dim_" + d : dim);
        }
        if (!Set.copyOf(dims).equals(Set.copyOf(variable.dims()))) {
            fault(row, note, "has dims " + variable.dims() + ", not " + dims);
            return;
        }
        Variable inTheirOrder = variable.transpose(dims);
        String shape =
                Arrays.stream(inTheirOrder.shape()).mapToObj(Integer::toString).collect(Collectors.joining(","));
        if (!(shape.isEmpty() ? "-" : shape).equals(row.shape())) {
            fault(row, note, "has shape " + shape + ", not " + row.shape());
            return;
        }
        boolean span = row.dtype().startsWith("timedelta");
        if (!span && variable.dtype() != XarrayElements.dtype(row)) {
            fault(row, note, "is " + variable.dtype() + ", not " + row.dtype());
            return;
        }
        boolean sampled = dims.contains("chain") && dims.contains("draw");
        if (sampled && !variable.isSampled()) {
            fault(row, note, "has dims " + variable.dims() + ", chain and draw not first");
            return;
        }
        String difference = XarrayElements.numbers(row, inTheirOrder);
        if (difference.isEmpty() && span) {
            String what = variable.dtype() + " in " + variable.attributes().get("units");
            departures.put(row.path(), what);
            report(row, note, what);
        } else if (difference.isEmpty()) {
            equal++;
            report(row, note, "equal" + (dims.equals(variable.dims()) ? "" : ", as " + variable.dims()));
        } else {
            fault(row, note, difference);
        }
    }

    private void fault(XarrayRow row, String note, String what) {
        faults.add(row.path() + " " + what);
        report(row, note, "**WRONG**: " + what);
    }

    private void coordinate(XarrayRow row, String note) {
        if (row.group().equals("/") && row.isIndex()) {
            return;
        }
        Coord labels = ours.data()
                .find(new Group(row.group()))
                .map(d -> d.coords().get(row.name()))
                .orElse(null);
        boolean leftOut = ours.leftOut().stream().anyMatch(line -> line.startsWith(row.path() + ": "));
        if (!row.isIndex() || labels == null || leftOut) {
            missing.add(row.path());
            report(row, note, "left out: " + reason(row.path()));
            return;
        }
        String difference = XarrayElements.labels(row, labels);
        if (difference.isEmpty()) {
            equal++;
            report(row, note, "equal");
        } else {
            fault(row, note, difference);
        }
    }

    /** Labels that xarray does not give for the group are those of the root, or positions. */
    private void inherited(Group group, String dim, Coord labels) {
        boolean own = rows.stream()
                .anyMatch(r -> r.isIndex()
                        && r.group().equals(group.label())
                        && r.name().equals(dim));
        boolean leftOut = ours.leftOut().stream().anyMatch(line -> line.startsWith(group + "/" + dim + ": "));
        boolean opened = rows.stream()
                .noneMatch(r -> r.what().equals("refused") && r.group().equals(group.label()));
        if (!own && !leftOut && opened) {
            XarrayRow above = rows.stream()
                    .filter(r ->
                            r.isIndex() && r.group().equals("/") && r.name().equals(dim))
                    .findFirst()
                    .orElse(null);
            String difference = above != null
                    ? XarrayElements.labels(above, labels)
                    : labels.equals(Coord.range(labels.size())) ? "" : "has labels " + labels + ", not positions";
            if (!difference.isEmpty()) {
                faults.add(group + "/" + dim + " " + difference);
            }
        }
    }
}
