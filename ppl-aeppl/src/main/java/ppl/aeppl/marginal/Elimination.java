package ppl.aeppl.marginal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import ppl.aeppl.marginal.TableRows.Place;
import ppl.aeppl.marginal.TableRows.Site;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;

/**
 * Sums out one element after the other: the tables over it are added up and its axis is summed in the log, which leaves a table over
 * its neighbours. Next comes the element whose table is the smallest, so a chain of T variables of K values takes T tables of K².
 * Elements that are alike, such as those of one variable with an axis, are summed out together, in the rows of one table, and chains of alike elements before all others, by a loop ({@link Chains}).
 *
 * <p>Source: variable elimination with the min-weight order (Koller and Friedman 2009, Probabilistic Graphical Models, 9.3 and 9.4.3.2).
 */
final class Elimination {

    /** What was summed out at once. */
    sealed interface Step {}

    /**
     * Alike elements summed out together.
     *
     * @param elements one for each row
     * @param joined log-weights of the values of the element and its neighbours: {@code [values, values of the first neighbour, ..., rows]}
     * @param neighbours for each neighbour one for each row
     */
    record Alike(int[] elements, Var joined, List<int[]> neighbours) implements Step {}

    /**
     * A chain of elements summed out by a loop.
     *
     * @param elements from its end on
     * @param joined log-weights of the values of each and of the one after it: {@code [elements, values, values of the next]}
     * @param next the element after the last of them
     * @param left the table over that one which is left
     */
    record Chain(int[] elements, Var joined, int next, Table left) implements Step {}

    private final Elements elements;
    private final List<Step> steps = new ArrayList<>();
    private final List<Var> totals = new ArrayList<>();
    private final TableRows rows;
    private final TreeMap<Double, TreeSet<Integer>> byCost = new TreeMap<>();
    private final double[] costs;

    private Elimination(Elements elements, List<Table> tables) {
        this.elements = elements;
        this.costs = new double[elements.count()];
        this.rows = new TableRows(elements.count());
        tables.forEach(rows::add);
        BitSet summed = chains();
        for (int e = summed.nextClearBit(0); e < elements.count(); e = summed.nextClearBit(e + 1)) {
            price(e);
        }
    }

    /** Sums out chains from their ends; which elements these were. */
    private BitSet chains() {
        Chains chains = new Chains(elements, rows);
        BitSet summed = new BitSet();
        for (int e = 0; e < elements.count(); e++) {
            boolean isEnd = !summed.get(e) && rows.site(e).neighbours().size() == 1;
            Chain chain = isEnd ? chains.from(e) : null;
            if (chain != null) {
                steps.add(chain);
                rows.add(chain.left);
                Arrays.stream(chain.elements).forEach(summed::set);
            }
        }
        return summed;
    }

    /** Sums out all elements. */
    static Elimination of(Elements elements, List<Table> tables) {
        Elimination elimination = new Elimination(elements, tables);
        while (!elimination.byCost.isEmpty()) {
            elimination.round();
        }
        return elimination;
    }

    /** The steps, in the order in which they were taken. */
    List<Step> steps() {
        return steps;
    }

    /** The log of the sum over all values. */
    Var total() {
        return totals.stream().reduce(Var.constant(0.0), Var::plus);
    }

    private void price(int element) {
        double cost = elements.size(element);
        for (int e : rows.site(element).neighbours()) {
            cost *= elements.size(e);
        }
        costs[element] = cost;
        byCost.computeIfAbsent(cost, _ -> new TreeSet<>()).add(element);
    }

    private void unprice(int element) {
        TreeSet<Integer> same = byCost.get(costs[element]);
        if (same != null && same.remove(element) && same.isEmpty()) {
            byCost.remove(costs[element]);
        }
    }

    /** Sums out the cheapest elements that are no neighbours of each other, alike ones together. */
    private void round() {
        Set<Integer> near = new TreeSet<>();
        Map<List<Place>, List<Site>> alike = new LinkedHashMap<>();
        for (int e : List.copyOf(byCost.firstEntry().getValue())) {
            if (!near.contains(e)) {
                Site site = rows.site(e);
                near.addAll(site.neighbours());
                alike.computeIfAbsent(key(site), _ -> new ArrayList<>()).add(site);
                unprice(e);
            }
        }
        near.forEach(this::unprice);
        alike.values().forEach(this::eliminate);
        near.forEach(this::price);
    }

    /** What sites that are summed out together have in common; of one without rows, its number of values. */
    private List<Place> key(Site site) {
        return site.places().isEmpty() ? List.of(new Place(-elements.size(site.element()), List.of())) : site.places();
    }

    private void eliminate(List<Site> sites) {
        Site first = sites.getFirst();
        List<int[]> neighbours = IntStream.range(0, first.neighbours().size())
                .mapToObj(
                        m -> sites.stream().mapToInt(s -> s.neighbours().get(m)).toArray())
                .toList();
        int[] sizes = new int[neighbours.size() + 2];
        sizes[0] = elements.size(first.element());
        for (int m = 0; m < neighbours.size(); m++) {
            sizes[m + 1] = elements.size(neighbours.get(m)[0]);
        }
        sizes[sizes.length - 1] = sites.size();
        elements.requireFits(
                first.element(), first.neighbours().stream().mapToInt(e -> e).toArray(), costs[first.element()]);
        Var joined = joined(sites, Shape.of(sizes));
        sites.forEach(s -> rows.use(s.rows()));
        steps.add(new Alike(sites.stream().mapToInt(s -> s.element()).toArray(), joined, neighbours));
        Var left = LogMath.logSumExp(joined, 0);
        if (neighbours.isEmpty()) {
            totals.add(left.sum());
        } else {
            rows.add(Table.adding(left, neighbours));
        }
    }

    /** The tables of the sites added up, each with the axes that it has. */
    private Var joined(List<Site> sites, Shape shape) {
        Var sum = Functions.broadcastTo(Var.constant(0.0), shape);
        List<Place> places = sites.getFirst().places();
        for (int i = 0; i < places.size(); i++) {
            int row = i;
            Table table = rows.table(places.get(i).table());
            Var part = table.rows(
                    sites.stream().mapToInt(s -> s.rows().get(row).number()).toArray());
            Var aligned = Aligned.to(part, places.get(i).axes(), shape);
            sum = i == 0 ? aligned : sum.plus(aligned);
        }
        return sum;
    }

    /** The axes of tables in a common order. */
    private static final class Aligned {
        /** Axis {@code i} of a table becomes axis {@code axes[i]}; the last one stays the last. */
        static Var to(Var x, List<Integer> axes, Shape shape) {
            List<Integer> ascending = axes.stream().sorted().toList();
            int[] order = IntStream.concat(ascending.stream().mapToInt(axes::indexOf), IntStream.of(axes.size()))
                    .toArray();
            int[] targets = IntStream.concat(ascending.stream().mapToInt(a -> a), IntStream.of(shape.rank() - 1))
                    .toArray();
            return ppl.graph.op.Broadcast.into(Functions.transpose(x, order), shape, targets);
        }
    }
}
