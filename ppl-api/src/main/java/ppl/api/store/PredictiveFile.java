package ppl.api.store;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Coord;
import ppl.api.inference.DataType;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictiveOptions;
import ppl.api.inference.Variable;

/**
 * A netCDF-4 file with predictive draws or log-likelihoods that need not fit in memory: they are computed for some draws of the posterior at
 * a time and written at once.
 *
 * {@snippet :
 * PredictiveFile.write(fit, Path.of("large.nc"), PredictiveOptions.defaults(), Group.POSTERIOR_PREDICTIVE);
 * }
 *
 * <p>The file has all groups of the result, and the computed ones with the numbers that {@link InferenceData#withPosteriorPredictive} and
 * {@link InferenceData#withLogLikelihood} give, to the bit. Until it is complete it is called {@code name.partial}.
 */
public final class PredictiveFile {

    /** The bytes of a group that are computed at once. */
    private static final double WINDOW = 1 << 22;

    private static final int BYTES = 8;

    private final InferenceData fit;
    private final PredictiveOptions options;
    private final List<Group> groups;

    private PredictiveFile(InferenceData fit, PredictiveOptions options, List<Group> groups) {
        this.fit = fit;
        this.options = options;
        this.groups = groups;
    }

    /**
     * Computes and writes.
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
        options.requireDraws("the groups of a file");
        boolean known = options.seed() != null || fit.posterior().attributes().get("seed") instanceof Long;
        PredictiveOptions seeded = known ? options : options.withSeed(new SecureRandom().nextLong());
        new PredictiveFile(fit, seeded, wanted).write(file);
    }

    private void write(Path file) throws IOException {
        int draws = fit.posterior().draws();
        if (draws == 0) {
            computed(0, 0).save(file);
            return;
        }
        InferenceData first = computed(0, 1);
        int window = Math.clamp((long) (WINDOW / bytes(first)), 1, draws);
        try (DrawFile out = DrawFile.create(file, template(first))) {
            for (int from = 0; from < draws; from += window) {
                append(out, computed(from, Math.min(draws, from + window)));
            }
            out.complete();
        }
    }

    /** The groups for the draws {@code from} to before {@code to} of each chain. */
    private InferenceData computed(int from, int to) {
        InferenceData part = fit.with(Group.POSTERIOR, fit.posterior().slice(Dataset.DRAW, from, to, 1));
        for (Group group : groups) {
            part = group.equals(Group.LOG_LIKELIHOOD)
                    ? part.withLogLikelihood(options)
                    : part.withPosteriorPredictive(options);
        }
        return part;
    }

    private double bytes(InferenceData of) {
        return groups.stream()
                .flatMap(g -> of.get(g).variables().stream())
                .mapToDouble(v -> (double) BYTES * v.size())
                .max()
                .orElse(1);
    }

    /** The result with a place for every draw of the groups. */
    private InferenceData template(InferenceData first) {
        InferenceData template = fit;
        for (Group group : groups) {
            Dataset one = first.get(group);
            Dataset.Builder all = Dataset.builder();
            Map<String, Coord> coords = new LinkedHashMap<>(one.coords());
            coords.put(Dataset.DRAW, fit.posterior().coord(Dataset.DRAW));
            coords.forEach(all::coord);
            one.attributes().forEach(all::attribute);
            for (Variable v : one.variables()) {
                int[] shape = v.shape();
                shape[1] = fit.posterior().draws();
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
