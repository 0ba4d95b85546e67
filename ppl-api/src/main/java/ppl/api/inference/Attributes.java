package ppl.api.inference;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;

/** The values that an attribute may have: those that a file can hold and that Python reads back as the same values. */
final class Attributes {
    private Attributes() {}

    static Map<String, Object> copyOf(Map<String, ?> attributes) {
        Map<String, Object> copy = new LinkedHashMap<>();
        attributes.forEach((name, value) -> copy.put(name, checked(name, value)));
        return Collections.unmodifiableMap(copy);
    }

    static Object checked(String name, Object value) {
        return switch (value) {
            case String text -> text;
            case Integer number -> (long) number;
            case Long number -> number;
            case Double number -> number;
            case Boolean flag -> flag ? 1L : 0L;
            case List<?> list when isUniform(list) -> List.copyOf(list);
            default ->
                throw new ResultException(
                        ResultCode.CONTENT,
                        "attribute '" + name + "' is a " + value.getClass().getName()
                                + "; give a String, Long, Double, or a List of one of these");
        };
    }

    private static boolean isUniform(List<?> list) {
        return list.stream().allMatch(String.class::isInstance)
                || list.stream().allMatch(Long.class::isInstance)
                || list.stream().allMatch(Double.class::isInstance);
    }
}
