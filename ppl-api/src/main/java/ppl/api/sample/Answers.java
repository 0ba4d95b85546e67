package ppl.api.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.LogDensity;
import ppl.api.spi.Sampler;

/**
 * Answers what one chain asks: evaluates what it needs at its point, and tells it. A member of a compound is told the density of its own
 * variables given the others, which leaves out what does not depend on them; all others are told the density of all. For one thread.
 */
final class Answers {

    private static final double[] NONE = {};

    private final LogDensity.Evaluator whole;
    private final double[] gradient;
    private final List<Member> members;

    /** For each block room for its parts; none where it is not separable. */
    private final double[][] parts;

    /** Whether the last answer had a gradient beside a finite log-density, and whose it was. */
    private boolean steep;

    private @Nullable Member asking;

    /**
     * A member of a compound.
     *
     * @param evaluator of its own density; null if that is the density of all
     * @param places its coordinates
     * @param gradient by these
     */
    private record Member(LogDensity.@Nullable Evaluator evaluator, int[] places, double[] gradient) {}

    private Answers(LogDensity density, List<Member> members) {
        this.whole = density.evaluator();
        this.gradient = new double[density.dimension()];
        this.members = members;
        this.parts = density.blocks().stream()
                .map(b -> new double[b.separable() ? b.size() : 0])
                .toArray(double[][]::new);
    }

    /** For a chain of a sampler. */
    static Answers of(CompiledModel model, Sampler sampler) {
        List<Member> members = new ArrayList<>();
        if (sampler instanceof CompoundSampler compound) {
            for (CompoundSampler.Member m : compound.members()) {
                CompiledDensity own = model.conditional(m.blocks());
                int[] places = m.blocks().stream().flatMapToInt(Answers::places).toArray();
                members.add(
                        new Member(own == model.density() ? null : own.evaluator(), places, new double[places.length]));
            }
        }
        return new Answers(model.density(), members);
    }

    private static IntStream places(Block block) {
        return IntStream.range(block.offset(), block.offset() + block.size());
    }

    /** Answers once; true if an iteration is finished. */
    boolean answer(Chain chain) {
        double[] point = chain.ask();
        steep = false;
        return switch (chain.needs()) {
            case PARTS -> {
                int block = chain.partsOf();
                whole.parts(block, point, parts[block]);
                yield chain.tellParts(parts[block]);
            }
            case GRADIENT -> density(chain, point, true);
            case LOGP, RECORD -> density(chain, point, false);
        };
    }

    private boolean density(Chain chain, double[] point, boolean withGradient) {
        Member member = null;
        LogDensity.Evaluator own = null;
        if (chain instanceof CompoundChain compound && compound.asking() >= 0) {
            member = members.get(compound.asking());
            own = member.evaluator;
        }
        asking = own == null ? null : member;
        LogDensity.Evaluator evaluator = own == null ? whole : own;
        double[] slopes = own == null || member == null ? gradient : member.gradient;
        double logp = withGradient ? evaluator.logpAndGradient(point, slopes) : evaluator.logp(point);
        steep = withGradient && Double.isFinite(logp);
        return own != null && chain instanceof CompoundChain compound
                ? compound.tellOwn(logp, slopes)
                : chain.tell(logp, slopes);
    }

    /** The first coordinate in whose direction the last answer had no slope, though the density is finite; −1 if there is none. */
    int broken() {
        if (!steep) {
            return -1;
        }
        Member member = asking;
        int place = Finite.firstNot(member == null ? gradient : member.gradient);
        return place < 0 || member == null ? place : member.places[place];
    }
}
