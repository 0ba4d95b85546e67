package ppl.api.sample;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.joint.Factor;
import ppl.api.checkpoint.RunIdentity;
import ppl.api.spi.CovarianceEstimate;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Tensor;
import ppl.graph.compile.NumericMode;
import ppl.graph.random.StreamVersion;
import ppl.graph.text.TextForm;

/**
 * Which run a checkpoint is of: all that the draws of its chains depend on. Threads, backend and listener are not in it, and neither is the
 * number of draws, which may grow.
 *
 * @param identity by name
 */
record KeptRun(RunIdentity identity) {

    static final String SEED = "seed";
    static final String DRAWS = "draws";

    private static final String STREAM = "stream version";
    private static final String FACTOR = "factor ";
    /** What stands for a factor with an operation that has no word. */
    private static final String UNKNOWN = "not compared: ";

    /**
     * Of a run that begins.
     *
     * @param learnt the metric that each chain is given; empty for none
     */
    static KeptRun of(
            CompiledModel compiled, SampleOptions options, String sampler, long seed, List<CovarianceEstimate> learnt) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(STREAM, String.valueOf(StreamVersion.CURRENT));
        all.put(SEED, String.valueOf(seed));
        all.put("chains", String.valueOf(options.run().chains()));
        all.put("tune", String.valueOf(options.run().tune()));
        all.put(DRAWS, String.valueOf(options.run().draws()));
        all.put("sampler", sampler);
        all.put("options of the sampler", text(options.method().options()));
        all.put("metric of an earlier run", learnt.isEmpty() ? "none" : digest(learnt));
        all.put("start values", text(options.start().values()));
        all.put("jitter", String.valueOf(options.start().jitter()));
        all.put("keepDivergences", String.valueOf(options.recording().divergences()));
        NumericMode mode = options.execution().compile().mode();
        all.put("mode", mode == NumericMode.STRICT ? mode.name() : mode + " on " + compiled.backend());
        all.put(
                "coordinates",
                String.join(
                        ", ",
                        compiled.blocks().stream()
                                .map(b -> b.variable() + "[" + b.size() + "]")
                                .toList()));
        TextForm form = TextForm.present();
        for (Factor f : compiled.joint().factors()) {
            String name = FACTOR + f.name() + " (" + f.kind().name().toLowerCase(Locale.ROOT) + ")";
            all.merge(name, hash(form, f), (a, b) -> a + " " + b);
        }
        return new KeptRun(new RunIdentity(all));
    }

    private static String hash(TextForm form, Factor f) {
        try {
            return form.hash(Graph.of(f.total()));
        } catch (GraphException e) {
            return UNKNOWN + e.code();
        }
    }

    private static String text(Map<String, ?> values) {
        Map<String, String> texts = new TreeMap<>();
        values.forEach((name, value) -> texts.put(
                name,
                switch (value) {
                    case double[] numbers -> Arrays.toString(numbers);
                    case double[][] rows -> Arrays.deepToString(rows);
                    case Tensor tensor -> Arrays.toString(tensor.sizes()) + Arrays.toString(tensor.toDoubles());
                    default -> value.toString();
                }));
        return texts.toString();
    }

    private static String digest(List<CovarianceEstimate> learnt) {
        return learnt.stream()
                .map(c -> Arrays.hashCode(c.scale()) + ":" + Arrays.deepHashCode(c.directions()) + ":"
                        + Arrays.hashCode(c.variances()))
                .toList()
                .toString();
    }

    /**
     * Refuses another run.
     *
     * @throws SamplingException with code CHECKPOINT; it names what differs
     */
    void requireSame(Path folder, RunIdentity there) {
        RunIdentity.Difference first = identity.differences(there).stream()
                .filter(d -> !d.name().equals(DRAWS))
                .findFirst()
                .orElse(null);
        if (first != null) {
            throw new SamplingException(
                    SamplingCode.CHECKPOINT,
                    "the checkpoint " + folder + " is " + of(first.name(), first.there(), first.here()));
        }
    }

    private static String of(String name, @Nullable String there, @Nullable String here) {
        if (name.startsWith(FACTOR)) {
            String factor = "'" + name.substring(FACTOR.length()).replaceFirst(" \\(", "' (");
            return "of another model: its factor " + factor
                    + (there == null
                            ? " is not in that run's model"
                            : here == null ? " is not in this model" : " differs, in its law or its data")
                    + ". Build the model as it was, or give this one a folder of its own";
        }
        if (name.equals(STREAM)) {
            return "of a release with stream version " + there + ", and this one has " + here
                    + ", whose draws are others: finish it with that release, or begin in another folder";
        }
        return "of a run with " + name + " " + shortened(there) + ", and this one has " + shortened(here)
                + ": give the same, or another folder";
    }

    private static String shortened(@Nullable String text) {
        String known = text == null ? "none" : text;
        return known.length() <= 200 ? known : known.substring(0, 200) + "…";
    }
}
