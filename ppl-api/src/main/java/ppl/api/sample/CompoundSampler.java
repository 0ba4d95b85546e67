package ppl.api.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.Competence;
import ppl.api.spi.Sampler;
import ppl.api.spi.StartPolicy;
import ppl.api.spi.Statistic;

/**
 * Several samplers that take turns, each with the variables that it suits best: every iteration is one of each, in which the
 * others' variables stay where they are. Each part leaves the posterior as it is, so the whole does.
 *
 * <p>Statistics are those of all members. A name that several have gets the sampler's before it ({@code nuts_step_size}), but
 * {@code lp}, the log-density of the draw, which the compound has once for all. Flags that several have, such as {@code diverging}, are
 * there under their plain name too, true if that of any member is: whoever looks for divergences finds them all.
 *
 * <p>Source: "Metropolis within Gibbs", Tierney, "Markov chains for exploring posterior distributions", Annals of Statistics 22, 1994,
 * section 2.4: cycles of kernels.
 *
 * @param members in the order in which they take turns
 */
record CompoundSampler(List<Member> members) implements Sampler {

    private static final String LP = "lp";

    /**
     * A sampler with its share.
     *
     * @param sampler the sampler
     * @param blocks what it moves, as they lie in the vector of all
     */
    record Member(Sampler sampler, List<Block> blocks) {}

    /** Members' statistics of one name; where these are several, flags, each is true if that of any member is. */
    record MemberStatistic(List<Source> sources, Statistic statistic) {
        MemberStatistic {
            sources = List.copyOf(sources);
        }
    }

    /** A statistic by its member and its place there. */
    record Source(int member, int index) {}

    CompoundSampler {
        members = List.copyOf(members);
    }

    @Override
    public String name() {
        return members.stream().map(m -> m.sampler().name()).collect(Collectors.joining("+"));
    }

    /** Which sampler takes which variables, for people. */
    String assignment() {
        return members.stream()
                .map(m -> m.sampler().name() + " ("
                        + m.blocks().stream().map(Block::variable).collect(Collectors.joining(", ")) + ")")
                .collect(Collectors.joining(" and "));
    }

    /** That of the member that the block belongs to. */
    @Override
    public Competence competence(Block block) {
        return members.stream()
                .filter(m -> m.blocks().contains(block))
                .map(m -> m.sampler().competence(block))
                .findFirst()
                .orElse(new Competence.Refuses("no sampler of " + name() + " was chosen for it"));
    }

    @Override
    public boolean needsGradient() {
        return members.stream().anyMatch(m -> m.sampler().needsGradient());
    }

    @Override
    public List<String> options() {
        Set<String> all = new LinkedHashSet<>();
        members.forEach(m -> all.addAll(m.sampler().options()));
        return List.copyOf(all);
    }

    @Override
    public StartPolicy startPolicy(Map<String, Object> options) {
        return members.stream()
                .map(m -> m.sampler().startPolicy(SamplerSettings.of(m.sampler(), samplers(), options)))
                .filter(p -> p.jitter() != StartPolicy.Jitter.FREE)
                .findFirst()
                .orElse(StartPolicy.FREE);
    }

    private List<Sampler> samplers() {
        return members.stream().map(Member::sampler).toList();
    }

    @Override
    public List<Statistic> statistics() {
        return memberStatistics().stream().map(MemberStatistic::statistic).toList();
    }

    /** The statistics with their places, those of the first member first. */
    List<MemberStatistic> memberStatistics() {
        List<MemberStatistic> all = new ArrayList<>();
        for (int m = 0; m < members.size(); m++) {
            List<Statistic> own = members.get(m).sampler().statistics();
            for (int i = 0; i < own.size(); i++) {
                Statistic s = own.get(i);
                if (!s.name().equals(LP)) {
                    String name = isShared(s.name()) ? members.get(m).sampler().name() + "_" + s.name() : s.name();
                    all.add(new MemberStatistic(List.of(new Source(m, i)), new Statistic(name, s.kind(), s.length())));
                }
            }
        }
        all.addAll(anyOfSeveral());
        return all;
    }

    private List<MemberStatistic> anyOfSeveral() {
        Map<String, List<Source>> flags = new LinkedHashMap<>();
        for (int m = 0; m < members.size(); m++) {
            List<Statistic> own = members.get(m).sampler().statistics();
            for (int i = 0; i < own.size(); i++) {
                if (own.get(i).kind() == Statistic.Kind.FLAG) {
                    flags.computeIfAbsent(own.get(i).name(), _ -> new ArrayList<>())
                            .add(new Source(m, i));
                }
            }
        }
        return flags.entrySet().stream()
                .filter(e -> e.getValue().size() > 1)
                .map(e -> new MemberStatistic(e.getValue(), new Statistic(e.getKey(), Statistic.Kind.FLAG)))
                .toList();
    }

    private boolean isShared(String name) {
        return members.stream()
                        .filter(m -> m.sampler().statistics().stream()
                                .anyMatch(s -> s.name().equals(name)))
                        .count()
                > 1;
    }

    @Override
    public Chain start(ChainSpec spec) {
        SamplerSettings.requireKnown(samplers(), spec.options());
        List<CompoundChain.Turn> turns = new ArrayList<>();
        for (Member m : members) {
            Sampler sampler = m.sampler();
            ChainSpec part = spec.part(
                    m.blocks(),
                    spec.key().fold(sampler.name()),
                    SamplerSettings.of(sampler, samplers(), spec.options()));
            turns.add(new CompoundChain.Turn(sampler.name(), sampler.start(part), m.blocks()));
        }
        return new CompoundChain(name(), spec, turns, memberStatistics());
    }
}
