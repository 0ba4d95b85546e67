package ppl.aeppl.marginal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All tables there are, and of which of their rows each element is one of. Rows that were summed are used up. */
final class TableRows {

    private final List<Table> tables = new ArrayList<>();
    private final List<List<Row>> ofElement = new ArrayList<>();
    private final Set<Row> used = new HashSet<>();

    /** A row of a table. */
    record Row(int table, int number) {}

    /** Where the elements of a row's axes are among an element, which is 0, and its neighbours. */
    record Place(int table, List<Integer> axes) {}

    /** An element and the rows it is in, which its neighbours are numbered by. */
    record Site(int element, List<Row> rows, List<Place> places, List<Integer> neighbours) {}

    TableRows(int elements) {
        for (int e = 0; e < elements; e++) {
            ofElement.add(new ArrayList<>());
        }
    }

    void add(Table table) {
        int number = tables.size();
        tables.add(table);
        for (int[] axis : table.scope()) {
            for (int r = 0; r < axis.length; r++) {
                ofElement.get(axis[r]).add(new Row(number, r));
            }
        }
    }

    Table table(int number) {
        return tables.get(number);
    }

    /** The elements of a row, one for each axis. */
    int[] elements(Row row) {
        return tables.get(row.table).elements(row.number);
    }

    void use(List<Row> rows) {
        used.addAll(rows);
    }

    Site site(int element) {
        List<Row> live = ofElement.get(element);
        live.removeIf(used::contains);
        Map<Integer, Integer> numbers = new LinkedHashMap<>(Map.of(element, 0));
        List<Place> places = new ArrayList<>();
        for (Row row : live) {
            List<Integer> axes = new ArrayList<>();
            for (int e : elements(row)) {
                numbers.putIfAbsent(e, numbers.size());
                axes.add(numbers.get(e));
            }
            places.add(new Place(row.table, axes));
        }
        List<Integer> all = List.copyOf(numbers.keySet());
        return new Site(element, List.copyOf(live), places, all.subList(1, all.size()));
    }
}
