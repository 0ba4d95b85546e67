package ppl.api.store;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import ppl.api.inference.DataType;

/** What Stan reports of each iteration: its names for it and ArviZ's. */
final class StanStatistic {
    static final String LOG_DENSITY = "lp";
    static final String TREE_DEPTH = "tree_depth";

    private static final Map<String, String> TO_STAN = toStan();
    private static final String SUFFIX = "__";

    private StanStatistic() {}

    private static Map<String, String> toStan() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(LOG_DENSITY, "lp__");
        names.put("acceptance_rate", "accept_stat__");
        names.put("step_size", "stepsize__");
        names.put(TREE_DEPTH, "treedepth__");
        names.put("n_steps", "n_leapfrog__");
        names.put("diverging", "divergent__");
        names.put("energy", "energy__");
        return names;
    }

    /** Stan's name by ours, in the order of Stan's columns. */
    static Map<String, String> stanNames() {
        return TO_STAN;
    }

    /** Our name for Stan's; of one that we have no other for, it without the underscores at its end. */
    static String ourName(String stans) {
        for (Map.Entry<String, String> name : TO_STAN.entrySet()) {
            if (name.getValue().equals(stans)) {
                return name.getKey();
            }
        }
        return stans.substring(0, stans.length() - SUFFIX.length());
    }

    /** What the values of a statistic are, which Stan writes as numbers all. */
    static DataType dtype(String name, double[] values) {
        return switch (name) {
            case "diverging" -> DataType.BOOL;
            case TREE_DEPTH, "n_steps" ->
                Arrays.stream(values).allMatch(v -> v == (long) v) ? DataType.INT64 : DataType.FLOAT64;
            default -> DataType.FLOAT64;
        };
    }
}
