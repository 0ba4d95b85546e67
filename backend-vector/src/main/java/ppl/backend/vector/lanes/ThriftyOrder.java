package ppl.backend.vector.lanes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import ppl.backend.spi.plan.Step;

/**
 * Another order of the steps of an iteration, in which few values wait for their last user: always a step that leaves the fewest of them, of several
 * the one that goes on with what was computed last. Operands stay before users, so the values are the same.
 */
final class ThriftyOrder {

    private final List<Step> steps;
    private final List<Integer> order;
    /** The users of each step that are still to come; one more where its value is needed after all of them. */
    private final int[] users;
    /** The place of each step in the new order, -1 before it has one. */
    private final int[] place;

    private ThriftyOrder(List<Step> steps, List<Integer> order, Set<Integer> late) {
        this.steps = steps;
        this.order = order;
        this.users = new int[steps.size()];
        this.place = new int[steps.size()];
        Arrays.fill(place, -1);
        order.forEach(s -> operands(s).forEach(o -> users[o]++));
        late.forEach(s -> users[s]++);
    }

    /**
     * The order.
     *
     * @param order steps that compute, operands before users
     * @param late those whose values are needed after all of them
     */
    static List<Integer> of(List<Step> steps, List<Integer> order, Set<Integer> late) {
        return new ThriftyOrder(steps, order, late).found();
    }

    private List<Integer> found() {
        Set<Integer> computed = new HashSet<>(order);
        List<Integer> left = new ArrayList<>(order);
        List<Integer> found = new ArrayList<>();
        while (!left.isEmpty()) {
            int best = -1;
            for (int s : left) {
                boolean isReady = operands(s).stream().noneMatch(o -> computed.contains(o) && place[o] < 0);
                if (isReady && (best < 0 || isBefore(s, best, computed))) {
                    best = s;
                }
            }
            place[best] = found.size();
            found.add(best);
            left.remove(Integer.valueOf(best));
            operands(best).forEach(o -> users[o]--);
        }
        return found;
    }

    private boolean isBefore(int s, int other, Set<Integer> computed) {
        int more = waiting(s, computed) - waiting(other, computed);
        return more != 0 ? more < 0 : latest(s) > latest(other);
    }

    /** How many values more wait after a step. */
    private int waiting(int s, Set<Integer> computed) {
        long done = operands(s).stream()
                .filter(o -> computed.contains(o) && users[o] == 1)
                .count();
        return (users[s] > 0 ? 1 : 0) - (int) done;
    }

    private int latest(int s) {
        return operands(s).stream().mapToInt(o -> place[o]).max().orElse(-1);
    }

    private Set<Integer> operands(int s) {
        return new HashSet<>(((Step.Apply) steps.get(s)).operands());
    }
}
