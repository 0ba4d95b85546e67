package ppl.api.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        this.present = providers.usable().stream()
                .map(Providers.Found::service)
                .sorted(Comparator.comparing(Sampler::name)) // so that the order of jars decides nothing
                .toList();
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
     * The sampler for the blocks: the named one for all; or for each the most competent one, which take turns if they are several.
     *
     * @throws SamplingException with code SAMPLER if none is present, none has the name, or two have one name; with code
     *     COMPETENCE if a variable is left that none can sample, with the reasons and the remedy
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

    /** The one that suits every block best; where these are several, all of them, in the order of their first blocks. */
    private Sampler best(List<Block> blocks) {
        Map<Sampler, List<Block>> shares = new LinkedHashMap<>();
        List<Block> left = new ArrayList<>();
        for (Block block : blocks) {
            best(block)
                    .ifPresentOrElse(
                            s -> shares.computeIfAbsent(s, _ -> new ArrayList<>())
                                    .add(block),
                            () -> left.add(block));
        }
        if (!left.isEmpty() || shares.isEmpty()) {
            List<String> reasons = present.stream()
                    .map(s -> s.name() + ": " + String.join("; ", refusals(s, left)))
                    .toList();
            throw new SamplingException(
                    SamplingCode.COMPETENCE,
                    SamplerArtifact.withAdvice(
                                    "no sampler present can sample this model. " + String.join(". ", reasons),
                                    left,
                                    names())
                            + providers.failuresAsSuffix());
        }
        if (shares.size() == 1) {
            return shares.keySet().iterator().next();
        }
        return new CompoundSampler(shares.entrySet().stream()
                .map(e -> new CompoundSampler.Member(e.getKey(), e.getValue()))
                .toList());
    }

    /** The most competent one for a block, the first of several by name; those of grade 0 are never taken unasked. */
    private Optional<Sampler> best(Block block) {
        Sampler best = null;
        Competence grade = new Competence.Suits(0);
        for (Sampler s : present) {
            Competence its = competence(s, block);
            if (its.compareTo(grade) > 0) {
                best = s;
                grade = its;
            }
        }
        return Optional.ofNullable(best);
    }

    /** What a sampler says; one that fails to say it takes nothing, and stops no other. */
    private static Competence competence(Sampler sampler, Block block) {
        try {
            Competence its = sampler.competence(block);
            return its != null ? its : new Competence.Refuses("its competence(...) gives null");
        } catch (RuntimeException | LinkageError e) {
            return new Competence.Refuses("its competence(...) failed: " + e);
        }
    }

    private static List<String> refusals(Sampler s, List<Block> blocks) {
        List<String> reasons = new ArrayList<>();
        for (Block b : blocks) {
            if (competence(s, b) instanceof Competence.Refuses(String reason)) {
                reasons.add("'" + b.variable() + "': " + reason);
            }
        }
        return reasons;
    }
}
