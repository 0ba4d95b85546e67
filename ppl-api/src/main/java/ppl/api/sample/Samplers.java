package ppl.api.sample;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import ppl.api.spi.Block;
import ppl.api.spi.Competence;
import ppl.api.spi.Sampler;

/** Finds the samplers that are present, each loaded on its own, and chooses one for a model. */
public final class Samplers {

    private final List<Sampler> present = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    private Samplers() {}

    /** The samplers on the module path or class path. A provider that fails to load is remembered with its reason. */
    public static Samplers find() {
        Samplers found = new Samplers();
        Iterator<ServiceLoader.Provider<Sampler>> providers =
                ServiceLoader.load(Sampler.class, Samplers.class.getClassLoader()).stream()
                        .iterator();
        while (hasNext(providers, found.failures)) {
            try {
                found.add(providers.next().get());
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                found.failures.add(String.valueOf(e.getMessage()));
            }
        }
        return found;
    }

    /** The given samplers only. */
    public static Samplers of(Sampler... samplers) {
        Samplers found = new Samplers();
        for (Sampler s : samplers) {
            found.add(s);
        }
        return found;
    }

    private static boolean hasNext(Iterator<?> providers, List<String> failures) {
        while (true) {
            try {
                return providers.hasNext();
            } catch (ServiceConfigurationError | LinkageError e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
    }

    private void add(Sampler sampler) {
        for (Sampler other : present) {
            if (other.name().equals(sampler.name())) {
                throw new SamplingException("two samplers are called '" + sampler.name() + "': " + place(other)
                        + " and " + place(sampler) + "; remove one from your dependencies");
            }
        }
        present.add(sampler);
    }

    private static String place(Sampler s) {
        var source = s.getClass().getProtectionDomain().getCodeSource();
        return s.getClass().getName() + (source == null ? "" : " in " + source.getLocation());
    }

    /** Names of the samplers present. */
    public List<String> names() {
        return present.stream().map(Sampler::name).sorted().toList();
    }

    /** Why providers could not be loaded. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /**
     * The sampler for the blocks: the named one, or the most competent one that takes every block.
     *
     * @throws SamplingException if there is none, naming the variables, the reasons and the remedy
     */
    public Sampler choose(@Nullable String name, List<Block> blocks) {
        if (present.isEmpty()) {
            throw new SamplingException("no sampler is present: add dev.ppl:sampler-nuts (continuous variables) or "
                    + "dev.ppl:sampler-rw (any) to your dependencies"
                    + (failures.isEmpty() ? "" : "; found, but not usable: " + String.join("; ", failures)));
        }
        if (name != null) {
            Sampler named = present.stream()
                    .filter(s -> s.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new SamplingException(
                            "there is no sampler '" + name + "'; present are " + String.join(", ", names())
                                    + ": take one of these, or add the one you mean to your dependencies"));
            List<String> refusals = refusals(named, blocks);
            if (!refusals.isEmpty()) {
                throw new SamplingException(
                        "sampler '" + name + "' cannot sample this model: " + String.join("; ", refusals));
            }
            return named;
        }
        return best(blocks);
    }

    private Sampler best(List<Block> blocks) {
        Sampler best = null;
        Competence grade = new Competence.Suits(0);
        List<String> refusals = new ArrayList<>();
        for (Sampler s : present) {
            List<String> why = refusals(s, blocks);
            if (!why.isEmpty()) {
                refusals.add(s.name() + ": " + String.join("; ", why));
                continue;
            }
            Competence least = blocks.stream()
                    .map(s::competence)
                    .min(Competence::compareTo)
                    .orElse(new Competence.Suits(1));
            if (least.compareTo(grade) > 0) {
                best = s;
                grade = least;
            }
        }
        if (best == null) {
            throw new SamplingException("no sampler present can sample this model. " + String.join(". ", refusals));
        }
        return best;
    }

    private static List<String> refusals(Sampler s, List<Block> blocks) {
        List<String> reasons = new ArrayList<>();
        for (Block b : blocks) {
            if (s.competence(b) instanceof Competence.Refuses(String reason)) {
                reasons.add("'" + b.variable() + "': " + reason);
            }
        }
        return reasons;
    }
}
