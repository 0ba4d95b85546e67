package ppl.api.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of a group of a file before it is read.
 *
 * @param name of the group; empty for the root
 * @param datasets in their order
 * @param scales the datasets that stand for dims, by address
 * @param groups by name
 * @param notes its attributes
 * @param leftOut what was found and left out
 */
record FileGroup(
        String name,
        List<HdfDataset> datasets,
        Map<Long, HdfDataset> scales,
        Map<String, ObjectHeader> groups,
        Notes notes,
        LeftOut leftOut) {
    /** The prefix of netCDF for a variable that has the name of a dim and is not the labels of it. */
    private static final String NO_LABELS = "_nc4_non_coord_";

    /**
     * A dataset of the file.
     *
     * @param address where its header is, which is its identity
     */
    record HdfDataset(String name, long address, DataReader data, Notes notes) {
        /** Whether it stands for a dim, whose labels it may hold. */
        boolean isScale() {
            return notes.text("CLASS").equals("DIMENSION_SCALE")
                    && data.extent().rank() > 0;
        }

        /** Whether it stands for a dim that has no labels. */
        boolean isBareDim() {
            return notes.text("NAME").startsWith("This is a netCDF dimension but not");
        }
    }

    static FileGroup scan(HdfInput in, HeapReader heap, LinkTree links, String name, ObjectHeader header)
            throws IOException {
        AttributeReader attributes = new AttributeReader(in, heap);
        LeftOut leftOut = new LeftOut();
        List<HdfDataset> datasets = new ArrayList<>();
        Map<Long, HdfDataset> scales = new LinkedHashMap<>();
        Map<String, ObjectHeader> groups = new LinkedHashMap<>();
        for (Map.Entry<String, GroupLinks.Link> link : links.of(header).entrySet()) {
            String label =
                    link.getKey().startsWith(NO_LABELS) ? link.getKey().substring(NO_LABELS.length()) : link.getKey();
            try {
                ObjectHeader object = links.follow(header, link.getValue());
                if (GroupLinks.isGroup(object)) {
                    groups.put(label, object);
                } else if (object.find(Message.DATASPACE).isPresent()) {
                    DataReader data = DataReader.of(in, object, heap);
                    HdfDataset dataset = new HdfDataset(label, object.address(), data, Notes.read(attributes, object));
                    datasets.add(dataset);
                    if (dataset.isScale()) {
                        scales.putIfAbsent(dataset.address(), dataset);
                    }
                } else if (object.find(Message.DATATYPE).isEmpty()) {
                    throw new NotHeldException(object.address(), "it is neither a group nor a dataset nor a datatype");
                }
            } catch (NotHeldException e) {
                leftOut.add(label, e);
            }
        }
        return new FileGroup(name, datasets, scales, groups, Notes.read(attributes, header), leftOut);
    }
}
