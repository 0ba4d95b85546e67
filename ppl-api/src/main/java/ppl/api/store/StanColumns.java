package ppl.api.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ppl.api.inference.Dataset;
import ppl.api.inference.Variable;

/**
 * A variable of Stan's CSV and where its elements are.
 *
 * @param name its name
 * @param shape its extents
 * @param columns the column of each element, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // Made here and never compared.
record StanColumns(String name, int[] shape, int[] columns) {

    /**
     * The variables in the order in which they come.
     *
     * <p><b>Errors.</b> Elements of different ranks, and elements that are missing between others, are a
     * {@link DataFormatException} that names the variable.
     */
    static List<StanColumns> of(StanFile file) throws IOException {
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        List<StanName> names = file.names().stream().map(StanName::parse).toList();
        for (int c = 0; c < names.size(); c++) {
            places.computeIfAbsent(names.get(c).variable(), _ -> new ArrayList<>())
                    .add(c);
        }
        List<StanColumns> variables = new ArrayList<>();
        for (Map.Entry<String, List<Integer>> variable : places.entrySet()) {
            variables.add(of(file, variable.getKey(), variable.getValue(), names));
        }
        return variables;
    }

    private static StanColumns of(StanFile file, String name, List<Integer> places, List<StanName> names)
            throws IOException {
        int[] shape = new int[names.get(places.getFirst()).index().size()];
        for (int c : places) {
            List<Integer> index = names.get(c).index();
            if (index.size() != shape.length) {
                throw new DataFormatException(
                        file.namesAt(),
                        file.path(),
                        "elements of '" + name + "' have " + shape.length + " indices and " + index.size()
                                + " in column " + (c + 1));
            }
            for (int d = 0; d < shape.length; d++) {
                shape[d] = Math.max(shape[d], index.get(d));
            }
        }
        long size = 1;
        for (int extent : shape) {
            size = Math.min(size * extent, Integer.MAX_VALUE);
        }
        if (size != places.size()) {
            throw new DataFormatException(
                    file.namesAt(),
                    file.path(),
                    "'" + name + "' has indices up to " + Arrays.toString(shape) + ", which are " + size
                            + " elements, but " + places.size() + " columns");
        }
        int[] columns = new int[places.size()];
        // No two columns have one name, so as many as there are elements are all of them.
        for (int c : places) {
            int at = 0;
            for (int d = 0; d < shape.length; d++) {
                at = at * shape[d] + names.get(c).index().get(d) - 1;
            }
            columns[at] = c;
        }
        return new StanColumns(name, shape, columns);
    }

    /** The dims of its elements. */
    List<String> dims() {
        return IntStream.range(0, shape.length)
                .mapToObj(d -> name + "_dim_" + d)
                .toList();
    }

    /** The draws of the variable, real numbers all. */
    Variable read(List<List<double[]>> chains) {
        int draws = chains.getFirst().size();
        double[] values = new double[Math.multiplyExact(Math.multiplyExact(chains.size(), draws), columns.length)];
        int at = 0;
        for (List<double[]> chain : chains) {
            for (double[] row : chain) {
                for (int column : columns) {
                    values[at++] = row[column];
                }
            }
        }
        List<String> dims = new ArrayList<>(List.of(Dataset.CHAIN, Dataset.DRAW));
        dims.addAll(dims());
        int[] extents = new int[shape.length + 2];
        extents[0] = chains.size();
        extents[1] = draws;
        for (int d = 0; d < shape.length; d++) {
            extents[d + 2] = shape[d];
        }
        return Variable.of(name, dims, extents, values);
    }
}
