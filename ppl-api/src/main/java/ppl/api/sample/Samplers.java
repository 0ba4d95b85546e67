package ppl.api.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;
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

    /** What to do if there is none. */
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
     * The sampler for the blocks: the named one for all blocks, or else the most competent one for each; several take turns.
     *
     * @throws SamplingException with code SAMPLER if none is present, none has the name, or two have one name; with code
     *     COMPETENCE if a variable is left that none can sample, with the reasons and the remedy
     */
    public Sampler choose(@Nullable String name, List<Block> blocks) {
        return choose(name, Map.of(), blocks);
    }

    /**
     * The sampler for the blocks: for some variables the one that is named for them, for all others as {@link #choose(String, List)}. Several take
     * turns, in the order of their first blocks.
     *
     * @param ofVariables names of samplers by variable
     * @throws SamplingException as there, with code SAMPLER or COMPETENCE; with code OPTION if a variable is not among the blocks
     */
    public Sampler choose(@Nullable String name, Map<String, String> ofVariables, List<Block> blocks) {
        providers.clash(SAMPLERS).ifPresent(clash -> {
            throw new SamplingException(SamplingCode.SAMPLER, clash);
        });
        if (present.isEmpty()) {
            throw new SamplingException(
                    SamplingCode.SAMPLER, "no sampler is present: " + advice() + providers.failuresAsSuffix());
        }
        requireSampled(ofVariables, blocks);
        Sampler ofAll = name == null ? null : named(name);
        Map<Sampler, List<Block>> shares = new LinkedHashMap<>();
        List<Block> left = new ArrayList<>();
        for (Block block : blocks) {
            String own = ofVariables.get(block.variable());
            Optional<Sampler> sampler =
                    own != null ? Optional.of(named(own)) : ofAll != null ? Optional.of(ofAll) : best(block);
            sampler.ifPresentOrElse(
                    s -> shares.computeIfAbsent(s, _ -> new ArrayList<>()).add(block), () -> left.add(block));
        }
        shares.forEach((sampler, its) -> requireCompetence(sampler, its, its.size() == blocks.size()));
        if (!left.isEmpty() || shares.isEmpty()) {
            throw nobody(left);
        }
        return shares.size() == 1
                ? shares.keySet().iterator().next()
                : new CompoundSampler(shares.entrySet().stream()
                        .map(e -> new CompoundSampler.Member(e.getKey(), e.getValue()))
                        .toList());
    }

    private static void requireSampled(Map<String, String> ofVariables, List<Block> blocks) {
        List<String> sampled = blocks.stream().map(Block::variable).toList();
        for (String variable : new TreeSet<>(ofVariables.keySet())) {
            if (!sampled.contains(variable)) {
                throw new SamplingException(
                        SamplingCode.OPTION,
                        "sampler '" + ofVariables.get(variable) + "' is chosen for '" + variable
                                + "', which is no variable that is sampled; these are " + String.join(", ", sampled)
                                + ". model.plan() says what becomes of the others: those on which nothing observed depends are"
                                + " drawn after each draw, without a sampler");
            }
        }
    }

    private Sampler named(String name) {
        return present.stream()
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
    }

    private void requireCompetence(Sampler sampler, List<Block> its, boolean all) {
        List<String> refusals = refusals(sampler, its);
        if (!refusals.isEmpty()) {
            throw new SamplingException(
                    SamplingCode.COMPETENCE,
                    SamplerArtifact.withAdvice(
                            "sampler '" + sampler.name() + "' cannot sample "
                                    + (all ? "this model: " : "what it was chosen for: ")
                                    + String.join("; ", refusals),
                            its,
                            names()));
        }
    }

    private SamplingException nobody(List<Block> left) {
        List<String> reasons = present.stream()
                .map(s -> s.name() + ": " + String.join("; ", refusals(s, left)))
                .toList();
        return new SamplingException(
                SamplingCode.COMPETENCE,
                SamplerArtifact.withAdvice(
                                "no sampler present can sample this model. " + String.join(". ", reasons),
                                left,
                                names())
                        + providers.failuresAsSuffix());
    }

    /** The most competent sampler for a block, of several the first by name. One of grade 0 is taken only if the user names it. */
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

    /** The competence that a sampler states. One that fails to state it gets no block, and the others are asked all the same. */
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
