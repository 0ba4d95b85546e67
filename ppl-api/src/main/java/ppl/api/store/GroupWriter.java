package ppl.api.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Coord;
import ppl.api.inference.DataType;
import ppl.api.inference.Dataset;
import ppl.api.inference.Variable;

/**
 * One group of a netCDF-4 file: a dimension scale per dim, a dataset per variable that refers to its scales, and the group that
 * links them.
 */
final class GroupWriter {
    private static final int BLOCK = 1 << 16;

    private final HdfOutput out;
    private final int deflate;
    private final Map<String, Long> present;
    private final Map<String, Long> links = new LinkedHashMap<>();
    private final Map<String, Long> addresses = new LinkedHashMap<>();

    private int nextDimId;

    /**
     * A writer of one group.
     *
     * @param firstDimId the number of its first dim: netCDF numbers the dims of all groups of a file together
     */
    GroupWriter(HdfOutput out, int deflate, int firstDimId) {
        this(out, deflate, firstDimId, Map.of());
    }

    /**
     * A writer of one group, of which a part is in the file.
     *
     * @param present where dims and variables are that are not written again
     */
    GroupWriter(HdfOutput out, int deflate, int firstDimId, Map<String, Long> present) {
        this.out = out;
        this.deflate = deflate;
        this.nextDimId = firstDimId;
        this.present = present;
    }

    /** Writes the group and all in it; returns its address. */
    long write(String group, Dataset dataset) throws IOException {
        for (Map.Entry<String, Coord> entry : dataset.coords().entrySet()) {
            requireName(group, entry.getKey());
            Long there = present.get(entry.getKey());
            links.put(entry.getKey(), there != null ? there : scale(entry.getKey(), entry.getValue(), nextDimId++));
        }
        Map<String, byte[]> references = references(dataset);
        for (Variable variable : dataset.variables()) {
            requireName(group, variable.name());
            if (links.containsKey(variable.name())) {
                throw new ResultException(
                        ResultCode.NAME,
                        "group '" + group + "' has both a dim and a variable called '" + variable.name()
                                + "', which files cannot tell apart; rename one");
            }
            requireAttributes(group, variable);
            Long there = present.get(variable.name());
            links.put(variable.name(), there != null ? there : variable(variable, references));
        }
        return group(links, dataset.attributes(), out);
    }

    /** Where the dims and variables are. */
    Map<String, Long> links() {
        return links;
    }

    /** The number of the next dim. */
    int nextDimId() {
        return nextDimId;
    }

    /** Where the elements of each contiguous variable start. */
    Map<String, Long> addresses() {
        return addresses;
    }

    /** A group of these links. */
    static long group(Map<String, Long> links, Map<String, Object> attributes, HdfOutput out) throws IOException {
        List<Message> messages = new ArrayList<>();
        messages.add(Message.linkInfo(links.size()));
        messages.add(Message.groupInfo());
        List<Message> notes = AttributeWriter.messages(attributes, out);
        messages.add(Message.attributeInfo(notes.size()));
        int order = 0;
        for (Map.Entry<String, Long> link : links.entrySet()) {
            messages.add(Message.link(link.getKey(), order++, link.getValue()));
        }
        messages.addAll(notes);
        return out.append(Message.header(messages));
    }

    private static void requireName(String group, String name) {
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.equals(".") || name.indexOf('\0') >= 0) {
            throw new ResultException(
                    ResultCode.NAME,
                    "'" + name + "' in group '" + group
                            + "' cannot be a name in a file: it has a slash in it, or is empty");
        }
    }

    /** Attributes by which readers change the numbers, so that a file with them would not hold these numbers. */
    private static void requireAttributes(String group, Variable variable) {
        variable.attributes().forEach((name, value) -> {
            boolean applied = CfDecoding.NAMES.contains(name)
                    || name.equals("coordinates")
                    || (name.equals("dtype") && value.equals("bool"))
                    || (name.equals("units") && value.toString().contains("since"));
            if (applied) {
                throw new ResultException(
                        ResultCode.CONTENT,
                        "variable '" + variable.name() + "' in group '" + group
                                + "' has the attribute '" + name + "' (" + value
                                + "), by which readers of netCDF would change its numbers; rename it");
            }
        });
    }

    private long scale(String dim, Coord labels, int dimId) throws IOException {
        out.align();
        long address = out.address();
        Bytes type;
        int elementSize = 8;
        switch (labels) {
            case Coord.Longs longs -> {
                type = Encodings.signed(8);
                out.put(longs.toArray(), labels.size());
            }
            case Coord.Doubles doubles -> {
                type = Encodings.float64();
                out.put(doubles.toArray(), labels.size());
            }
            case Coord.Strings strings -> {
                type = Encodings.anyText();
                elementSize = 16;
                List<byte[]> references = GlobalHeap.write(
                        out,
                        strings.values().stream()
                                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                                .toList(),
                        1);
                out.align();
                address = out.address();
                for (byte[] reference : references) {
                    out.put(reference);
                }
            }
        }
        Bytes name = new Bytes().raw(dim.getBytes(StandardCharsets.UTF_8)).u8(0);
        List<Message> attributes = List.of(
                Message.attribute(
                        "CLASS", Encodings.text(16, false), Encodings.scalar(), new Bytes().ascii("DIMENSION_SCALE\0")),
                Message.attribute("NAME", Encodings.text(name.size(), false), Encodings.scalar(), name),
                Message.attribute("_Netcdf4Dimid", Encodings.signed(4), Encodings.scalar(), new Bytes().u32(dimId)));
        return dataset(
                List.of(
                        Message.dataspace(labels.size()),
                        Message.datatype(type),
                        Message.fillValue(),
                        Message.contiguous(address, (long) elementSize * labels.size())),
                attributes);
    }

    /** For each dim the heap reference to the one-element list of its scale. */
    private Map<String, byte[]> references(Dataset dataset) throws IOException {
        List<String> dims = List.copyOf(dataset.coords().keySet());
        List<byte[]> lists = new ArrayList<>();
        for (String dim : dims) {
            lists.add(new Bytes().i64(links.getOrDefault(dim, Bytes.UNDEFINED)).toArray());
        }
        List<byte[]> written = GlobalHeap.write(out, lists, 8);
        Map<String, byte[]> byDim = new LinkedHashMap<>();
        for (int i = 0; i < dims.size(); i++) {
            byDim.put(dims.get(i), written.get(i));
        }
        return byDim;
    }

    private long variable(Variable variable, Map<String, byte[]> references) throws IOException {
        List<Message> messages = new ArrayList<>();
        messages.add(Message.dataspace(variable.shape()));
        messages.add(Message.datatype(
                switch (variable.dtype()) {
                    case FLOAT64 -> Encodings.float64();
                    case INT64 -> Encodings.signed(8);
                    case BOOL -> Encodings.signed(1);
                }));
        messages.add(Message.fillValue());
        int elementSize = variable.dtype() == DataType.BOOL ? 1 : 8;
        if (deflate > 0 && variable.rank() > 0 && variable.size() > 0) {
            int[] chunk = ChunkWriter.chunk(variable.shape(), elementSize);
            long index = new ChunkWriter(out, elementSize, deflate)
                    .write((from, count) -> elements(variable, from, count), variable.shape(), chunk);
            messages.add(Message.chunked(index, chunk, elementSize));
            messages.add(Message.shuffleAndDeflate(elementSize, deflate));
        } else {
            long address = data(variable);
            addresses.put(variable.name(), address);
            messages.add(Message.contiguous(address, (long) elementSize * variable.size()));
        }
        List<Message> attributes = new ArrayList<>();
        if (variable.rank() > 0) {
            Bytes list = new Bytes();
            variable.dims().forEach(dim -> list.raw(references.getOrDefault(dim, new byte[16])));
            attributes.add(Message.attribute(
                    "DIMENSION_LIST", Encodings.references(), Encodings.dataspace(variable.rank()), list));
        }
        Map<String, Object> notes = new LinkedHashMap<>(variable.attributes());
        if (variable.dtype() == DataType.BOOL) {
            // How xarray marks truth values, which netCDF does not have.
            notes.put("dtype", "bool");
        }
        attributes.addAll(AttributeWriter.messages(notes, out));
        return dataset(messages, attributes);
    }

    private long dataset(List<Message> messages, List<Message> attributes) throws IOException {
        List<Message> all = new ArrayList<>(messages);
        all.add(Message.attributeInfo(attributes.size()));
        all.addAll(attributes);
        return out.append(Message.header(all));
    }

    private long data(Variable variable) throws IOException {
        out.align();
        long address = out.address();
        switch (variable.dtype()) {
            case FLOAT64 -> {
                double[] block = new double[Math.min(BLOCK, variable.size())];
                for (int from = 0; from < variable.size(); from += BLOCK) {
                    int count = Math.min(BLOCK, variable.size() - from);
                    variable.copyDoubles(from, block, 0, count);
                    out.put(block, count);
                }
            }
            case INT64, BOOL -> {
                for (int from = 0; from < variable.size(); from += BLOCK) {
                    out.put(elements(variable, from, Math.min(BLOCK, variable.size() - from)));
                }
            }
        }
        return address;
    }

    private static byte[] elements(Variable variable, int from, int count) {
        if (variable.dtype() == DataType.INT64) {
            ByteBuffer bytes = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
            long[] block = new long[count];
            variable.copyLongs(from, block, 0, count);
            bytes.asLongBuffer().put(block);
            return bytes.array();
        }
        double[] block = new double[count];
        variable.copyDoubles(from, block, 0, count);
        if (variable.dtype() == DataType.BOOL) {
            byte[] flags = new byte[count];
            for (int i = 0; i < count; i++) {
                flags[i] = (byte) block[i];
            }
            return flags;
        }
        ByteBuffer bytes = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(block);
        return bytes.array();
    }
}
