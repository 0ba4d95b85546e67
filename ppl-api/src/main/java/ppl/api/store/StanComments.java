package ppl.api.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the comments of a file of Stan's CSV say about the run: its configuration before the names of the columns, what the adaptation
 * found after them, and the times at the end. CmdStan and rstan use different names for some of it.
 */
final class StanComments {
    private static final String DEFAULT = "(Default)";
    private static final Pattern TIME = Pattern.compile("([-+.0-9eE]+)\\s+seconds\\s+\\((.+)\\)$");
    private static final List<String> OPTIMISERS = List.of("lbfgs", "bfgs", "newton");

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, String> seconds = new LinkedHashMap<>();
    private boolean byRstan;

    /** Takes a line that begins with {@code #}. A name that comes twice, such as {@code file}, keeps its first value. */
    void add(String line) {
        String text = line.substring(1).strip();
        if (text.endsWith(DEFAULT)) {
            text = text.substring(0, text.length() - DEFAULT.length()).strip();
        }
        if (text.contains("enerated by Stan")) {
            byRstan = true;
        }
        Matcher time = TIME.matcher(text);
        int equals = text.indexOf('=');
        if (time.find()) {
            seconds.put(time.group(2), time.group(1));
        } else if (equals > 0) {
            settings.putIfAbsent(
                    text.substring(0, equals).strip(),
                    text.substring(equals + 1).strip());
        }
    }

    /** Whether there is any sign of Stan in them. */
    boolean areOfStan() {
        return byRstan || settings.containsKey("method") || settings.containsKey("stan_version_major");
    }

    /** What Stan did: {@code sample}, {@code variational}, {@code optimize}, … */
    String method() {
        String named = settings.get("method");
        if (named != null) {
            return named;
        }
        String algorithm = settings.getOrDefault("algorithm", "").toLowerCase(Locale.ROOT);
        if (settings.containsKey("output_samples")) {
            return "variational";
        }
        return OPTIMISERS.contains(algorithm) ? "optimize" : "sample";
    }

    @Nullable
    String text(String name) {
        return settings.get(name);
    }

    /** The first of these settings that is there and a whole number. */
    OptionalLong whole(String... names) {
        for (String name : names) {
            String value = settings.get(name);
            if (value != null && value.matches("-?[0-9]{1,18}")) {
                return OptionalLong.of(Long.parseLong(value));
            }
        }
        return OptionalLong.empty();
    }

    /** Whether a switch is on: 1, or {@code true} since CmdStan 2.35. */
    boolean isOn(String name) {
        return Stream.of("1", "true").anyMatch(settings.getOrDefault(name, "")::equals);
    }

    /** The seconds of a phase: {@code Warm-up}, {@code Sampling}, … */
    OptionalDouble secondsOf(String phase) {
        return number(seconds.get(phase));
    }

    /** The step size that the adaptation found. */
    OptionalDouble stepSize() {
        return number(settings.get("Step size"));
    }

    /** A number of a comment, or nothing if it is damaged: that must not cost the draws. */
    private static OptionalDouble number(@Nullable String text) {
        try {
            return text == null ? OptionalDouble.empty() : OptionalDouble.of(StanNumber.parse(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** The iterations between two that are kept. */
    long thin() {
        return Math.max(1, whole("thin").orElse(1));
    }

    /** The warm-up iterations. */
    OptionalLong warmup() {
        return whole("num_warmup", "warmup");
    }

    /** The draws that a file has when its run has ended. */
    OptionalLong draws() {
        OptionalLong samples = whole("num_samples");
        if (samples.isEmpty() && whole("iter").isPresent() && warmup().isPresent()) {
            samples = OptionalLong.of(whole("iter").getAsLong() - warmup().getAsLong());
        }
        return samples.isPresent() ? OptionalLong.of(kept(samples.getAsLong())) : samples;
    }

    /** The warm-up iterations that a file has, unless the adaptation says where they end. */
    long keptWarmup() {
        boolean fixed = Stream.of("algorithm", "sampler_t")
                .anyMatch(n -> settings.getOrDefault(n, "").equalsIgnoreCase("fixed_param"));
        return fixed || !isOn("save_warmup") ? 0 : kept(warmup().orElse(0));
    }

    private long kept(long iterations) {
        return Math.ceilDiv(Math.max(0, iterations), thin());
    }

    /** Stan's version, such as {@code 2.36.0}; null if the file does not say it. */
    @Nullable
    String version() {
        String major = settings.get("stan_version_major");
        return major == null
                ? null
                : major + "." + settings.getOrDefault("stan_version_minor", "?") + "."
                        + settings.getOrDefault("stan_version_patch", "?");
    }
}
