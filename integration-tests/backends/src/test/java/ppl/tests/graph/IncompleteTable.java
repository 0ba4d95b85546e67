package ppl.tests.graph;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;

/**
 * Reference values of an incomplete function; {@code incomplete.py} makes them.
 *
 * @param operands how many of the columns are operands
 * @param columns by name in the header
 */
record IncompleteTable(int operands, List<String> header, double[][] columns) {

    static IncompleteTable read(String name, int operands) {
        List<String> lines = lines("incomplete_" + name + ".csv");
        List<String> header = List.of(lines.getFirst().split(","));
        double[][] columns = new double[header.size()][lines.size() - 1];
        for (int i = 0; i < lines.size() - 1; i++) {
            String[] cells = lines.get(i + 1).split(",");
            for (int k = 0; k < columns.length; k++) {
                columns[k][i] = Double.parseDouble(cells[k]);
            }
        }
        return new IncompleteTable(operands, header, columns);
    }

    private static List<String> lines(String file) {
        try (var in = Objects.requireNonNull(IncompleteTable.class.getResourceAsStream(file));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int rows() {
        return columns[0].length;
    }

    double[] column(String name) {
        return columns[header.indexOf(name)];
    }

    /** An input for each operand. */
    List<Var> inputs() {
        return IntStream.range(0, operands)
                .mapToObj(k -> Var.input(header.get(k), rows()))
                .toList();
    }

    List<Tensor> values() {
        return Arrays.stream(columns, 0, operands).map(Tensor::of).toList();
    }

    /** What functions of the inputs are at all rows, on a backend. */
    List<double[]> evaluate(List<Var> inputs, List<Var> outputs, CompileOptions options) {
        try (var compiled = new Graph(inputs, outputs).compile(options)) {
            return compiled.call(values()).stream().map(Tensor::toDoubles).toList();
        }
    }

    /** The log of the smaller tail of a row. */
    double smaller(int row) {
        return Math.min(column("log_p")[row], column("log_q")[row]);
    }

    /**
     * The rows at which numbers differ.
     *
     * @param relative true if errors count relative to a small reference too
     * @param byTail true if the error of an exponential of the log of the smaller tail is allowed
     */
    List<String> wrong(String name, double[] actual, double tolerance, boolean relative, boolean byTail) {
        double[] expected = column(name);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < rows(); i++) {
            double e = expected[i];
            double scale = relative ? Math.abs(e) + Double.MIN_NORMAL / tolerance : Math.max(1, Math.abs(e));
            double slack = tolerance * scale * (byTail ? Math.max(1, Math.abs(smaller(i)) / 100) : 1);
            if (!(Math.abs(actual[i] - e) <= slack)) {
                int row = i;
                wrong.add(name + " at "
                        + Arrays.stream(columns, 0, operands)
                                .map(c -> c[row] + "")
                                .toList() + ": " + actual[i]
                        + " instead of " + e);
            }
        }
        return wrong;
    }
}
