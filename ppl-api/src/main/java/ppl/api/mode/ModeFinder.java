package ppl.api.mode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import ppl.api.Model;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;
import ppl.api.sample.UnconstrainedModel;
import ppl.graph.compile.CompileOptions;
import ppl.graph.random.RandomKey;

/** Searches the maximum of a model from several starts. */
final class ModeFinder {

    /**
     * All that was found, best first: maxima before other ends, then the higher one.
     *
     * @param model the functions that were searched; to be closed
     */
    record Searched(UnconstrainedModel model, Target target, List<Ascent.Found> found) {
        Ascent.Found best() {
            return found.getFirst();
        }
    }

    private static final Comparator<Ascent.Found> BEST_FIRST = Comparator.comparing(
                    (Ascent.Found f) -> !f.search().converged())
            .thenComparing(f -> -f.search().lp())
            .thenComparing(f -> f.search().start());

    private ModeFinder() {}

    static Searched search(Model model, MapOptions options) {
        CompileOptions compile = CompileOptions.defaults().withBackend(options.backend());
        UnconstrainedModel unconstrained = UnconstrainedModel.of(model, compile, options.jacobian());
        try {
            requireContinuous(unconstrained);
            Target target = new Target(unconstrained);
            RandomKey key = RandomKey.of(options.seed()).fold("map");
            List<Ascent.Found> found = new ArrayList<>();
            for (int s = 0; s < options.starts(); s++) {
                double[] start = unconstrained.start(options.values(), options.jitter(), s, key.fold(s));
                found.add(Ascent.from(target, options, start, s));
            }
            found.sort(BEST_FIRST);
            return new Searched(unconstrained, target, List.copyOf(found));
        } catch (RuntimeException | Error e) {
            unconstrained.close();
            throw e;
        }
    }

    private static void requireContinuous(UnconstrainedModel model) {
        if (!model.discrete().isEmpty()) {
            String name = model.discrete().getFirst();
            throw new SamplingException(
                    SamplingCode.COMPETENCE,
                    "'" + name
                            + "' counts whole numbers, so the log-density has no slope along it and no maximum can be searched; sum it"
                            + " out, with m.marginalize(\"" + name + "\", ...), or sample the model, with infer()");
        }
    }
}
