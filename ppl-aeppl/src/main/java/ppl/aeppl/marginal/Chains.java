package ppl.aeppl.marginal;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.marginal.TableRows.Row;
import ppl.aeppl.marginal.TableRows.Site;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.Functions;
import ppl.graph.Scan;
import ppl.graph.Shape;
import ppl.graph.Var;

/**
 * Chains of alike elements, each a neighbour of the next, summed out from an end by one loop. A thousand steps that are written
 * out are a graph of thousands of small operations; as a loop they are one operation, and so is their gradient.
 *
 * <p>Source: the forward algorithm (Rabiner 1989, Proceedings of the IEEE 77, eqs. 19 to 21), in logs.
 */
final class Chains {

    /** Shorter ones are written out. */
    private static final int SHORTEST = 4;

    private final Elements elements;
    private final TableRows rows;

    Chains(Elements elements, TableRows rows) {
        this.elements = elements;
        this.rows = rows;
    }

    /** Sums out all but the last element of the chain that begins at an end; null if there is no chain, or only a short one. */
    Elimination.@Nullable Chain from(int end) {
        List<Site> path = path(end);
        List<Link> links = new ArrayList<>();
        for (int t = 0; t + 1 < path.size(); t++) {
            Link link = link(path.get(t), path.get(t + 1));
            if (link == null || (t > 0 && !link.isLike(links.getFirst()))) {
                break;
            }
            links.add(link);
        }
        return links.size() < SHORTEST ? null : sum(path.subList(0, links.size() + 1), links);
    }

    /** Elements of as many values, each with one neighbour beside the one before it. */
    private List<Site> path(int end) {
        List<Site> path = new ArrayList<>();
        Site at = rows.site(end);
        int before = -1;
        while (at.neighbours().size() <= 2) {
            path.add(at);
            int from = before;
            List<Integer> ahead =
                    at.neighbours().stream().filter(e -> e != from).toList();
            if (ahead.size() != 1 || elements.size(ahead.getFirst()) != elements.size(end)) {
                break;
            }
            before = at.element();
            at = rows.site(ahead.getFirst());
        }
        return path;
    }

    /**
     * From one element to the next.
     *
     * @param pairs tables of both
     * @param turned for each whether its first axis is the next element
     * @param own tables of the next element alone
     */
    private record Link(List<Row> pairs, List<Boolean> turned, List<Row> own) {
        boolean isLike(Link other) {
            return turned.equals(other.turned) && own.size() == other.own.size();
        }
    }

    private @Nullable Link link(Site from, Site to) {
        List<Row> pairs = new ArrayList<>();
        List<Boolean> turned = new ArrayList<>();
        for (Row row : from.rows()) {
            int[] scope = rows.elements(row);
            if (scope.length > 2) {
                return null;
            }
            if (scope.length == 2 && (scope[0] == to.element() || scope[1] == to.element())) {
                pairs.add(row);
                turned.add(scope[0] == to.element());
            }
        }
        return new Link(pairs, turned, alone(to));
    }

    private List<Row> alone(Site site) {
        return site.rows().stream().filter(r -> rows.elements(r).length == 1).toList();
    }

    private Elimination.Chain sum(List<Site> path, List<Link> links) {
        int n = links.size();
        int values = elements.size(path.getFirst().element());
        Var first = Functions.broadcastTo(Var.constant(0.0), Shape.of(values));
        List<Row> ofFirst = alone(path.getFirst());
        for (Row r : ofFirst) {
            first = first.plus(Functions.reshape(rows.table(r.table()).rows(new int[] {r.number()}), values));
        }
        Var own = Functions.broadcastTo(Var.constant(0.0), Shape.of(n, values));
        for (int i = 0; i < links.getFirst().own().size(); i++) {
            int slot = i;
            own = own.plus(along(links.stream().map(l -> l.own().get(slot)).toList(), false));
        }
        Var same = Functions.broadcastTo(Var.constant(0.0), Shape.of(values, values));
        Var differing = null;
        for (int i = 0; i < links.getFirst().pairs().size(); i++) {
            int slot = i;
            List<Row> pairs = links.stream().map(l -> l.pairs().get(slot)).toList();
            boolean turned = links.getFirst().turned().get(i);
            Var shared = shared(pairs);
            if (shared != null) {
                same = same.plus(turned ? Functions.transpose(shared) : shared);
            } else {
                Var each = along(pairs, turned);
                differing = differing == null ? each : differing.plus(each);
            }
        }
        rows.use(ofFirst);
        links.forEach(l -> {
            rows.use(l.pairs());
            rows.use(l.own());
        });
        return looped(path, first, own, same, differing);
    }

    private static Elimination.Chain looped(List<Site> path, Var first, Var own, Var same, @Nullable Var differing) {
        int n = path.size() - 1;
        int values = first.shape().size(0);
        Scan over = differing == null ? Scan.over(own) : Scan.over(own, differing);
        Scan.Result run = over.from(first).run(t -> {
            Var pairs = differing == null ? same : same.plus(t.element(1));
            Var joined = Functions.expandDims(t.state(), 1).plus(pairs);
            return t.next(LogMath.logSumExp(joined, 0).plus(t.element(0)));
        });
        Var before = Functions.concat(
                List.of(Functions.reshape(first, 1, values), Functions.slice(run.states(), 0, 0, n - 1, 1)), 0);
        Var joined = Functions.expandDims(before, 2).plus(differing == null ? same : same.plus(differing));
        int[] summed = path.subList(0, n).stream().mapToInt(Site::element).toArray();
        Table left = new Table(
                Functions.reshape(run.last(), values, 1),
                List.of(new int[] {path.getLast().element()}));
        return new Elimination.Chain(summed, joined, path.getLast().element(), left);
    }

    /** The table that all rows are, if they are one. */
    private @Nullable Var shared(List<Row> of) {
        Row first = of.getFirst();
        Var value = rows.table(first.table()).value();
        boolean one = of.stream()
                .allMatch(r ->
                        r.number() == first.number() && rows.table(r.table()).value() == value);
        return one
                ? Functions.squeeze(rows.table(first.table()).rows(new int[] {first.number()}), value.rank() - 1)
                : null;
    }

    /** Rows along a first axis. */
    private Var along(List<Row> of, boolean turned) {
        Map<Var, Integer> starts = new IdentityHashMap<>();
        List<Var> parts = new ArrayList<>();
        int end = 0;
        int[] positions = new int[of.size()];
        for (int i = 0; i < positions.length; i++) {
            Var value = rows.table(of.get(i).table()).value();
            Integer start = starts.get(value);
            if (start == null) {
                start = end;
                starts.put(value, end);
                parts.add(value);
                end += value.shape().size(-1);
            }
            positions[i] = start + of.get(i).number();
        }
        int last = parts.getFirst().rank() - 1;
        Var picked = Table.pick(Functions.concat(parts, last), last, positions);
        int[] order = IntStream.concat(IntStream.of(last), turned ? IntStream.of(1, 0) : IntStream.range(0, last))
                .toArray();
        return Functions.transpose(picked, order);
    }
}
