package ppl.aeppl.marginal;

import static ppl.graph.Functions.equal;
import static ppl.graph.Functions.where;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.batch.BatchAxis;
import ppl.graph.batch.Batched;
import ppl.graph.batch.Vectorized;
import ppl.graph.batch.Vectorized.Dependents;
import ppl.graph.op.Broadcast;

/** Terms as tables over the elements of the variables they depend on: each is evaluated once, for all values together. */
final class Tabulation {

    /** The most entries of the table of one row. */
    static final double MOST = 1 << 22;

    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private final Elements elements;
    private final Dependents dependents;
    private final ElementSets sets = new ElementSets();
    private final Scopes scopes;
    private final Map<List<List<Integer>>, Table> tables = new LinkedHashMap<>();
    private Var constant = Var.constant(0.0);

    Tabulation(Elements elements, Dependents dependents) {
        this.elements = elements;
        this.dependents = dependents;
        this.scopes = new Scopes(elements.latents(), sets, dependents);
    }

    /** Adds a number times the sum of the elements of a node. */
    void add(Var term, double weight) {
        int[] scope = scopes.of(term);
        Set<Integer> distinct = IntStream.of(scope).boxed().collect(Collectors.toCollection(TreeSet::new));
        if (distinct.contains(ElementSets.MANY)) {
            throw elements.tooMany(term, reached(term));
        }
        for (int set : distinct) {
            elements.requireFits(term, sets.elements(set));
        }
        Coloring colors = Coloring.of(distinct, sets, elements::size);
        List<BatchAxis> axes = colors.axes();
        Map<Var, Batched> values = new IdentityHashMap<>();
        reached(term).forEach(z -> values.put(z.standIn(), values(z, colors)));
        Var batched = weighted(
                Vectorized.of(List.of(term), values, dependents).getFirst().over(axes), weight);
        boolean alike = distinct.size() == 1;
        int[] rows = alike ? new int[] {scope[0]} : scope;
        Var each = alike ? summed(batched, axes.size()) : batched;
        Var flat = Functions.reshape(each, shape(axes).concat(Shape.of(rows.length)));
        byAxes(rows, colors).forEach((used, chosen) -> take(flat, axes, used, chosen, scope, colors));
    }

    /** The sum over all axes from one on. */
    private static Var summed(Var x, int from) {
        return x.rank() == from ? x : x.sum(IntStream.range(from, x.rank()).toArray());
    }

    private static Var weighted(Var x, double weight) {
        Var real = x.cast(DType.F64);
        return weight == 1 ? real : real.times(weight);
    }

    private static Shape shape(List<BatchAxis> axes) {
        return Shape.of(axes.stream().mapToInt(BatchAxis::size).toArray());
    }

    /** The variables that a node depends on. */
    private List<Latent> reached(Var term) {
        return dependents.order(List.of(term)).stream()
                .map(elements::ofStandIn)
                .filter(Objects::nonNull)
                .toList();
    }

    /** All values of a variable, each of its elements along its own axis. */
    private Batched values(Latent z, Coloring colors) {
        Map<BatchAxis, boolean[]> parts = new LinkedHashMap<>();
        for (int e = z.first(); e < z.end(); e++) {
            BatchAxis axis = colors.axis(e);
            if (axis != null) {
                parts.computeIfAbsent(axis, _ -> new boolean[z.elements()])[e - z.first()] = true;
            }
        }
        List<BatchAxis> axes = parts.keySet().stream().sorted().toList();
        if (axes.isEmpty()) {
            Var least = z.value(Var.constant(0L));
            return Batched.same(Functions.broadcastTo(least, z.standIn().shape()));
        }
        Var all = z.along(axes.getFirst()).over(axes);
        for (BatchAxis axis : axes.subList(1, axes.size())) {
            Var here = Var.constant(Tensor.wrap(
                    Objects.requireNonNull(parts.get(axis)), z.standIn().shape().sizes()));
            Shape shape = shape(axes).concat(z.standIn().shape());
            int[] own = IntStream.range(axes.size(), shape.rank()).toArray();
            all = where(Broadcast.into(here, shape, own), z.along(axis).over(axes), all);
        }
        return new Batched(all, axes);
    }

    /** The rows that use each set of axes. */
    private Map<List<BatchAxis>, List<Integer>> byAxes(int[] scope, Coloring colors) {
        Map<Integer, List<BatchAxis>> ofSet = new HashMap<>();
        Map<List<BatchAxis>, List<Integer>> rows = new LinkedHashMap<>();
        for (int r = 0; r < scope.length; r++) {
            List<BatchAxis> used = ofSet.computeIfAbsent(scope[r], s -> Arrays.stream(sets.elements(s))
                    .mapToObj(colors::axis)
                    .sorted()
                    .toList());
            rows.computeIfAbsent(used, _ -> new ArrayList<>()).add(r);
        }
        return rows;
    }

    /** Takes some rows as a table over the axes that they use; along the others they are the same. */
    private void take(
            Var flat, List<BatchAxis> axes, List<BatchAxis> used, List<Integer> rows, int[] scope, Coloring colors) {
        Var part = flat;
        for (int a = axes.size() - 1; a >= 0; a--) {
            if (!used.contains(axes.get(a))) {
                part = Functions.squeeze(Functions.slice(part, a, 0, 1, 1), a);
            }
        }
        int[] chosen = rows.stream().mapToInt(i -> i).toArray();
        part = Table.pick(part, part.rank() - 1, chosen);
        if (used.isEmpty()) {
            constant = constant.plus(part.sum());
            return;
        }
        List<int[]> ofAxes = new ArrayList<>();
        for (BatchAxis axis : used) {
            ofAxes.add(IntStream.of(chosen)
                    .map(r -> IntStream.of(sets.elements(scope[r]))
                            .filter(e -> axis.equals(colors.axis(e)))
                            .findFirst()
                            .orElseThrow())
                    .toArray());
        }
        Table table = Table.adding(part, ofAxes);
        List<List<Integer>> key = table.scope().stream()
                .map(axis -> Arrays.stream(axis).boxed().toList())
                .toList();
        tables.merge(key, table, (x, y) -> new Table(x.value().plus(y.value()), x.scope()));
    }

    /** The tables; an entry of −∞ hands no gradient back, as what it came from may have none. */
    List<Table> tables() {
        return tables.values().stream()
                .map(t -> new Table(
                        where(equal(t.value(), Var.constant(NEVER)), Var.constant(NEVER), t.value()), t.scope()))
                .toList();
    }

    /** The sum of what turned out not to depend on the variables. */
    Var constant() {
        return constant;
    }
}
