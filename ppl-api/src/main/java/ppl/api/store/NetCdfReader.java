package ppl.api.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;

/** Finds in the objects of an HDF5 file what netCDF-4 and xarray mean by them: groups, dims, coords, variables. */
final class NetCdfReader {
    /** The attribute of a group that names the variables of it that are neither numbers nor truth values. */
    private static final String LEFT_OUT = "left_out";

    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    /** What netCDF and xarray keep for themselves. */
    private static final Set<String> INTERNAL = Set.of(
            "CLASS",
            "NAME",
            "REFERENCE_LIST",
            "DIMENSION_LIST",
            "_Netcdf4Dimid",
            "_Netcdf4Coordinates",
            "_nc3_strict",
            "_NCProperties",
            "_FillValue",
            "coordinates");

    private final HdfInput in;
    private final AttributeReader attributes;
    private final HeapReader heap;

    NetCdfReader(HdfInput in) {
        this.in = in;
        this.heap = new HeapReader(in);
        this.attributes = new AttributeReader(in, heap);
    }

    InferenceData read() throws IOException {
        ObjectHeader root = ObjectHeader.read(in, rootAddress());
        Map<Group, Dataset> groups = new LinkedHashMap<>();
        for (Map.Entry<String, Long> link : GroupLinks.read(in, root).entrySet()) {
            ObjectHeader header = ObjectHeader.read(in, link.getValue());
            if (GroupLinks.isGroup(header)) {
                try {
                    groups.put(groupOf(link.getKey(), header), dataset(header));
                } catch (IllegalArgumentException e) {
                    // Parts that do not fit together: what a consistent file cannot contain.
                    throw new DataFormatException(header.address(), "group '" + link.getKey() + "': " + e.getMessage());
                }
            }
        }
        return InferenceData.of(groups).withAttributes(notes(attributes.read(root)));
    }

    private static Group groupOf(String name, ObjectHeader header) throws DataFormatException {
        if (name.isBlank()) {
            throw new DataFormatException(header.address(), "a group has no name");
        }
        return new Group(name);
    }

    private long rootAddress() throws IOException {
        Cursor start = in.upTo(0, 128);
        if (start.remaining() < 48 || !Arrays.equals(start.raw(8), SIGNATURE)) {
            throw new DataFormatException(0, "this is no netCDF-4 (HDF5) file");
        }
        int version = start.u8();
        if (version <= 1) {
            start.skip(4);
            requireEight(start, start.u8(), start.u8());
            start.skip(version == 0 ? 9 : 13);
            requireBase(start);
            start.skip(8);
            requireEnd(start);
            start.skip(16);
            return start.i64();
        }
        if (version > 3) {
            throw start.unsupported("an HDF5 superblock of version " + version);
        }
        requireEight(start, start.u8(), start.u8());
        start.skip(1);
        requireBase(start);
        start.skip(8);
        requireEnd(start);
        long root = start.i64();
        start.expectChecksum();
        return root;
    }

    private static void requireEight(Cursor at, int offsetSize, int lengthSize) throws DataFormatException {
        if (offsetSize != 8 || lengthSize != 8) {
            throw at.unsupported("addresses of " + offsetSize + " and sizes of " + lengthSize + " bytes");
        }
    }

    private static void requireBase(Cursor at) throws DataFormatException {
        if (at.i64() != 0) {
            throw at.unsupported("a file inside another file");
        }
    }

    private void requireEnd(Cursor at) throws DataFormatException {
        long end = at.i64();
        if (end > in.size()) {
            throw new DataFormatException(
                    at.position() - 8,
                    "the file should have " + end + " bytes but has " + in.size() + "; it is cut off");
        }
    }

    /** A dataset of the file with its attributes, not read yet. */
    private record Item(String name, DataReader data, Map<String, AttributeReader.Attribute> attributes) {}

    private Dataset dataset(ObjectHeader header) throws IOException {
        Dataset.Builder builder = Dataset.builder();
        Map<Long, Item> items = new LinkedHashMap<>();
        for (Map.Entry<String, Long> link : GroupLinks.read(in, header).entrySet()) {
            ObjectHeader object = ObjectHeader.read(in, link.getValue());
            if (!GroupLinks.isGroup(object)) {
                items.put(
                        link.getValue(), new Item(link.getKey(), new DataReader(in, object), attributes.read(object)));
            }
        }
        Map<Long, String> scales = new LinkedHashMap<>();
        for (Map.Entry<Long, Item> entry : items.entrySet()) {
            Item item = entry.getValue();
            if (text(item, "CLASS").equals("DIMENSION_SCALE")) {
                scales.put(entry.getKey(), item.name());
                if (item.data().extent().rank() == 1
                        && !text(item, "NAME").startsWith("This is a netCDF dimension but not")) {
                    coord(item).ifPresent(coord -> builder.coord(item.name(), coord));
                }
            }
        }
        List<String> leftOut = new ArrayList<>();
        for (Map.Entry<Long, Item> entry : items.entrySet()) {
            if (!scales.containsKey(entry.getKey())) {
                Optional<Variable> variable = variable(entry.getValue(), scales);
                variable.ifPresent(builder::add);
                if (variable.isEmpty()) {
                    leftOut.add(entry.getValue().name());
                }
            }
        }
        notes(attributes.read(header)).forEach(builder::attribute);
        if (!leftOut.isEmpty()) {
            builder.attribute(LEFT_OUT, leftOut);
        }
        return builder.build();
    }

    private Optional<Coord> coord(Item item) throws IOException {
        return switch (item.data().type().kind()) {
            case INTEGER, BOOLEAN -> Optional.of(Coord.of(item.data().longs()));
            case REAL -> Optional.of(Coord.of(item.data().doubles()));
            case FIXED_TEXT, ANY_TEXT -> Optional.of(Coord.of(item.data().texts(heap)));
            case REFERENCES, OTHER -> Optional.empty();
        };
    }

    private Optional<Variable> variable(Item item, Map<Long, String> scales) throws IOException {
        DataReader data = item.data();
        int[] shape = data.extent().shape();
        List<String> dims = dims(item, scales);
        boolean flags = data.type().kind() == ElementType.Kind.BOOLEAN
                || (data.type().kind() == ElementType.Kind.INTEGER
                        && data.type().size() == 1
                        && text(item, "dtype").equals("bool"));
        Variable variable;
        if (flags) {
            variable = Variable.of(item.name(), dims, shape, data.booleans());
        } else if (data.type().kind() == ElementType.Kind.INTEGER) {
            variable = Variable.of(item.name(), dims, shape, data.longs());
        } else if (data.type().kind() == ElementType.Kind.REAL) {
            variable = Variable.of(item.name(), dims, shape, data.doubles());
        } else {
            return Optional.empty();
        }
        Map<String, Object> notes = notes(item.attributes());
        if (flags) {
            notes.remove("dtype");
        }
        return Optional.of(variable.withAttributes(notes));
    }

    private List<String> dims(Item item, Map<Long, String> scales) throws IOException {
        AttributeReader.Attribute list = item.attributes().get("DIMENSION_LIST");
        List<Long> references = list == null ? List.of() : attributes.references(list);
        List<String> dims = new ArrayList<>();
        for (int d = 0; d < item.data().extent().rank(); d++) {
            String scale = d < references.size() ? scales.get(references.get(d)) : null;
            dims.add(scale == null ? item.name() + "_dim_" + d : scale);
        }
        return dims;
    }

    private String text(Item item, String name) throws IOException {
        AttributeReader.Attribute attribute = item.attributes().get(name);
        if (attribute == null || attribute.extent().elements() != 1) {
            return "";
        }
        return switch (attribute.type().kind()) {
            case FIXED_TEXT, ANY_TEXT ->
                attributes.decode(rewound(attribute)).orElse("").toString();
            case INTEGER, REAL, BOOLEAN, REFERENCES, OTHER -> "";
        };
    }

    /** The attribute with a value that can be read once more. */
    private static AttributeReader.Attribute rewound(AttributeReader.Attribute attribute) {
        return new AttributeReader.Attribute(
                attribute.name(),
                attribute.type(),
                attribute.extent(),
                attribute.value().copy());
    }

    private Map<String, Object> notes(Map<String, AttributeReader.Attribute> read) throws IOException {
        Map<String, Object> notes = new LinkedHashMap<>();
        for (AttributeReader.Attribute attribute : read.values()) {
            if (!INTERNAL.contains(attribute.name())) {
                attributes.decode(rewound(attribute)).ifPresent(value -> notes.put(attribute.name(), value));
            }
        }
        return notes;
    }
}
