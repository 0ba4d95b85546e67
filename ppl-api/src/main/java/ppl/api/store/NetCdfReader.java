package ppl.api.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;

/**
 * Reads the objects of an HDF5 file as netCDF-4 and xarray understand them: groups, dims, coords, variables.
 *
 * <p>What inference data does not hold is named with its reason ({@link LeftOut}); what contradicts the format ends the reading;
 * {@link NotHeldException} says which is which.
 */
final class NetCdfReader {
    private static final String IN_ROOT =
            "it is in the root group; inference data has it in a group such as posterior (in Python:"
                    + " xarray.open_dataset(FILE).to_netcdf(OUT, group='posterior'))";

    private final HdfInput file;

    NetCdfReader(HdfInput file) {
        this.file = file;
    }

    InferenceData read() throws IOException {
        Superblock superblock = Superblock.find(file);
        HdfInput in = superblock.in();
        HeapReader heap = new HeapReader(in);
        ObjectHeader header = ObjectHeader.read(in, superblock.root());
        LinkTree links = new LinkTree(in, header);
        FileGroup root = FileGroup.scan(in, heap, links, "", header);
        List<FileGroup> groups = new ArrayList<>();
        for (Map.Entry<String, ObjectHeader> child : root.groups().entrySet()) {
            requireName(child.getKey(), child.getValue());
            try {
                groups.add(FileGroup.scan(in, heap, links, child.getKey(), child.getValue()));
            } catch (NotHeldException e) {
                root.leftOut().add(child.getKey(), e);
            }
        }
        DimScales scales = new DimScales(root, groups);
        Map<Group, Dataset> datasets = new LinkedHashMap<>();
        for (FileGroup group : groups) {
            try {
                datasets.put(new Group(group.name()), new GroupReader(in, group, scales).read());
            } catch (ResultException e) {
                // Parts that do not fit together, which a consistent file cannot contain.
                throw new DataFormatException(header.address(), "group '" + group.name() + "': " + e.getMessage());
            }
        }
        for (FileGroup.HdfDataset dataset : root.datasets()) {
            if (!dataset.isScale()) {
                root.leftOut().add(dataset.name(), IN_ROOT);
            }
        }
        Map<String, Object> attributes = root.notes().free();
        root.notes().report("", root.leftOut());
        root.leftOut().addTo(attributes);
        return InferenceData.of(datasets).withAttributes(attributes);
    }

    private static void requireName(String name, ObjectHeader header) throws DataFormatException {
        if (name.isBlank()) {
            throw new DataFormatException(header.address(), "a group has no name");
        }
    }
}
