package ppl.api.store;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;

/** The group in which a partial file says how many draws of each chain it holds. */
final class DrawProgress {
    static final Group GROUP = new Group("progress");
    static final String COMPLETED = "completed";

    private DrawProgress() {}

    /** That of a file without draws. */
    static Dataset none(int chains) {
        return Dataset.builder()
                .variable(COMPLETED, List.of(Dataset.CHAIN), new int[] {chains}, new long[chains])
                .build();
    }

    /** What a partial file holds, without slots that have no draw. */
    static InferenceData cut(InferenceData all) {
        if (!all.contains(GROUP)) {
            return all;
        }
        long[] completed = all.get(GROUP).get(COMPLETED).toLongs();
        int[] chains = IntStream.range(0, completed.length)
                .filter(c -> completed[c] > 0)
                .toArray();
        long common = Arrays.stream(chains).mapToLong(c -> completed[c]).min().orElse(0);
        long warmup = all.find(Group.WARMUP_POSTERIOR).map(Dataset::draws).orElse(0);
        InferenceData cut = all.without(GROUP);
        for (Group group : List.copyOf(cut.groups())) {
            Dataset dataset = cut.get(group);
            if (dataset.coords().containsKey(Dataset.DRAW)) {
                boolean isWarmup = group.equals(Group.WARMUP_POSTERIOR) || group.equals(Group.WARMUP_SAMPLE_STATS);
                int kept = Math.clamp(isWarmup ? common : common - warmup, 0, dataset.draws());
                Dataset drawn = dataset.slice(Dataset.DRAW, 0, kept, 1);
                boolean some = chains.length > 0 && chains.length < drawn.chains();
                cut = cut.with(group, some ? drawn.positions(Dataset.CHAIN, chains) : drawn);
            }
        }
        return cut;
    }
}
