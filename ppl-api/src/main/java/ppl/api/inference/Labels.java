package ppl.api.inference;

import java.util.Collection;
import java.util.StringJoiner;

/** Short texts for error messages and printed data. */
final class Labels {
    private static final int SHOWN = 8;

    private Labels() {}

    /** The first labels, and how many there are beyond them. */
    static String preview(Coord coord) {
        StringJoiner out = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < Math.min(coord.size(), SHOWN); i++) {
            out.add(coord.label(i));
        }
        if (coord.size() > SHOWN) {
            out.add("… " + (coord.size() - SHOWN) + " more");
        }
        return out.toString();
    }

    /** The first names, and how many there are beyond them. */
    static String preview(Collection<String> names) {
        StringJoiner out = new StringJoiner(", ");
        names.stream().limit(SHOWN * 4L).forEach(out::add);
        if (names.size() > SHOWN * 4) {
            out.add("… " + (names.size() - SHOWN * 4) + " more");
        }
        return names.isEmpty() ? "none" : out.toString();
    }
}
