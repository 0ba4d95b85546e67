package ppl.api.sample;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ppl.api.spi.Sampler;

/**
 * Decides which sampler gets which of the user's options. The name of the sampler may precede the name of an option: {@code
 * rw.adaptation}.
 */
final class SamplerSettings {

    private SamplerSettings() {}

    /**
     * The options of a sampler, by its own names.
     *
     * @param among all samplers of the run; a single one gets all options
     */
    static Map<String, Object> of(Sampler sampler, List<Sampler> among, Map<String, Object> given) {
        String prefix = sampler.name() + ".";
        Map<String, Object> own = new TreeMap<>();
        given.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), value);
            } else if (among.size() == 1 || sampler.options().contains(name)) {
                own.putIfAbsent(name, value);
            }
        });
        return own;
    }

    /**
     * Refuses options that no sampler has, and options that several have if the user names none of them.
     *
     * @throws SamplingException naming the option and the samplers
     */
    static void requireKnown(List<Sampler> among, Map<String, Object> given) {
        for (String name : new TreeMap<>(given).keySet()) {
            if (among.stream().anyMatch(s -> name.startsWith(s.name() + "."))) {
                String plain = name.substring(name.indexOf('.') + 1);
                if (given.containsKey(plain)) {
                    throw new SamplingException(
                            SamplingCode.OPTION,
                            "options " + name + " and " + plain + " are both given: leave one of them out");
                }
                continue;
            }
            List<Sampler> having =
                    among.stream().filter(s -> s.options().contains(name)).toList();
            if (having.isEmpty()) {
                throw new SamplingException(
                        SamplingCode.OPTION,
                        "no sampler of this run has an option '" + name + "'. "
                                + String.join(
                                        "; ",
                                        among.stream()
                                                .map(s -> s.name() + " has: " + String.join(", ", s.options()))
                                                .toList())
                                + ".");
            }
            if (having.size() > 1) {
                List<String> full =
                        having.stream().map(s -> s.name() + "." + name).toList();
                throw new SamplingException(
                        SamplingCode.OPTION,
                        "option " + name
                                + " is one of several samplers of this run, and means something else to each: say which,"
                                + " by " + String.join(" or ", full));
            }
        }
    }
}
