package ppl.api.inference;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;

/** Joins the same variables of several runs along one dim. */
final class Concatenation {
    private Concatenation() {}

    static InferenceData ofRuns(String dim, List<InferenceData> runs) {
        if (runs.isEmpty()) {
            throw new ResultException(ResultCode.ABSENT, "concat along '" + dim + "' needs at least one run");
        }
        InferenceData first = runs.getFirst();
        Map<Group, Dataset> joined = new LinkedHashMap<>();
        first.groups()
                .forEach(group -> joined.put(
                        group,
                        first.get(group).coords().containsKey(dim)
                                ? of(
                                        dim,
                                        runs.stream()
                                                .map(r -> MetricNotes.without(r.get(group)))
                                                .toList())
                                : first.get(group)));
        return InferenceData.of(joined).withAttributes(first.attributes());
    }

    static Dataset of(String dim, List<Dataset> parts) {
        Dataset first = parts.getFirst();
        Dataset.Builder joined = Dataset.builder();
        for (Dataset part : parts) {
            if (!part.names().equals(first.names())) {
                throw new ResultException(
                        ResultCode.MISMATCH,
                        "cannot concat: one run has variables " + Labels.preview(first.names()) + ", another "
                                + Labels.preview(part.names()));
            }
            first.coords().forEach((name, coord) -> {
                if (!name.equals(dim) && !coord.equals(part.coord(name))) {
                    throw new ResultException(
                            ResultCode.MISMATCH,
                            "cannot concat along '" + dim + "': dim '" + name + "' has labels " + coord
                                    + " in one run and " + part.coord(name) + " in another");
                }
            });
        }
        first.coords().forEach((name, coord) -> {
            if (!name.equals(dim)) {
                joined.coord(name, coord);
            }
        });
        // Each run numbers its chains and draws from 0 on, so joined ones get new numbers, and labels stay unique.
        joined.coord(
                dim,
                Coord.range(parts.stream().mapToInt(p -> p.coord(dim).size()).sum()));
        for (Variable variable : first.variables()) {
            joined.add(
                    variable.dims().contains(dim)
                            ? join(
                                    dim,
                                    parts.stream()
                                            .map(p -> p.get(variable.name()))
                                            .toList())
                            : variable);
        }
        first.attributes().forEach(joined::attribute);
        return joined.build();
    }

    private static Variable join(String dim, List<Variable> parts) {
        Variable first = parts.getFirst();
        int axis = first.dims().indexOf(dim);
        int[] shape = first.shape();
        shape[axis] = parts.stream().mapToInt(p -> p.extent(dim)).sum();
        int outer = 1;
        for (int d = 0; d < axis; d++) {
            outer *= shape[d];
        }
        int size = Shapes.size(first.name(), shape);
        double[] numbers = first.dtype() == DataType.FLOAT64 ? new double[size] : new double[0];
        long[] integers = first.dtype() == DataType.INT64 ? new long[size] : new long[0];
        boolean[] flags = first.dtype() == DataType.BOOL ? new boolean[size] : new boolean[0];
        int at = 0;
        for (Variable part : parts) {
            if (part.dtype() != first.dtype()
                    || !part.dims().equals(first.dims())
                    || !Arrays.equals(withoutAxis(part.shape(), axis), withoutAxis(shape, axis))) {
                throw new ResultException(
                        ResultCode.MISMATCH,
                        "cannot concat variable '" + first.name() + "' along '" + dim + "': " + first + " and " + part
                                + " do not fit");
            }
        }
        for (int o = 0; o < outer; o++) {
            for (Variable part : parts) {
                int run = part.size() / outer;
                switch (first.dtype()) {
                    case FLOAT64 -> part.copyDoubles(o * run, numbers, at, run);
                    case INT64 -> part.copyLongs(o * run, integers, at, run);
                    case BOOL -> System.arraycopy(part.toBooleans(), o * run, flags, at, run);
                }
                at += run;
            }
        }
        Variable joined =
                switch (first.dtype()) {
                    case FLOAT64 -> Variable.of(first.name(), first.dims(), shape, numbers);
                    case INT64 -> Variable.of(first.name(), first.dims(), shape, integers);
                    case BOOL -> Variable.of(first.name(), first.dims(), shape, flags);
                };
        return joined.withAttributes(first.attributes());
    }

    private static int[] withoutAxis(int[] shape, int axis) {
        int[] rest = shape.clone();
        rest[axis] = 0;
        return rest;
    }
}
