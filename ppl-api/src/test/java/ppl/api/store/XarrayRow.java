package ppl.api.store;

import java.util.Arrays;
import java.util.List;

/** What xarray gives for a variable, a coordinate, a group or a file: a line of the table. */
record XarrayRow(
        String file,
        String group,
        String name,
        String what,
        String dims,
        String shape,
        String dtype,
        String mean,
        String sd,
        String moment,
        String elements) {
    static XarrayRow parse(String line) {
        String[] cells = line.split("\t", -1);
        return new XarrayRow(
                cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8], cells[9],
                cells[10]);
    }

    String path() {
        return group.equals("/") ? name : group + "/" + name;
    }

    List<String> dimNames() {
        return dims.equals("-") ? List.of() : List.of(dims.split(","));
    }

    boolean isIndex() {
        return what.equals("coord") && dims.equals(name);
    }

    long size() {
        return shape.equals("-")
                ? 1
                : Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).reduce(1, (a, b) -> a * b);
    }

    List<String> values() {
        return size() == 0 ? List.of() : List.of(elements.split("\\|", -1));
    }
}
