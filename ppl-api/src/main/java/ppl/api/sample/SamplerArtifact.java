package ppl.api.sample;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ppl.api.spi.Block;

/**
 * The samplers that a dependency brings, for advice to users who miss one. The API knows no sampler that is not present otherwise.
 */
enum SamplerArtifact {
    NUTS("sampler-nuts", "continuous variables", List.of("nuts"), Block.Measure.CONTINUOUS),
    RW("sampler-rw", "any", List.of("rw", "gibbs"), Block.Measure.CONTINUOUS, Block.Measure.DISCRETE);

    private final String artifact;
    private final String words;
    private final List<String> samplers;
    private final Set<Block.Measure> taken;

    SamplerArtifact(String artifact, String words, List<String> samplers, Block.Measure... taken) {
        this.artifact = artifact;
        this.words = words;
        this.samplers = samplers;
        this.taken = EnumSet.copyOf(List.of(taken));
    }

    /** The group and the artifact, such as {@code dev.ppl:sampler-rw}. */
    String coordinates() {
        return "dev.ppl:" + artifact;
    }

    private boolean has(String sampler) {
        return samplers.stream().anyMatch(sampler::equalsIgnoreCase);
    }

    static Optional<SamplerArtifact> named(String sampler) {
        return Stream.of(values()).filter(a -> a.has(sampler)).findFirst();
    }

    /** What to do if there is no sampler, to be put after a colon. */
    static String adviceToAddOne() {
        return Stream.of(values())
                .map(a -> a.coordinates() + " (" + a.words + ")")
                .collect(Collectors.joining(" or ", "add ", " to your dependencies"));
    }

    /** A refusal, followed by the artifact of a missing sampler that takes all of the blocks, if there is one. */
    static String withAdvice(String refusal, Collection<Block> blocks, Collection<String> present) {
        Set<Block.Measure> wanted = blocks.stream()
                .map(Block::measure)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Block.Measure.class)));
        return Stream.of(values())
                .filter(a -> a.taken.containsAll(wanted))
                .filter(a -> present.stream().noneMatch(a::has))
                .findFirst()
                .map(a -> refusal + (refusal.endsWith(".") ? "" : ".") + " Add " + a.coordinates()
                        + " to your dependencies, which takes "
                        + wanted.stream()
                                .map(m -> m.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(" and "))
                        + " variables")
                .orElse(refusal);
    }
}
