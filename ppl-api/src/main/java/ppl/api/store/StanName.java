package ppl.api.store;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of a column in Stan's CSV, taken apart: {@code y.2.1} is the element [2, 1] of y, counted from 1, {@code t:2.3} the element
 * [3] of the second part of a tuple t, {@code z.1.real} the real part of the element [1] of a complex z.
 *
 * @param variable the name without indices: {@code y}, {@code t:2}, {@code z.real}
 * @param index the indices, from 1
 */
record StanName(String variable, List<Integer> index) {
    static StanName parse(String column) {
        StringBuilder variable = new StringBuilder();
        List<Integer> index = new ArrayList<>();
        int from = 0;
        char before = 0;
        while (from <= column.length()) {
            int to = from;
            while (to < column.length() && column.charAt(to) != '.' && column.charAt(to) != ':') {
                to++;
            }
            String part = column.substring(from, to);
            if (before == '.' && part.matches("[1-9][0-9]{0,8}")) {
                index.add(Integer.parseInt(part));
            } else {
                if (before != 0) {
                    variable.append(before);
                }
                variable.append(part);
            }
            before = to < column.length() ? column.charAt(to) : 0;
            from = to + 1;
        }
        return new StanName(variable.toString(), List.copyOf(index));
    }
}
