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
 * Several samplers that take turns, each with the variables that it suits best. An iteration of the compound is one iteration of each
 * member, while the variables of the others stay fixed. Each member leaves the posterior invariant, so the compound does too.
 *
 * <p>The statistics are those of all members. If several members have a statistic of one name, the name of the sampler precedes it
 * ({@code nuts_step_size}); but there is only one {@code lp}, the log-density of the draw. A flag that several members have, such as
 * {@code diverging}, is there under its plain name too, and is true if it is true of any member, so that it shows all divergences.
 *
 * <p>Source: "Metropolis within Gibbs", Tierney, "Markov chains for exploring posterior distributions", Annals of Statistics 22, 1994,
 * section 2.4: cycles of kernels.
 *
 * @param members in the order in which they take turns
 */
record CompoundSampler(List<Member> members) implements Sampler {

    private static final String LP = "lp";

    /**
     * A sampler with its variables.
     *
     * @param sampler the sampler
     * @param blocks the variables that it moves, as they lie in the whole vector
     */
    record Member(Sampler sampler, List<Block> blocks) {}

    /** The statistics of one name; several are flags of which any may be true. */
    record MemberStatistic(List<Source> sources, Statistic statistic) {
        MemberStatistic {
            sources = List.copyOf(sources);
        }
    }

    /** A statistic by its member and its position there. */
    record Source(int member, int index) {}

    CompoundSampler {
        members = List.copyOf(members);
    }

    @Override
    public String name() {
        return members.stream().map(m -> m.sampler().name()).collect(Collectors.joining("+"));
    }

    /** Which sampler takes which variables, as text. */
    String assignment() {
        return members.stream()
                .map(m -> m.sampler().name() + " ("
                        + m.blocks().stream().map(Block::variable).collect(Collectors.joining(", ")) + ")")
                .collect(Collectors.joining(" and "));
    }

    /** The competence of the member that the block belongs to. */
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

    /** The statistics with their positions, those of the first member first. */
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
        List<CompoundChain.MemberChain> chains = new ArrayList<>();
        for (Member m : members) {
            Sampler sampler = m.sampler();
            ChainSpec part = spec.part(
                    m.blocks(),
                    spec.key().fold(sampler.name()),
                    SamplerSettings.of(sampler, samplers(), spec.options()));
            chains.add(new CompoundChain.MemberChain(sampler.name(), sampler.start(part), m.blocks(), spec.blocks()));
        }
        return new CompoundChain(name(), spec, chains, memberStatistics());
    }
}
