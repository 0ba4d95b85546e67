package ppl.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One measured number.
 *
 * @param bench the benchmark, by its name in the {@link Catalogue}
 * @param what the case within it, for example {@code min bulk ESS per second}
 * @param value a finite number
 * @param unit of the value, for example {@code s}, {@code ns}, {@code count}, {@code 1/s}; never empty
 * @param notes what else tells this figure from others, for example the backend; keys are not those of the figure itself
 */
public record Figure(String bench, String what, double value, String unit, Map<String, String> notes) {
    public Figure {
        Objects.requireNonNull(bench, "bench");
        Objects.requireNonNull(what, "what");
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(bench + ", " + what + ": the value is " + value
                    + ", and JSON has no such number; measure again or leave the figure out");
        }
        if (unit.isBlank()) {
            throw new IllegalArgumentException(
                    bench + ", " + what + ": a figure needs a unit; use \"count\" for a plain number");
        }
        for (String key : notes.keySet()) {
            if (key.equals("bench") || key.equals("case") || key.equals("value") || key.equals("unit")) {
                throw new IllegalArgumentException(
                        bench + ", " + what + ": a note cannot be called \"" + key + "\", the figure has that key");
            }
        }
        notes = Map.copyOf(notes);
    }

    public static Figure of(String bench, String what, double value, String unit) {
        return new Figure(bench, what, value, unit, Map.of());
    }

    /** The same figure with one note more, or with another value for that note. */
    public Figure with(String key, String note) {
        var more = new LinkedHashMap<>(notes);
        more.put(key, note);
        return new Figure(bench, what, value, unit, more);
    }

    /** This figure as one line of JSON: {@code bench}, {@code case}, {@code value}, {@code unit}, then the notes by name. */
    public String json() {
        String known = "\"bench\":" + quoted(bench) + ",\"case\":" + quoted(what) + ",\"value\":" + number()
                + ",\"unit\":" + quoted(unit);
        String more = notes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(note -> "," + quoted(note.getKey()) + ":" + quoted(note.getValue()))
                .collect(Collectors.joining());
        return "{" + known + more + "}";
    }

    private String number() {
        return value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }

    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
