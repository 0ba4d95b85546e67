package ppl.api.store;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;

/**
 * Export in the CSV form of CmdStan, one file per chain, for {@code stansummary}, R's {@code posterior} and ArviZ's
 * {@code from_cmdstan}.
 *
 * <p>Only numbers go there: coords and other groups are lost. Elements are named {@code a.1.2}, counted from 1, the first index
 * fastest, as Stan does. A character that Stan does not allow in a name becomes {@code _}.
 *
 * <p><b>Errors.</b> Data without a posterior is an {@link IllegalStateException}; two variables whose names become the same are an
 * {@link IllegalArgumentException}.
 */
public final class StanCsv {
    private static final Map<String, String> STATISTICS = statistics();

    private StanCsv() {}

    private static Map<String, String> statistics() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("lp", "lp__");
        names.put("acceptance_rate", "accept_stat__");
        names.put("step_size", "stepsize__");
        names.put("tree_depth", "treedepth__");
        names.put("n_steps", "n_leapfrog__");
        names.put("diverging", "divergent__");
        names.put("energy", "energy__");
        return names;
    }

    @SuppressWarnings("ArrayRecordComponent") // Private, never compared.
    private record Column(String name, Variable variable, int[] event) {}

    /**
     * Writes {@code stem_1.csv}, {@code stem_2.csv}, … into a folder.
     *
     * @return the files, one per chain
     */
    public static List<Path> write(InferenceData data, Path folder, String stem) throws IOException {
        Dataset posterior = data.posterior();
        List<Column> columns = new ArrayList<>();
        data.find(Group.SAMPLE_STATS)
                .ifPresent(statistics -> STATISTICS.forEach((ours, stans) -> {
                    if (statistics.contains(ours)
                            && statistics.get(ours).isSampled()
                            && statistics.get(ours).rank() == 2) {
                        columns.add(new Column(stans, statistics.get(ours), new int[0]));
                    }
                }));
        for (Variable variable : posterior.variables()) {
            if (variable.isSampled()) {
                addColumns(columns, variable);
            }
        }
        requireDistinct(columns);
        List<Path> files = new ArrayList<>();
        for (int chain = 0; chain < posterior.chains(); chain++) {
            Path file = folder.resolve(stem + "_" + (chain + 1) + ".csv");
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                writeChain(out, columns, posterior.draws(), chain);
            }
            files.add(file);
        }
        return files;
    }

    private static void addColumns(List<Column> columns, Variable variable) {
        String name = variable.name().replaceAll("[^A-Za-z0-9_]", "_");
        int[] shape = variable.shape();
        int[] event = new int[shape.length - 2];
        for (int e = 0; e < variable.eventSize(); e++) {
            StringBuilder label = new StringBuilder(name);
            int rest = e;
            for (int d = 0; d < event.length; d++) {
                event[d] = rest % shape[d + 2];
                rest /= shape[d + 2];
                label.append('.').append(event[d] + 1);
            }
            columns.add(new Column(label.toString(), variable, event.clone()));
        }
    }

    private static void requireDistinct(List<Column> columns) {
        Map<String, String> seen = new LinkedHashMap<>();
        for (Column column : columns) {
            String other = seen.putIfAbsent(column.name(), column.variable().name());
            if (other != null) {
                throw new IllegalArgumentException("variables '" + other + "' and '"
                        + column.variable().name() + "' both become '" + column.name() + "' in Stan's CSV; rename one");
            }
        }
    }

    private static void writeChain(BufferedWriter out, List<Column> columns, int draws, int chain) throws IOException {
        out.write("# method = sample (Default)\n#   sample (Default)\n#     num_samples = " + draws
                + "\n#     num_warmup = 0\n#     save_warmup = 0 (Default)\n#     thin = 1 (Default)\n# id = "
                + (chain + 1)
                + "\n");
        out.write(String.join(",", columns.stream().map(Column::name).toList()));
        out.write('\n');
        for (int draw = 0; draw < draws; draw++) {
            for (int c = 0; c < columns.size(); c++) {
                if (c > 0) {
                    out.write(',');
                }
                out.write(cell(columns.get(c), chain, draw));
            }
            out.write('\n');
        }
    }

    private static String cell(Column column, int chain, int draw) {
        int[] index = new int[column.event().length + 2];
        index[0] = chain;
        index[1] = draw;
        System.arraycopy(column.event(), 0, index, 2, column.event().length);
        return switch (column.variable().dtype()) {
            case FLOAT64 -> number(column.variable().get(index));
            case INT64 -> Long.toString(column.variable().getLong(index));
            case BOOL -> column.variable().getBoolean(index) ? "1" : "0";
        };
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        return Double.isInfinite(value) ? value > 0 ? "inf" : "-inf" : Double.toString(value);
    }
}
