package ppl.api.store;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Coord;
import ppl.api.inference.DataType;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictionData;
import ppl.api.inference.PredictiveOptions;
import ppl.api.inference.Predictor;
import ppl.api.inference.Variable;

/**
 * A netCDF-4 file with predictive draws or log-likelihoods that need not fit in memory: they are computed for some draws of the posterior at
 * a time and written at once.
 *
 * {@snippet :
 * PredictiveFile.write(fit, Path.of("large.nc"), PredictiveOptions.defaults(), Group.POSTERIOR_PREDICTIVE);
 * }
 *
 * <p>The numbers are those that {@link InferenceData#withPosteriorPredictive}, {@link InferenceData#withLogLikelihood} and
 * {@link InferenceData#predict} give, to the bit. Until it is complete it is called {@code name.partial}.
 */
public final class PredictiveFile {

    /** The bytes of a group that are computed at once. */
    private static final double WINDOW = 1 << 22;

    private static final int BYTES = 8;

    /** Computes groups for some draws of the posterior. */
    private interface Part {
        InferenceData of(Dataset posterior);
    }

    private final Dataset posterior;
    private final List<Group> groups;
    private final Part part;

    private PredictiveFile(Dataset posterior, List<Group> groups, Part part) {
        this.posterior = posterior;
        this.groups = groups;
        this.part = part;
    }

    /**
     * Computes and writes. The file has all groups of the result besides.
     *
     * @param fit a result that knows its model
     * @param groups POSTERIOR_PREDICTIVE, LOG_LIKELIHOOD or both
     * @throws ResultException with code OPTION if another group is asked for, or none; and what the methods of {@link InferenceData}
     *     throw that compute these groups
     */
    public static void write(InferenceData fit, Path file, PredictiveOptions options, Group... groups)
            throws IOException {
        List<Group> wanted = List.of(groups);
        if (wanted.isEmpty()
                || !List.of(Group.POSTERIOR_PREDICTIVE, Group.LOG_LIKELIHOOD).containsAll(wanted)) {
            throw new ResultException(
                    ResultCode.OPTION,
                    "the groups " + wanted + " cannot be computed: ask for " + Group.POSTERIOR_PREDICTIVE + ", "
                            + Group.LOG_LIKELIHOOD + " or both");
        }
        PredictiveOptions seeded = seeded(fit, options);
        new PredictiveFile(fit.posterior(), wanted, draws -> {
                    InferenceData part = fit.with(Group.POSTERIOR, draws);
                    for (Group group : wanted) {
                        part = group.equals(Group.LOG_LIKELIHOOD)
                                ? part.withLogLikelihood(seeded)
                                : part.withPosteriorPredictive(seeded);
                    }
                    return part;
                })
                .write(file, _ -> fit);
    }

    /**
     * Computes and writes predictions at other data: the file is that of what {@link InferenceData#predict} gives.
     *
     * {@snippet :
     * PredictiveFile.writePredictions(fit, Path.of("next.nc"), PredictiveOptions.defaults(), d -> d.set("x", new double[] {1, 2}));
     * }
     *
     * @param fit a result that knows its model
     * @param names the variables in the group; none for all that were observed
     * @throws ResultException with code OPTION if the options ask for a summary; and what {@link InferenceData#predict} throws
     */
    public static void writePredictions(
            InferenceData fit, Path file, PredictiveOptions options, Consumer<PredictionData> data, String... names)
            throws IOException {
        try (Predictor predictor = fit.predictor(seeded(fit, options), data, names)) {
            new PredictiveFile(fit.posterior(), List.of(Group.PREDICTIONS), predictor::predict).write(file, one -> one);
        }
    }

    /** The parts must have one seed. */
    private static PredictiveOptions seeded(InferenceData fit, PredictiveOptions options) {
        options.requireDraws("the groups of a file");
        boolean known = options.seed() != null || fit.posterior().attributes().get("seed") instanceof Long;
        return known ? options : options.withSeed(new SecureRandom().nextLong());
    }

    /**
     * Writes.
     *
     * @param rest what else is in the file, given what was computed for the first draw
     */
    private void write(Path file, UnaryOperator<InferenceData> rest) throws IOException {
        int draws = posterior.draws();
        if (draws == 0) {
            computed(0, 0).save(file);
            return;
        }
        InferenceData first = computed(0, 1);
        int window = Math.clamp((long) (WINDOW / bytes(first)), 1, draws);
        try (DrawFile out = DrawFile.create(file, template(rest.apply(first), first))) {
            for (int from = 0; from < draws; from += window) {
                append(out, computed(from, Math.min(draws, from + window)));
            }
            out.complete();
        }
    }

    /** The groups for the draws {@code from} to before {@code to} of each chain. */
    private InferenceData computed(int from, int to) {
        return part.of(posterior.slice(Dataset.DRAW, from, to, 1));
    }

    private double bytes(InferenceData of) {
        return groups.stream()
                .flatMap(g -> of.get(g).variables().stream())
                .mapToDouble(v -> (double) BYTES * v.size())
                .max()
                .orElse(1);
    }

    /** The result with a place for every draw of the groups. */
    private InferenceData template(InferenceData rest, InferenceData first) {
        InferenceData template = rest;
        for (Group group : groups) {
            Dataset one = first.get(group);
            Dataset.Builder all = Dataset.builder();
            Map<String, Coord> coords = new LinkedHashMap<>(one.coords());
            coords.put(Dataset.DRAW, posterior.coord(Dataset.DRAW));
            coords.forEach(all::coord);
            one.attributes().forEach(all::attribute);
            for (Variable v : one.variables()) {
                int[] shape = v.shape();
                shape[1] = posterior.draws();
                double nothing = v.dtype() == DataType.FLOAT64 ? Double.NaN : 0;
                all.add(Variable.filled(v.name(), v.dims(), shape, v.dtype(), nothing));
            }
            template = template.with(group, all.build());
        }
        return template;
    }

    private void append(DrawFile out, InferenceData part) throws IOException {
        for (Group group : groups) {
            for (Variable v : part.get(group).variables()) {
                double[] event = new double[v.eventSize()];
                int draws = v.extent(Dataset.DRAW);
                for (int row = 0; row < v.extent(Dataset.CHAIN) * draws; row++) {
                    v.copyDoubles(row * event.length, event, 0, event.length);
                    out.append(group, v.name(), row / draws, event);
                }
            }
        }
    }
}
