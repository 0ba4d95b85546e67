package ppl.api.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dims of a file. netCDF-4 and h5py make a dataset for each, a scale, and datasets refer to the scales of their dims by address:
 * to those of their own group or of the root, whose dims and labels its groups inherit.
 *
 * <p>A dim without limit is as long as the longest dataset along it; the others are filled up to that.
 */
final class DimScales {
    private final FileGroup root;
    private final Map<Long, Integer> lengths = new HashMap<>();

    /**
     * A dim of a dataset.
     *
     * @param scale what stands for it in the file; null for a dim without a name
     */
    record Dim(String name, int length, FileGroup.@Nullable Item scale) {
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
            for (FileGroup.Item scale : group.scales().values()) {
                lengths.put(scale.address(), scale.data().extent().shape()[0]);
            }
        }
        for (FileGroup group : all) {
            group.datasets().forEach(this::stretch);
        }
    }

    private void stretch(FileGroup.Item item) {
        List<Long> references = item.notes().scales();
        int[] shape = item.data().extent().shape();
        for (int d = 0; d < Math.min(shape.length, references.size()); d++) {
            if (item.data().extent().isUnlimited(d) && lengths.containsKey(references.get(d))) {
                lengths.merge(references.get(d), shape[d], Math::max);
            }
        }
    }

    private FileGroup.@Nullable Item scale(long address, FileGroup group) {
        FileGroup.Item own = group.scales().get(address);
        return own == null ? root.scales().get(address) : own;
    }

    /** The names of the dims of a group and of its datasets. */
    Set<String> names(FileGroup group) {
        Set<String> names = new HashSet<>();
        group.scales().values().forEach(scale -> names.add(scale.name()));
        for (FileGroup.Item item : group.datasets()) {
            for (long address : item.notes().scales()) {
                FileGroup.Item scale = scale(address, group);
                if (scale != null) {
                    names.add(scale.name());
                }
            }
        }
        return names;
    }

    /** The dim that a scale stands for. */
    Dim of(FileGroup.Item scale) {
        return new Dim(scale.name(), lengths.getOrDefault(scale.address(), 0), scale);
    }

    /**
     * The dims of a dataset of a group.
     *
     * <p><b>Errors.</b> A dataset that is shorter or longer than its dim, and cannot grow, is not held.
     */
    List<Dim> of(FileGroup.Item item, FileGroup group) throws DataFormatException {
        List<Long> references = item.notes().scales();
        int[] shape = item.data().extent().shape();
        List<Dim> dims = new ArrayList<>();
        for (int d = 0; d < shape.length; d++) {
            FileGroup.Item scale = d < references.size() ? scale(references.get(d), group) : null;
            if (scale == null) {
                dims.add(new Dim(item.name() + "_dim_" + d, shape[d], null));
            } else {
                Dim dim = of(scale);
                if (shape[d] > dim.length()
                        || (shape[d] < dim.length() && !item.data().extent().isUnlimited(d))) {
                    throw new NotHeldException(
                            item.address(),
                            "it has " + shape[d] + " positions along dim '" + dim.name() + "', which has "
                                    + dim.length());
                }
                dims.add(dim);
            }
        }
        return dims;
    }
}
