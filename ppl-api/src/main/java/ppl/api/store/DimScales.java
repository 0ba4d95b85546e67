package ppl.api.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dims of a file. netCDF-4 and h5py make a dataset for each of them, a scale. Other datasets refer to the scales of their dims by
 * address; these are in their own group or in the root, whose dims and labels all groups inherit.
 *
 * <p>An unlimited dim is as long as the longest dataset along it. The other datasets are filled up to that length.
 */
final class DimScales {
    private final FileGroup root;
    private final Map<Long, Integer> lengths = new HashMap<>();

    /**
     * A dim of a dataset.
     *
     * @param scale what stands for it in the file; null for a dim without a name
     */
    record Dim(String name, int length, FileGroup.@Nullable HdfDataset scale) {
        /** Whether both are one dim of the file, and not two of one name. */
        boolean isSameAs(Dim other) {
            return length == other.length && identity() == other.identity();
        }

        private long identity() {
            return scale == null ? Bytes.UNDEFINED : scale.address();
        }
    }

    /** The dims of the root group and of these. */
    DimScales(FileGroup root, List<FileGroup> groups) {
        this.root = root;
        List<FileGroup> all = new ArrayList<>(groups);
        all.add(root);
        for (FileGroup group : all) {
            for (FileGroup.HdfDataset scale : group.scales().values()) {
                lengths.put(scale.address(), scale.data().extent().shape()[0]);
            }
        }
        for (FileGroup group : all) {
            group.datasets().forEach(this::stretch);
        }
    }

    private void stretch(FileGroup.HdfDataset dataset) {
        List<Long> references = dataset.notes().scales();
        int[] shape = dataset.data().extent().shape();
        for (int d = 0; d < Math.min(shape.length, references.size()); d++) {
            if (dataset.data().extent().isUnlimited(d) && lengths.containsKey(references.get(d))) {
                lengths.merge(references.get(d), shape[d], Math::max);
            }
        }
    }

    private FileGroup.@Nullable HdfDataset scale(long address, FileGroup group) {
        FileGroup.HdfDataset own = group.scales().get(address);
        return own == null ? root.scales().get(address) : own;
    }

    /** The names of the dims of a group and of its datasets. */
    Set<String> names(FileGroup group) {
        Set<String> names = new HashSet<>();
        group.scales().values().forEach(scale -> names.add(scale.name()));
        for (FileGroup.HdfDataset dataset : group.datasets()) {
            for (long address : dataset.notes().scales()) {
                FileGroup.HdfDataset scale = scale(address, group);
                if (scale != null) {
                    names.add(scale.name());
                }
            }
        }
        return names;
    }

    /** The dim that a scale stands for. */
    Dim of(FileGroup.HdfDataset scale) {
        return new Dim(scale.name(), lengths.getOrDefault(scale.address(), 0), scale);
    }

    /**
     * The dims of a dataset of a group.
     *
     * <p><b>Errors.</b> A dataset that is shorter or longer than its dim, and cannot grow, is not held.
     */
    List<Dim> of(FileGroup.HdfDataset dataset, FileGroup group) throws DataFormatException {
        List<Long> references = dataset.notes().scales();
        int[] shape = dataset.data().extent().shape();
        List<Dim> dims = new ArrayList<>();
        for (int d = 0; d < shape.length; d++) {
            FileGroup.HdfDataset scale = d < references.size() ? scale(references.get(d), group) : null;
            if (scale == null) {
                dims.add(new Dim(dataset.name() + "_dim_" + d, shape[d], null));
            } else {
                Dim dim = of(scale);
                if (shape[d] > dim.length()
                        || (shape[d] < dim.length() && !dataset.data().extent().isUnlimited(d))) {
                    throw new NotHeldException(
                            dataset.address(),
                            "it has " + shape[d] + " positions along dim '" + dim.name() + "', which has "
                                    + dim.length());
                }
                dims.add(dim);
            }
        }
        return dims;
    }
}
