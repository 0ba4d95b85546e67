package ppl.aeppl.marginal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;

/**
 * Sums out one element after the other: the tables over it are added up and its axis is summed in the log, which leaves a table over
 * its neighbours. Next comes the element whose table is the smallest, so a chain of T variables of K values takes T tables of K².
 * Elements that are alike, such as those of one variable with an axis, are summed out together, in the rows of one table.
 *
 * <p>Source: variable elimination with the min-weight order (Koller and Friedman 2009, Probabilistic Graphical Models, 9.3 and 9.4.3.2).
 */
final class Elimination {

    /**
     * Alike elements summed out together.
     *
     * @param elements one for each row
     * @param joined log-weights of the values of the element and its neighbours: {@code [values, values of the first neighbour, ..., rows]}
     * @param neighbours for each neighbour one for each row
     */
    record Step(int[] elements, Var joined, List<int[]> neighbours) {}

    private final Elements elements;
    private final List<Step> steps = new ArrayList<>();
    private final List<Var> totals = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    /** Rows of tables that an element is in. */
    private final List<List<Row>> rows = new ArrayList<>();

    private final Set<Row> used = new HashSet<>();
    private final TreeMap<Double, TreeSet<Integer>> byCost = new TreeMap<>();
    private final double[] costs;

    /** A row of a table. */
    private record Row(int table, int number) {}

    /** Where the elements of a row's axes are among an element, which is 0, and its neighbours. */
    private record Place(int table, List<Integer> axes) {}

    /** An element and the rows it is in, which its neighbours are numbered by. */
    private record Site(int element, List<Row> rows, List<Place> places, List<Integer> neighbours) {}

    private Elimination(Elements elements, List<Table> tables) {
        this.elements = elements;
        this.costs = new double[elements.count()];
        for (int e = 0; e < elements.count(); e++) {
            rows.add(new ArrayList<>());
        }
        tables.forEach(this::add);
        for (int e = 0; e < elements.count(); e++) {
            price(e);
        }
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

    private void add(Table table) {
        int number = tables.size();
        tables.add(table);
        for (int[] axis : table.scope()) {
            for (int r = 0; r < axis.length; r++) {
                rows.get(axis[r]).add(new Row(number, r));
            }
        }
    }

    private Site site(int element) {
        List<Row> live = rows.get(element);
        live.removeIf(used::contains);
        Map<Integer, Integer> numbers = new LinkedHashMap<>(Map.of(element, 0));
        List<Place> places = new ArrayList<>();
        for (Row row : live) {
            List<Integer> axes = new ArrayList<>();
            for (int e : tables.get(row.table).elements(row.number)) {
                numbers.putIfAbsent(e, numbers.size());
                axes.add(numbers.get(e));
            }
            places.add(new Place(row.table, axes));
        }
        List<Integer> all = List.copyOf(numbers.keySet());
        return new Site(element, List.copyOf(live), places, all.subList(1, all.size()));
    }

    private void price(int element) {
        double cost = elements.size(element);
        for (int e : site(element).neighbours) {
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
                Site site = site(e);
                near.addAll(site.neighbours);
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
        return site.places.isEmpty() ? List.of(new Place(-elements.size(site.element), List.of())) : site.places;
    }

    private void eliminate(List<Site> sites) {
        Site first = sites.getFirst();
        List<int[]> neighbours = IntStream.range(0, first.neighbours.size())
                .mapToObj(m -> sites.stream().mapToInt(s -> s.neighbours.get(m)).toArray())
                .toList();
        int[] sizes = new int[neighbours.size() + 2];
        sizes[0] = elements.size(first.element);
        for (int m = 0; m < neighbours.size(); m++) {
            sizes[m + 1] = elements.size(neighbours.get(m)[0]);
        }
        sizes[sizes.length - 1] = sites.size();
        elements.requireFits(
                first.element, first.neighbours.stream().mapToInt(e -> e).toArray(), costs[first.element]);
        Var joined = joined(sites, Shape.of(sizes));
        sites.forEach(s -> used.addAll(s.rows));
        steps.add(new Step(sites.stream().mapToInt(s -> s.element).toArray(), joined, neighbours));
        Var left = LogMath.logSumExp(joined, 0);
        if (neighbours.isEmpty()) {
            totals.add(left.sum());
        } else {
            add(Table.adding(left, neighbours));
        }
    }

    /** The tables of the sites added up, each with the axes that it has. */
    private Var joined(List<Site> sites, Shape shape) {
        Var sum = Functions.broadcastTo(Var.constant(0.0), shape);
        List<Place> places = sites.getFirst().places;
        for (int i = 0; i < places.size(); i++) {
            int row = i;
            Table table = tables.get(places.get(i).table);
            Var part = table.rows(
                    sites.stream().mapToInt(s -> s.rows.get(row).number).toArray());
            Var aligned = Aligned.to(part, places.get(i).axes, shape);
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
