package ppl.api.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One file of Stan's CSV: the draws of a chain, one per row.
 *
 * @param path the file
 * @param comments what it says about the run
 * @param names the columns
 * @param namesAt the line of their names
 * @param warmup the rows of the warm-up
 * @param draws the rows after it
 * @param notes in words, what differs from the file of a run that ended well
 */
record StanFile(
        Path path,
        StanComments comments,
        List<String> names,
        long namesAt,
        List<double[]> warmup,
        List<double[]> draws,
        List<String> notes) {

    private static final String ADAPTED = "Adaptation terminated";

    /** Reads a whole file. */
    static StanFile read(Path file) throws IOException {
        return new Reading(file).toEnd();
    }

    /** A position in a file and what was found before it. */
    private static final class Reading {
        private final Path file;
        private final StanComments comments = new StanComments();
        private final List<double[]> rows = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private @Nullable List<String> names;
        private long namesAt;
        private int adapted = -1;

        Reading(Path file) {
            this.file = file;
        }

        StanFile toEnd() throws IOException {
            try (TextLines lines = new TextLines(file)) {
                for (String line = lines.next(); line != null; line = lines.next()) {
                    take(line, lines);
                }
            }
            List<String> columns = names;
            if (columns == null) {
                if (comments.areOfStan()) {
                    refuseWithoutDraws();
                }
                throw new DataFormatException(
                        file,
                        (comments.areOfStan() ? "after Stan's comments there is nothing" : "the file is empty")
                                + "; a run that failed, or has not begun, leaves such a file");
            }
            return split(columns);
        }

        private void take(String line, TextLines lines) throws IOException {
            if (line.isBlank()) {
                return;
            }
            if (line.startsWith("#")) {
                if (names != null && line.contains("stan_version_major")) {
                    throw new DataFormatException(
                            lines.number(),
                            file,
                            "a second run begins here; put the runs in a file each and give these as chains");
                }
                if (line.contains(ADAPTED)) {
                    adapted = rows.size();
                }
                comments.add(line);
            } else if (names == null) {
                namesAt = lines.number();
                names = header(line, namesAt);
            } else if (!lines.ended()) {
                notes.add("the last line, " + lines.number() + ", has no end: a run that goes on or was killed;"
                        + " it is left out");
            } else {
                rows.add(row(line, names, lines.number()));
            }
        }

        private List<String> header(String line, long number) throws IOException {
            List<String> columns =
                    Stream.of(line.split(",", -1)).map(String::strip).toList();
            if (columns.contains("autodiff_calls") && columns.contains("total_time")) {
                throw new DataFormatException(
                        file,
                        "this is CmdStan's profile file, which has times and no draws;"
                                + " give the file that its option output file names");
            }
            if (!comments.areOfStan() && !columns.contains("lp__")) {
                throw new DataFormatException(
                        number,
                        file,
                        "this is not a CSV file of Stan: there is neither a comment of its configuration nor a column lp__");
            }
            refuseWithoutDraws();
            requireDistinct(columns, number);
            requireDraws(columns);
            return columns;
        }

        private void refuseWithoutDraws() throws IOException {
            String method = comments.method();
            String reason =
                    switch (method) {
                        case "sample", "generate_quantities", "variational", "pathfinder", "laplace" -> "";
                        case "optimize" ->
                            "it has the point that an optimiser found and no draws; sample, or draw"
                                    + " around the point with the method laplace";
                        case "diagnose" -> "it compares gradients and has no draws";
                        case "log_prob" -> "it has log-densities at given points and no draws";
                        default ->
                            "that method is not known here; known are sample, generate_quantities,"
                                    + " variational, pathfinder and laplace";
                    };
            if (!reason.isEmpty()) {
                throw new DataFormatException(file, "this is the output of Stan's method " + method + ": " + reason);
            }
        }

        private void requireDistinct(List<String> columns, long number) throws IOException {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).isEmpty()) {
                    throw new DataFormatException(number, file, "column " + (i + 1) + " has no name");
                }
            }
            List<String> twice = new ArrayList<>(columns);
            columns.stream().distinct().forEach(twice::remove);
            if (!twice.isEmpty()) {
                throw new DataFormatException(number, file, "two columns are called '" + twice.getFirst() + "'");
            }
        }

        /** CmdStan's diagnostic file has for each unconstrained coordinate x also p_x and g_x: momentum and gradient. */
        private void requireDraws(List<String> columns) throws IOException {
            List<String> rest = columns.stream().filter(c -> !c.endsWith("__")).toList();
            int third = rest.size() / 3;
            boolean diagnostic = third > 0 && rest.size() == 3 * third;
            for (int i = 0; diagnostic && i < third; i++) {
                diagnostic = rest.get(third + i).equals("p_" + rest.get(i))
                        && rest.get(2 * third + i).equals("g_" + rest.get(i));
            }
            if (diagnostic) {
                throw new DataFormatException(
                        file,
                        "this is CmdStan's diagnostic file, which has unconstrained coordinates, momenta and"
                                + " gradients; give the file that its option output file names");
            }
        }

        private double[] row(String line, List<String> columns, long number) throws IOException {
            double[] values = new double[columns.size()];
            int count = 0;
            int from = 0;
            while (from <= line.length()) {
                int comma = line.indexOf(',', from);
                int to = comma < 0 ? line.length() : comma;
                if (count < values.length) {
                    values[count] = cell(line.substring(from, to).strip(), columns.get(count), number);
                }
                count++;
                from = to + 1;
            }
            if (count != values.length) {
                throw new DataFormatException(
                        number,
                        file,
                        "a row of " + count + " values where " + values.length
                                + " columns have names; a full disk, or two chains that wrote to one file, leave such rows");
            }
            return values;
        }

        private double cell(String text, String column, long number) throws IOException {
            try {
                return StanNumber.parse(text);
            } catch (NumberFormatException e) {
                throw new DataFormatException(
                        number,
                        file,
                        "'" + text + "' in column '" + column + "' is no number"
                                + (text.equals(column)
                                        ? "; a second chain begins here, give it in a file of its own"
                                        : ""));
            }
        }

        private StanFile split(List<String> columns) {
            int from = 0;
            if (comments.method().equals("variational")) {
                // The first row is the mean of the approximation, no draw from it.
                from = Math.min(1, rows.size());
            }
            int warmup = 0;
            // Without parameters nothing is adapted, whatever the configuration says; then there is no step size
            // either.
            if (comments.method().equals("sample") && (adapted >= 0 || columns.contains("stepsize__"))) {
                warmup = adapted >= 0 ? adapted : (int) Math.min(rows.size(), comments.keptWarmup());
            }
            List<double[]> draws = rows.subList(Math.max(from, warmup), rows.size());
            noteLength(draws.size());
            return new StanFile(file, comments, columns, namesAt, rows.subList(0, warmup), draws, List.copyOf(notes));
        }

        private void noteLength(int draws) {
            if (!comments.method().equals("sample") || comments.draws().isEmpty()) {
                return;
            }
            long told = comments.draws().getAsLong();
            if (draws != told) {
                notes.add("it has " + draws + " draws, where its comments say " + told
                        + (draws < told ? ": a run that goes on or was stopped" : ""));
            }
        }
    }
}
