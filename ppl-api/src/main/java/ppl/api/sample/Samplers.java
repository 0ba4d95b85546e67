package ppl.api.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.api.spi.Block;
import ppl.api.spi.Competence;
import ppl.api.spi.Sampler;
import ppl.graph.service.Providers;

/** Finds the samplers that are present, each loaded on its own, and chooses one for a model. */
public final class Samplers {

    private static final String SAMPLERS = "samplers";

    private final Providers<Sampler> providers;
    private final List<Sampler> present;

    private Samplers(Providers<Sampler> providers) {
        this.providers = providers;
        this.present = providers.usable().stream().map(Providers.Found::service).toList();
    }

    /** The samplers on the module path or class path. A provider that fails to load is remembered with its reason. */
    public static Samplers find() {
        return seenBy(Samplers.class.getClassLoader());
    }

    /** The samplers that a class loader sees. */
    public static Samplers seenBy(ClassLoader loader) {
        return new Samplers(Providers.load(Sampler.class, ServiceLoader.load(Sampler.class, loader), Sampler::name));
    }

    /** The given samplers only. */
    public static Samplers of(Sampler... samplers) {
        return new Samplers(Providers.of(List.of(samplers), Sampler::name));
    }

    /** Names of the samplers present. */
    public List<String> names() {
        return present.stream().map(Sampler::name).sorted().toList();
    }

    /** What to do where there is none. */
    public static String advice() {
        return SamplerArtifact.adviceToAddOne();
    }

    /** What is wrong with the samplers found: why providers could not be loaded, and which have one name. */
    public List<String> failures() {
        return Stream.concat(
                        providers.failures().stream().map(Providers.Failure::toString),
                        providers.clash(SAMPLERS).stream())
                .toList();
    }

    /**
     * The sampler for the blocks: the named one, or the most competent one that takes every block.
     *
     * @throws SamplingException if there is none, naming the variables, the reasons and the remedy; or if two have one name
     */
    public Sampler choose(@Nullable String name, List<Block> blocks) {
        providers.clash(SAMPLERS).ifPresent(clash -> {
            throw new SamplingException(SamplingCode.SAMPLER, clash);
        });
        if (present.isEmpty()) {
            throw new SamplingException(
                    SamplingCode.SAMPLER, "no sampler is present: " + advice() + providers.failuresAsSuffix());
        }
        if (name != null) {
            Sampler named = present.stream()
                    .filter(s -> s.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new SamplingException(
                            SamplingCode.SAMPLER,
                            "there is no sampler '" + name + "'; present are " + String.join(", ", names())
                                    + ": take one of these, or add "
                                    + SamplerArtifact.named(name)
                                            .map(SamplerArtifact::coordinates)
                                            .orElse("the one you mean")
                                    + " to your dependencies"
                                    + providers.failuresAsSuffix()));
            List<String> refusals = refusals(named, blocks);
            if (!refusals.isEmpty()) {
                throw new SamplingException(
                        SamplingCode.COMPETENCE,
                        SamplerArtifact.withAdvice(
                                "sampler '" + name + "' cannot sample this model: " + String.join("; ", refusals),
                                blocks,
                                names()));
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
            throw new SamplingException(
                    SamplingCode.COMPETENCE,
                    SamplerArtifact.withAdvice(
                                    "no sampler present can sample this model. " + String.join(". ", refusals),
                                    blocks,
                                    names())
                            + providers.failuresAsSuffix());
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
