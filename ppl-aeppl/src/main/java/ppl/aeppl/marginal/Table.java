package ppl.aeppl.marginal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * Log-weights of the values of some elements of variables, for many choices of such elements at once. Rows are alike: each is a table
 * over as many elements, and no two are over the same ones.
 *
 * @param value of shape {@code [size of the first element, ..., rows]}
 * @param scope for each axis the elements whose values run along it, one for each row
 */
record Table(Var value, List<int[]> scope) {

    /** Copies the list. */
    Table {
        scope = List.copyOf(scope);
    }

    int rows() {
        return value.shape().size(-1);
    }

    /** Rows over the same elements added together. */
    static Table adding(Var value, List<int[]> scope) {
        int rows = value.shape().size(-1);
        Map<List<Integer>, Integer> places = new LinkedHashMap<>();
        int[] place = new int[rows];
        List<Integer> firsts = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            int row = r;
            List<Integer> elements = scope.stream().map(axis -> axis[row]).toList();
            Integer known = places.putIfAbsent(elements, firsts.size());
            place[r] = known == null ? firsts.size() : known;
            if (known == null) {
                firsts.add(r);
            }
        }
        int n = firsts.size();
        if (n == rows) {
            return new Table(value, scope);
        }
        List<int[]> merged = scope.stream()
                .map(axis -> firsts.stream().mapToInt(r -> axis[r]).toArray())
                .toList();
        return new Table(sums(value, place, n), merged);
    }

    /** Rows that are one after the other, or in turn, are added along an axis; others by their places. */
    private static Var sums(Var value, int[] place, int n) {
        int rows = place.length;
        int each = rows / n;
        int last = value.rank() - 1;
        Shape table = value.shape().slice(0, last);
        if (rows == each * n && IntStream.range(0, rows).allMatch(r -> place[r] == r / each)) {
            return Functions.reshape(value, table.concat(Shape.of(n, each))).sum(-1);
        }
        if (rows == each * n && IntStream.range(0, rows).allMatch(r -> place[r] == r % n)) {
            return Functions.reshape(value, table.concat(Shape.of(each, n))).sum(-2);
        }
        return Functions.scatterAdd(value, constant(place), last, n);
    }

    /** Some rows, in an order of their own. */
    Var rows(int[] chosen) {
        return pick(value, value.rank() - 1, chosen);
    }

    /** Positions of an axis; a slice where they are next to each other, so that data do not become indices. */
    static Var pick(Var x, int axis, int[] positions) {
        boolean next = IntStream.range(0, positions.length).allMatch(i -> positions[i] == positions[0] + i);
        return next && positions.length > 0
                ? Functions.slice(x, axis, positions[0], positions.length, 1)
                : Functions.take(x, constant(positions), axis);
    }

    private static Var constant(int[] positions) {
        return Var.constant(Tensor.of(Arrays.stream(positions).asLongStream().toArray()));
    }

    /** The elements of a row. */
    int[] elements(int row) {
        return scope.stream().mapToInt(axis -> axis[row]).toArray();
    }

    @Override
    public String toString() {
        return value.type() + " of " + scope.stream().map(Arrays::toString).toList();
    }
}
