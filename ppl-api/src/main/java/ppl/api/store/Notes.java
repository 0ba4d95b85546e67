package ppl.api.store;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The attributes of an object.
 *
 * @param values by name: text, integer, real, or a list of one of these
 * @param unreadable those that are none of these, by name, each with the reason
 * @param scales for each dim of a dataset the address of the scale that is attached to it
 */
record Notes(Map<String, Object> values, Map<String, String> unreadable, List<Long> scales) {
    /** What HDF5, netCDF and xarray keep for themselves. */
    private static final Set<String> INTERNAL = Set.of(
            "CLASS",
            "NAME",
            "REFERENCE_LIST",
            "DIMENSION_LIST",
            "_Netcdf4Dimid",
            "_Netcdf4Coordinates",
            "_nc3_strict",
            "_NCProperties",
            "coordinates");

    static Notes read(AttributeReader reader, ObjectHeader header) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, String> unreadable = new LinkedHashMap<>();
        List<Long> scales = List.of();
        for (AttributeReader.Attribute attribute : reader.read(header).values()) {
            String name = attribute.name();
            if (name.equals("DIMENSION_LIST")) {
                scales = reader.references(attribute);
            } else {
                Optional<Object> value = reader.decode(attribute);
                boolean tooLarge = value.isPresent()
                        && attribute.type().isUnsigned64()
                        && !CfDecoding.NAMES.contains(name)
                        && hasNegative(value.get());
                if (value.isPresent() && !tooLarge) {
                    values.put(name, value.get());
                } else if (!INTERNAL.contains(name)) {
                    unreadable.put(
                            name,
                            tooLarge
                                    ? "an integer above 2^63"
                                    : attribute.type().name());
                }
            }
        }
        return new Notes(values, unreadable, scales);
    }

    private static boolean hasNegative(Object value) {
        return value instanceof Long one && one < 0
                || value instanceof List<?> list && list.stream().anyMatch(Notes::hasNegative);
    }

    /** The text of this name; empty where there is none. */
    String text(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    /** Those that mean something to users. */
    Map<String, Object> free() {
        Map<String, Object> free = new LinkedHashMap<>(values);
        free.keySet().removeAll(INTERNAL);
        return free;
    }

    /** Names the attributes that could not be read. */
    void report(String owner, LeftOut leftOut) {
        unreadable.forEach((name, reason) -> leftOut.add(owner + "attribute '" + name + "'", "its type is " + reason));
    }
}
