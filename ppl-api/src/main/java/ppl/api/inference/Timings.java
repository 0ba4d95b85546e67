package ppl.api.inference;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * How long the parts of a run took. A part without an attribute is zero.
 *
 * @param compile to derive, differentiate and compile the density, and to find where the chains start
 * @param warmup the time of the chains in warm-up
 * @param sampling the time of the chains after warm-up
 * @param transform to compute the variables of the model from what the chains recorded
 * @param diagnose to look at the draws for warnings
 * @param write to write the file
 */
public record Timings(
        Duration compile, Duration warmup, Duration sampling, Duration transform, Duration diagnose, Duration write) {

    static Timings of(InferenceData data) {
        Map<String, Object> notes = new LinkedHashMap<>(data.attributes());
        data.find(Group.POSTERIOR).ifPresent(posterior -> notes.putAll(posterior.attributes()));
        Duration chains = seconds(notes, RunNotes.SAMPLING_TIME);
        Duration warmup = seconds(notes, RunNotes.WARMUP_TIME);
        Duration sampling = chains.compareTo(warmup) > 0 ? chains.minus(warmup) : Duration.ZERO;
        return new Timings(
                seconds(notes, RunNotes.COMPILE_TIME),
                warmup,
                sampling,
                seconds(notes, RunNotes.TRANSFORM_TIME),
                seconds(notes, RunNotes.DIAGNOSE_TIME),
                seconds(notes, RunNotes.WRITING_TIME));
    }

    private static Duration seconds(Map<String, Object> notes, String name) {
        return notes.get(name) instanceof Number n && n.doubleValue() >= 0 && n.doubleValue() < 1e9
                ? Duration.ofNanos(Math.round(n.doubleValue() * 1e9))
                : Duration.ZERO;
    }

    /** All parts together. */
    public Duration total() {
        return compile.plus(warmup)
                .plus(sampling)
                .plus(transform)
                .plus(diagnose)
                .plus(write);
    }

    /** The parts that took any time, such as {@code compile 0.31 s, warm-up 0.42 s, sampling 0.40 s}. */
    @Override
    public String toString() {
        StringJoiner parts = new StringJoiner(", ");
        add(parts, "compile", compile);
        add(parts, "warm-up", warmup);
        add(parts, "sampling", sampling);
        add(parts, "transform", transform);
        add(parts, "diagnose", diagnose);
        add(parts, "write", write);
        return parts.toString();
    }

    private static void add(StringJoiner parts, String name, Duration time) {
        if (!time.isZero()) {
            parts.add(String.format(Locale.ROOT, "%s %.2f s", name, time.toNanos() * 1e-9));
        }
    }
}
