package ppl.backend.vector.lanes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.graph.DType;

/**
 * An iteration cut into phases short enough for the optimising compiler, where few values live: these go through memory. Elements that are
 * read are read again in each phase that needs them. Truth values are stored in a last phase of their own.
 *
 * @param phases in the order in which they run
 * @param strips the values that go through memory, each in its strip
 */
public record Cut(List<Phase> phases, List<Integer> strips) {

    /** What a phase costs beside its values, in values. */
    private static final int PHASE = 4;

    /**
     * Cuts a nest.
     *
     * @param moves the steps that differ from iteration to iteration
     * @param sinks what the phases do; those steps that others need are left in strips
     * @param others steps whose values are needed after all phases
     * @param most the operations of a phase
     */
    public static Cut of(LoopNest nest, boolean[] moves, List<Sink> sinks, Set<Integer> others, int most) {
        List<Sink> masks = sinks.stream().filter(sink -> isMask(sink, nest)).toList();
        List<Sink> rest = sinks.stream().filter(sink -> !isMask(sink, nest)).toList();
        Set<Integer> stored = new TreeSet<>();
        masks.stream().map(Sink::step).filter(s -> moves[s]).forEach(stored::add);
        Set<Integer> needed = new TreeSet<>(others);
        needed.addAll(stored);
        Cut cut = new Cutter(nest, moves, rest, needed, most).cut();
        if (masks.isEmpty()) {
            return cut;
        }
        List<Phase> phases = new ArrayList<>(cut.phases);
        phases.add(new Phase(List.of(), List.copyOf(stored), List.of(), masks));
        return new Cut(phases, cut.strips);
    }

    /** In a long body the optimising compiler would keep a mask in memory in order to store it. */
    private static boolean isMask(Sink sink, LoopNest nest) {
        return sink instanceof Sink.Store && nest.steps().get(sink.step()).dtype() == DType.BOOL;
    }

    private static final class Cutter {
        private final LoopNest nest;
        private final List<Sink> sinks;
        private final Set<Integer> others;
        private final int most;
        private final boolean[] moves;

        Cutter(LoopNest nest, boolean[] moves, List<Sink> sinks, Set<Integer> others, int most) {
            this.nest = nest;
            this.moves = moves;
            this.sinks = sinks;
            this.others = others;
            this.most = most;
        }

        /** In the order of the plan, or in another if fewer values go from phase to phase then. */
        Cut cut() {
            List<Integer> planned = computed();
            Set<Integer> late = new TreeSet<>(others);
            late().forEach(sink -> late.add(sink.step()));
            Placed first = new Placed(planned);
            Placed second = new Placed(ThriftyOrder.of(nest.steps(), planned, late));
            return first.cost() <= second.cost() ? first.cut() : second.cut();
        }

        private List<Integer> computed() {
            boolean[] needed = needed();
            List<Integer> computed = new ArrayList<>();
            for (int s = 0; s < moves.length; s++) {
                if (moves[s] && needed[s] && nest.steps().get(s) instanceof Step.Apply) {
                    computed.add(s);
                }
            }
            return computed;
        }

        private List<Sink> late() {
            return sinks.stream().filter(sink -> !(sink instanceof Sink.Fold)).toList();
        }

        private boolean[] needed() {
            boolean[] needed = new boolean[moves.length];
            sinks.forEach(sink -> needed[sink.step()] = true);
            others.forEach(s -> needed[s] = true);
            for (int s = moves.length - 1; s >= 0; s--) {
                if (needed[s] && nest.steps().get(s) instanceof Step.Apply apply) {
                    apply.operands().forEach(o -> needed[o] = true);
                }
            }
            return needed;
        }

        /** The steps that are worth keeping, in an order. */
        private final class Placed {
            private final List<Integer> order;
            /** The place in the order of each step, -1 for leaves. */
            private final int[] place = new int[moves.length];
            /** The last place at which a step is used. */
            private final int[] last = new int[moves.length];

            private final List<Integer> ends = new ArrayList<>();
            private final int cost;

            Placed(List<Integer> order) {
                this.order = order;
                Arrays.fill(place, -1);
                Arrays.fill(last, -1);
                for (int at = 0; at < order.size(); at++) {
                    int s = order.get(at);
                    int here = at;
                    place[s] = at;
                    last[s] = at;
                    ((Step.Apply) nest.steps().get(s)).operands().forEach(o -> last[o] = here);
                }
                late().forEach(sink -> use(sink.step(), order.size() - 1));
                others.forEach(s -> use(s, order.size()));
                this.cost = findEnds();
            }

            private void use(int s, int at) {
                last[s] = Math.max(last[s], at);
            }

            int cost() {
                return cost;
            }

            Cut cut() {
                List<Phase> phases = new ArrayList<>();
                List<Integer> strips = new ArrayList<>();
                Set<Sink> done = new HashSet<>();
                int from = 0;
                for (int to : ends) {
                    phases.add(phase(from, to, to == order.size(), strips, done));
                    from = to;
                }
                return new Cut(phases, strips);
            }

            /** Finds the places after the last step of each phase, so that the fewest values go from phase to phase; how many do. */
            private int findEnds() {
                int n = order.size();
                int[] live = new int[n + 1];
                for (int s : order) {
                    for (int at = place[s] + 1; at <= Math.min(last[s], n); at++) {
                        live[at]++;
                    }
                }
                int[] cost = new int[n + 1];
                int[] start = new int[n + 1];
                for (int to = 1; to <= n; to++) {
                    cost[to] = Integer.MAX_VALUE;
                    for (int from = Math.max(0, to - most); from < to; from++) {
                        int here = cost[from] + (from == 0 ? 0 : live[from] + PHASE);
                        if (here < cost[to]) {
                            cost[to] = here;
                            start[to] = from;
                        }
                    }
                }
                for (int to = n; to > 0; to = start[to]) {
                    ends.addFirst(to);
                }
                if (ends.isEmpty()) {
                    ends.add(0);
                }
                return cost[n];
            }

            private Phase phase(int from, int to, boolean isLast, List<Integer> strips, Set<Sink> done) {
                Set<Integer> steps = new TreeSet<>();
                Set<Integer> taken = new TreeSet<>();
                List<Integer> left = new ArrayList<>();
                for (int s : order.subList(from, to)) {
                    steps.add(s);
                    ((Step.Apply) nest.steps().get(s)).operands().forEach(o -> need(o, from, steps, taken));
                    if (last[s] >= to) {
                        left.add(s);
                        strips.add(s);
                    }
                }
                List<Sink> own = new ArrayList<>();
                for (Sink sink : sinks) {
                    int at = place[sink.step()];
                    boolean here = isLast || (at >= from && at < to && sink instanceof Sink.Fold);
                    if (here && done.add(sink)) {
                        own.add(sink);
                        need(sink.step(), from, steps, taken);
                    }
                }
                if (isLast) {
                    others.stream().filter(s -> place[s] < 0 && moves[s]).forEach(leaf -> {
                        steps.add(leaf);
                        left.add(leaf);
                        strips.add(leaf);
                    });
                }
                return new Phase(List.copyOf(steps), List.copyOf(taken), left, own);
            }

            /** Adds a leaf to the steps, or what an earlier phase computed to what is taken. */
            private void need(int s, int from, Set<Integer> steps, Set<Integer> taken) {
                if (!moves[s]) {
                    return;
                }
                if (place[s] < 0) {
                    steps.add(s);
                } else if (place[s] < from) {
                    taken.add(s);
                }
            }
        }
    }
}
