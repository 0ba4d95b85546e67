package ppl.api.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;

/** What a group of a file contains and the reader left out, with reasons. In inference data it is an attribute of the group. */
final class LeftOut {
    /** The attribute: a list of texts {@code name: reason}. */
    static final String ATTRIBUTE = "left_out";

    private final Set<String> lines = new LinkedHashSet<>();

    void add(String name, NotHeldException why) {
        add(name, why.reason());
    }

    void add(String name, String reason) {
        lines.add(name + ": " + reason);
    }

    /** These attributes with the list of what was left out now, and before the file was written. */
    void addTo(Map<String, Object> attributes) {
        if (!lines.isEmpty()) {
            List<String> all = new ArrayList<>(of(attributes));
            lines.stream().filter(line -> !all.contains(line)).forEach(all::add);
            attributes.put(ATTRIBUTE, all);
        }
    }

    private static List<String> of(Map<String, Object> attributes) {
        Object found = attributes.getOrDefault(ATTRIBUTE, List.of());
        List<?> lines = found instanceof List<?> list ? list : List.of(found);
        return lines.stream().map(Object::toString).toList();
    }

    /** All lines of inference data, with the group in front. */
    static List<String> all(InferenceData data) {
        List<String> all = new ArrayList<>();
        all.addAll(of(data.attributes()));
        for (Group group : data.groups()) {
            of(data.get(group).attributes()).forEach(line -> all.add(group + "/" + line));
        }
        return all;
    }
}
