package ppl.api.store;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.DataType;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Timings;
import ppl.api.inference.Variable;

/**
 * The CSV form of CmdStan and rstan, one file per chain.
 *
 * <p><b>Writing</b> is for {@code stansummary}, rstan's {@code read_stan_csv}, R's {@code posterior} and ArviZ's
 * {@code from_cmdstan}. Only numbers are written. Coords, other groups and
 * the notes on the run, except seed, warm-up and times, are lost, and with them the warnings about a run that was stopped and about the
 * greatest tree depth. Elements are named {@code a.1.2} as in Stan, counted from 1, with the first index fastest. {@code lp__}, which
 * Stan's readers need, is NaN if the sampler has none. A character that Stan does not allow in a name becomes {@code _}. The times are
 * those of {@link InferenceData#timings} in seconds, 0 if there are none.
 *
 * <p><b>Reading</b> takes the draws of the methods sample (of CmdStan and of rstan's {@code sample_file}), generate_quantities,
 * variational (without its first row, the mean), pathfinder and laplace. The methods that have no draws are refused by name; so are
 * profile files and diagnostic files.
 *
 * <ul>
 *   <li>{@code x.1.2} becomes the element [0, 1] of x, whose dims are {@code x_dim_0} and {@code x_dim_1}; {@code t:2.3} the element
 *       [2] of {@code t:2}, a part of a tuple; a complex {@code z.real} and {@code z.imag} are two variables. All are float64, since the
 *       file does not say whether a column was an integer in the model.
 *   <li>Columns that end in {@code __} are the group sample_stats under ArviZ's names; whether {@code max_depth} was reached is
 *       {@code reached_max_treedepth} there.
 *   <li>A variable {@code log_lik} is the group log_likelihood, as ArviZ has it. Of another name it stays in the posterior:
 *       {@code data.with(Group.LOG_LIKELIHOOD, data.posterior().filter("name"))} puts it where {@code loo} looks.
 *   <li>Saved warm-up becomes the groups warmup_posterior, warmup_sample_stats and warmup_log_likelihood, if every chain has some.
 *   <li>The comments become attributes of the posterior: version, model, {@code tuning_steps}, {@code thin}, {@code chain_id},
 *       {@code seed}, {@code step_size}, and, of the slowest chain, {@code warmup_time} and {@code sampling_time}, which counts
 *       warm-up in, as PyMC's does.
 * </ul>
 *
 * <p>Files of runs that are still going on or were killed can be read: a last line without an end is left out, chains are cut to one length, that of the
 * shortest or, if it gives more draws, without the shortest. What was left out is logged by {@link System.Logger} and
 * listed in the attribute {@code notes}.
 *
 * <p><b>Errors.</b> Writing: data without a posterior is a {@link ResultException}; two variables whose names become the same
 * are a {@link ResultException}. Reading: what cannot be read, a variable whose name is that of a dim ({@code chain},
 * {@code x_dim_0} beside {@code x.1}) or becomes that of another, files of different columns, models or methods, and one chain given
 * twice are a {@link DataFormatException} that names the file and, where it is at one, the line.
 *
 * <p><b>Source.</b> CmdStan User's Guide, "Stan CSV file format"; rstan's {@code read_stan_csv}.
 */
public final class StanCsv {
    private StanCsv() {}

    @SuppressWarnings("ArrayRecordComponent") // Private, never compared.
    private record Column(String name, Variable variable, int[] event) {}

    /**
     * Reads the chains of one run, each from a file of its own.
     *
     * @throws ResultException with code ABSENT if no file is given
     */
    public static InferenceData read(Path... chains) throws IOException {
        if (chains.length == 0) {
            throw new ResultException(ResultCode.ABSENT, "no file is given; give one per chain");
        }
        return StanChains.read(List.of(chains));
    }

    /**
     * Writes {@code stem_1.csv}, {@code stem_2.csv}, … into a folder.
     *
     * @return the files, one per chain
     * @throws ResultException with code NAME if two columns would have one name
     */
    public static List<Path> write(InferenceData data, Path folder, String stem) throws IOException {
        Dataset posterior = data.posterior();
        List<Column> columns = new ArrayList<>();
        Dataset statistics = data.find(Group.SAMPLE_STATS).orElse(Dataset.empty());
        StanStatistic.stanNames().forEach((ours, stans) -> {
            if (statistics.contains(ours)
                    && statistics.get(ours).isSampled()
                    && statistics.get(ours).rank() == 2) {
                columns.add(new Column(stans, statistics.get(ours), new int[0]));
            } else if (ours.equals(StanStatistic.LOG_DENSITY)) {
                columns.add(new Column(stans, unknown(posterior), new int[0]));
            }
        });
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
                writeChain(out, columns, data, chain);
            }
            files.add(file);
        }
        return files;
    }

    /** Stan's readers recognise the line of the names by lp__. */
    private static Variable unknown(Dataset posterior) {
        return Variable.filled(
                StanStatistic.LOG_DENSITY,
                List.of(Dataset.CHAIN, Dataset.DRAW),
                new int[] {posterior.chains(), posterior.draws()},
                DataType.FLOAT64,
                Double.NaN);
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
                throw new ResultException(
                        ResultCode.NAME,
                        "variables '" + other + "' and '" + column.variable().name() + "' both become '" + column.name()
                                + "' in Stan's CSV; rename one");
            }
        }
    }

    private static void writeChain(BufferedWriter out, List<Column> columns, InferenceData data, int chain)
            throws IOException {
        Dataset posterior = data.posterior();
        out.write("# method = sample (Default)\n#   sample (Default)\n#     num_samples = " + posterior.draws()
                + "\n#     num_warmup = " + whole(posterior, "tuning_steps", 0)
                + "\n#     save_warmup = 0 (Default)\n#     thin = 1 (Default)\n# id = " + (chain + 1)
                + "\n# random\n#   seed = " + whole(posterior, "seed", 0) + "\n");
        out.write(String.join(",", columns.stream().map(Column::name).toList()));
        out.write('\n');
        for (int draw = 0; draw < posterior.draws(); draw++) {
            for (int c = 0; c < columns.size(); c++) {
                if (c > 0) {
                    out.write(',');
                }
                out.write(cell(columns.get(c), chain, draw));
            }
            out.write('\n');
        }
        Timings timings = data.timings();
        out.write("# \n#  Elapsed Time: " + plain(timings.warmup()) + " seconds (Warm-up)\n#                "
                + plain(timings.sampling()) + " seconds (Sampling)\n#                "
                + plain(timings.warmup().plus(timings.sampling())) + " seconds (Total)\n# \n");
    }

    private static long whole(Dataset posterior, String name, long otherwise) {
        return posterior.attributes().get(name) instanceof Long number ? number : otherwise;
    }

    /** Numbers have no exponent, since rstan takes the digits of an exponent for further digits. */
    private static String plain(Duration time) {
        return String.format(Locale.ROOT, "%.6f", time.toNanos() * 1e-9);
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
