package ppl.backend.cuda.ptx;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What text for a GPU must not hold. A product or sum without {@code .rn} may be contracted to a fused multiply-add, approximate and
 * flushing forms differ from IEEE-754, and a newer language is not known to older drivers.
 */
public final class Lint {

    /** The newest language that the translators at hand know. */
    private static final int NEWEST = 80;

    /** The most bytes of parameters that older drivers take. */
    private static final int MOST_PARAMETERS = 4352;

    private static final Pattern PARAMETER =
            Pattern.compile("^\\.param(?:\\s+\\.align\\s+\\d+)?\\s+\\.[a-z](\\d+)\\s+\\w+(?:\\[(\\d+)])?");
    private static final Pattern VERSION = Pattern.compile("\\.version\\s+(\\d+)\\.(\\d+)");
    private static final Pattern FLOATING = Pattern.compile("(\\w+)((?:\\.\\w+)*)\\.(f32|f64)");

    private static final Set<String> ROUNDED = Set.of("add", "sub", "mul", "fma", "mad", "div", "sqrt", "rcp");

    private Lint() {}

    /** What is wrong, one sentence for each line that is. */
    public static List<String> findings(String text) {
        List<String> findings = new ArrayList<>();
        Matcher version = VERSION.matcher(text);
        if (!version.find()) {
            findings.add("the version of the language is missing");
        } else if (10 * Integer.parseInt(version.group(1)) + Integer.parseInt(version.group(2)) > NEWEST) {
            findings.add("the language " + version.group(1) + "." + version.group(2) + " is newer than 8.0");
        }
        int parameters = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            parameters = line.startsWith(".visible .entry") ? 0 : parameters + parameterBytes(line);
            if (parameters > MOST_PARAMETERS) {
                findings.add("parameters of more than 4352 bytes: " + line);
                break;
            }
        }
        text.lines().map(String::strip).filter(line -> line.endsWith(";")).forEach(line -> inspect(line, findings));
        return findings;
    }

    private static int parameterBytes(String line) {
        Matcher declared = PARAMETER.matcher(line);
        if (!declared.find()) {
            return 0;
        }
        String count = declared.group(2);
        return Integer.parseInt(declared.group(1)) / 8 * (count == null ? 1 : Integer.parseInt(count));
    }

    private static void inspect(String line, List<String> findings) {
        String opcode = opcode(line);
        List<String> parts = List.of(opcode.split("\\."));
        if (parts.contains("approx") || parts.contains("full")) {
            findings.add("approximate arithmetic: " + line);
        }
        if (parts.contains("ftz")) {
            findings.add("subnormal numbers flushed to zero: " + line);
        }
        if (parts.contains("atom") || parts.contains("red")) {
            findings.add("atomics, whose order is not fixed: " + line);
        }
        if (FLOATING.matcher(opcode).matches() && ROUNDED.contains(parts.getFirst()) && !parts.contains("rn")) {
            findings.add("rounding left open: " + line);
        }
        if (parts.getFirst().equals("mad") && opcode.contains(".f")) {
            findings.add("multiply-add that may round twice: " + line);
        }
    }

    private static String opcode(String line) {
        String[] words = line.substring(0, line.length() - 1).split("\\s+");
        return words[0].startsWith("@") && words.length > 1 ? words[1] : words[0];
    }

    /** Refuses text with findings: a fault of the emitter, not of the program. */
    static void check(String text) {
        List<String> findings = findings(text);
        if (!findings.isEmpty()) {
            throw new AssertionError("PTX that may not be shipped: " + findings);
        }
    }
}
