package ppl.api.inference;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;

/**
 * Chooses variables by name: {@code "mu"} takes one, {@code "theta.*"} takes all whose whole name the regular expression
 * matches, and {@code "~a"} or {@code "~.*_raw"} leaves out. If there are only filters that leave out, all other variables are chosen.
 *
 * <p><b>Errors.</b> A filter that matches nothing is a {@link ResultException} that lists the names there are: a typo
 * must not silently give an empty table.
 */
final class VarNames {
    private VarNames() {}

    /** The chosen names, in the order of {@code names}. */
    static List<String> filter(Collection<String> names, String... filters) {
        Set<String> taken = new LinkedHashSet<>();
        Set<String> dropped = new LinkedHashSet<>();
        boolean positive = false;
        for (String filter : filters) {
            boolean negative = filter.startsWith("~") && !names.contains(filter);
            positive |= !negative;
            (negative ? dropped : taken).addAll(matching(names, negative ? filter.substring(1) : filter));
        }
        boolean all = !positive;
        return names.stream()
                .filter(name -> (all || taken.contains(name)) && !dropped.contains(name))
                .toList();
    }

    private static List<String> matching(Collection<String> names, String filter) {
        if (names.contains(filter)) {
            return List.of(filter);
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(filter);
        } catch (PatternSyntaxException e) {
            throw new ResultException(
                    ResultCode.ABSENT,
                    "'" + filter + "' is neither a variable nor a regular expression (" + e.getDescription()
                            + "); there are: " + Labels.preview(names),
                    e);
        }
        List<String> found =
                names.stream().filter(name -> pattern.matcher(name).matches()).toList();
        if (found.isEmpty()) {
            int bracket = filter.indexOf('[');
            String variable = bracket > 0 && filter.endsWith("]") ? filter.substring(0, bracket) : "";
            throw new ResultException(
                    ResultCode.ABSENT,
                    "no variable is called or matches '" + filter + "'; there are: "
                            + Labels.preview(names)
                            + (names.contains(variable)
                                    ? ". Variables are chosen whole: '" + variable
                                            + "' has the element, if there is one"
                                    : ""));
        }
        return found;
    }
}
